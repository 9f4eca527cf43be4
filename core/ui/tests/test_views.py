import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from core.tenancy.urls import global_url
from core.ui import views
from core.ui.compression import TextGZipMiddleware

TEXTS = {
    "400.html": "No pudimos leer lo enviado",
    "403.html": "Su función no permite ver esto",
    "403_csrf.html": "La página estuvo abierta demasiado tiempo",
    "404.html": "No encontramos esta página",
    "500.html": "Algo falló de nuestro lado",
}


def text_of(answer):
    return answer.content.decode()


def test_unknown_address_says_so_to_anybody(db):
    answer = Client().get("/nada/")
    assert answer.status_code == 404
    assert TEXTS["404.html"] in text_of(answer)


def test_forbidden_page_gives_the_reason_inside_the_house(raul, visit):
    answer = visit(raul, "people_list")

    assert answer.status_code == 403
    assert TEXTS["403.html"] in text_of(answer)
    assert "Su función en esta UGEL no permite ver esta página." in text_of(answer)
    assert 'class="rail"' in text_of(answer)


def test_stale_form_is_explained(db):
    answer = Client(enforce_csrf_checks=True).post("/cuenta/login/", {"login": "a@example.pe"})
    assert answer.status_code == 403
    assert TEXTS["403_csrf.html"] in text_of(answer)


def test_failure_page_needs_no_database(rf):
    # Without the db fixture any query raises: this page must come when the database is what failed.
    request = rf.get("/")
    request.ugel = request.membership = None
    answer = views.server_error(request)
    assert answer.status_code == 500
    assert TEXTS["500.html"] in text_of(answer)


def test_every_error_has_its_own_words(rf, db):
    request = rf.get("/")
    request.ugel = request.membership = request.user = None
    answers = [views.bad_request(request), views.forbidden(request), views.not_found(request)]
    assert [answer.status_code for answer in answers] == [400, 403, 404]
    assert [name in text_of(answer) for answer, name in zip(answers, [*TEXTS.values()][:2], strict=False)] == [
        True,
        True,
    ]


def test_htmx_gets_the_main_part_only(hilda, visit):
    whole = text_of(visit(hilda, "people_list"))
    part = text_of(visit(hilda, "people_list", **{"HX-Request": "true"}))

    assert "<html" in whole
    assert "<html" not in part
    assert hilda.email in part
    assert 'id="flash" hx-swap-oob="true"' in part


@pytest.mark.parametrize("name", ["gallery", "gallery_phone", "gallery_print"])
def test_gallery_opens_for_who_is_signed_in_only(elmer, name):
    client = Client()
    assert client.get(global_url(name)).status_code == 302
    client.force_login(elmer)
    answer = client.get(global_url(name))
    assert answer.status_code == 200
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "<title>" in text_of(answer)


def test_gallery_shows_every_component():
    """A component that the gallery does not show is one nobody will find."""
    folder = settings.BASE_DIR / "templates"
    shown = "".join(
        path.read_text() for part in ("gallery", "pages", "layouts") for path in (folder / part).glob("*.html")
    )
    own = {path.name for path in (folder / "ui").glob("*.html") if not path.name.startswith("_")}
    used_inside = "".join(path.read_text() for path in (folder / "ui").rglob("*.html"))
    assert {name for name in own if f"ui/{name}" not in shown + used_inside} == set()


def test_text_leaves_compressed_and_pictures_as_they_are(elmer):
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(elmer)
    pictures = TextGZipMiddleware(lambda request: HttpResponse(b"\xff" * 5000, content_type="image/jpeg"))
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})

    assert client.get("/componentes/").headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in pictures(request).headers
