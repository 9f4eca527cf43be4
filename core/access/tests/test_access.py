import http.client
import time
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client

from core.access import permissions
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.strategies.registry import permissions_of
from tests.world import make_person, path_of


@pytest.mark.parametrize(
    ("person", "status"), [("hilda", 200), ("elmer", 403), ("delia", 404), ("olga", 404), ("raul", 403)]
)
def test_people_list_access(request, visit, sur, person, status):
    assert visit(request.getfixturevalue(person), "people_list").status_code == status


def test_anonymous_is_asked_to_sign_in_and_comes_back(visit, norte):
    answer = visit(None, "people_list")

    assert (answer.status_code, answer.url) == (302, "/cuenta/login/?next=/230008/personas/")


def test_unknown_ugel_does_not_exist(hilda, norte):
    client = Client()
    client.force_login(hilda)

    assert client.get("/990001/personas/").status_code == 404


def test_tenant_page_outside_a_ugel_does_not_exist(hilda):
    client = Client()
    client.force_login(hilda)

    assert client.get("/personas/").status_code == 404


def test_global_page_inside_a_ugel_is_sent_to_its_place(norte):
    answer = Client().get("/230008/cuenta/login/?next=/x/")

    assert (answer.status_code, answer.url) == (302, "/cuenta/login/?next=/x/")


def test_withdrawn_membership_ends_at_once(hilda, visit, norte):
    other = make_person("otra", Role.UGEL_HEAD, ugel=norte)
    assert visit(other, "people_list").status_code == 200

    visit(hilda, "people_withdraw", other.memberships.get().pk, method="post")

    assert visit(other, "people_list").status_code == 404


def test_the_only_head_cannot_be_withdrawn(hilda, visit):
    answer = visit(hilda, "people_withdraw", hilda.memberships.get().pk, method="post", follow=True)

    assert "única persona en la dirección" in answer.content.decode()
    assert hilda.memberships.get().is_active


def test_withdrawing_another_tenants_member_does_not_exist(hilda, delia, visit):
    assert visit(hilda, "people_withdraw", delia.memberships.get().pk, method="post").status_code == 404
    assert delia.memberships.get().is_active


def test_invitation_gives_a_link_that_sets_the_first_password_once(hilda, visit, norte):
    data = {"full_name": "Nora Paz", "email": "Nora@Example.pe", "role": Role.UGEL_SPECIALIST}
    page = visit(hilda, "people_invite", method="post", data=data, follow=True)
    link = urlsplit(page.context["link"]).path
    guest = Client()

    answer = guest.post(link, {"password": "lluvia sobre Ite"})

    assert (answer.status_code, answer.url) == (302, "/")
    nora = Membership.objects.get(user__email="nora@example.pe")
    assert (nora.role, nora.ugel_id, nora.user.check_password("lluvia sobre Ite")) == (
        "ugel_specialist",
        norte.pk,
        True,
    )
    assert guest.get("/230008/").status_code == 200
    assert Client().post(link, {"password": "otra clave larga"}).status_code == 410


def test_invitation_refuses_a_weak_password_with_a_sentence(hilda, visit):
    data = {"full_name": "Nora Paz", "email": "nora@example.pe", "role": Role.UGEL_SPECIALIST}
    page = visit(hilda, "people_invite", method="post", data=data, follow=True)

    answer = Client().post(urlsplit(page.context["link"]).path, {"password": "12345"})

    assert answer.status_code == 422
    assert "10 caracteres" in answer.content.decode()


def test_sign_in_locks_after_repeated_failures(hilda, settings):
    hilda.set_password("agua limpia 2026")
    hilda.save()
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/cuenta/login/", {"login": hilda.email, "password": "no es esta"})

    answer = client.post("/cuenta/login/", {"login": hilda.email, "password": "agua limpia 2026"})

    assert answer.status_code in (403, 429)
    assert "_auth_user_id" not in client.session


def test_sign_in_with_email_and_password(hilda):
    hilda.set_password("agua limpia 2026")
    hilda.save()
    client = Client()

    answer = client.post("/cuenta/login/", {"login": "HILDA@example.pe", "password": "agua limpia 2026"})

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/", follow=True).redirect_chain == [("/230008/", 302)]


def test_nobody_signs_up_alone(db):
    assert "password1" not in Client().get("/cuenta/registro/").content.decode()
    Client().post(
        "/cuenta/registro/", {"email": "x@example.pe", "password1": "lluvia en Ite", "password2": "lluvia en Ite"}
    )
    assert not Membership.objects.filter(user__email="x@example.pe").exists()


def test_roles_add_up():
    assert permissions.MANAGE_PEOPLE in permissions_of([Role.UGEL_HEAD])
    assert permissions.MANAGE_PEOPLE not in permissions_of([Role.UGEL_SPECIALIST, Role.SCHOOL_HEAD])


@pytest.mark.django_db(transaction=True)
def test_slow_body_is_read_before_the_transaction_opens(live_server, region, monkeypatch):
    from core.tenancy.services import create_ugel
    from tests.world import as_owner

    with as_owner():
        ugel = create_ugel(code="230008", name="UGEL Norte", region=region)
    head = make_person("hilda", Role.UGEL_HEAD, ugel=ugel)
    client = Client()
    client.force_login(head)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", "-c idle_in_transaction_session_timeout=400")
    client.get("/230008/personas/nueva/")
    token = client.cookies["csrftoken"].value
    body = f"csrfmiddlewaretoken={token}&full_name=Nora+Paz&email=nora@example.pe&role=ugel_specialist".encode()

    phone = http.client.HTTPConnection(live_server.thread.host, live_server.thread.port, timeout=20)
    phone.putrequest("POST", path_of("people_invite", ugel=ugel))
    for name, value in {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body)),
        "Cookie": f"csrftoken={token}; sessionid={client.cookies['sessionid'].value}",
    }.items():
        phone.putheader(name, value)
    phone.endheaders(body[:20])
    time.sleep(1.2)
    phone.send(body[20:])

    assert phone.getresponse().status == 302
    assert Membership.objects.filter(user__email="nora@example.pe").count() == 1
