from urllib.parse import parse_qs, urlsplit

import pytest

from core.notifications.enums import MessageState
from core.notifications.models import Message
from core.notifications.services import Recipient, tell
from tests.queries import queries_of

WORDS = {"subject": "Su pedido fue aceptado", "body": "Lo ve el Ejército.", "why": "Usted lo registró."}


def tell_person(user, number=1):
    tell([Recipient(name=str(user), user=user)], kind="x", key=f"k{number}", path="/pedidos/7/", **WORDS)


def tell_phone(name, number):
    tell([Recipient(name=name, phone=f"+5195200000{number}")], kind="x", key=f"w{number}", path="/p/7/", **WORDS)


def test_notice_list_shows_mine_only(elmer, hilda, visit):
    tell_person(elmer)
    tell([Recipient(name="Hilda", user=hilda)], kind="x", key="y", **{**WORDS, "subject": "Solo para Hilda"})

    page = visit(elmer, "notifications:notice_list").content.decode()

    assert ("Su pedido fue aceptado" in page, "Usted lo registró." in page, "Solo para Hilda" in page) == (
        True,
        True,
        False,
    )


def test_notice_list_queries_do_not_grow(elmer, norte):
    tell_person(elmer)
    few = len(queries_of(elmer, "notifications:notice_list", ugel=norte))
    for number in (2, 3):
        tell_person(elmer, number)

    asked = len(queries_of(elmer, "notifications:notice_list", ugel=norte))
    assert (asked, few <= 8) == (few, True)


def test_read_marks_all_of_mine(elmer, hilda, visit):
    tell_person(elmer)
    tell_person(hilda, 2)

    visit(elmer, "notifications:notice_read", method="post")

    assert [m.seen_at is not None for m in Message.objects.order_by("id")] == [True, False]


def test_preference_is_kept(elmer, visit):
    data = {"rhythm": "daily", "quiet_from": "19:00", "quiet_until": "06:30"}

    assert visit(elmer, "notifications:preference_edit", method="post", data=data).status_code == 302
    assert 'value="19:00"' in visit(elmer, "notifications:preference_edit").content.decode()


def test_preference_refuses_what_is_no_hour(elmer, visit):
    data = {"rhythm": "daily", "quiet_from": "tarde", "quiet_until": "06:30"}

    assert visit(elmer, "notifications:preference_edit", method="post", data=data).status_code == 422


def test_hand_over_goes_one_after_another(elmer, visit):
    tell_phone("Gino", 1)
    tell_phone("Ana", 2)

    page = visit(elmer, "notifications:hand_over_list")
    link = urlsplit(page.context["url"])
    assert (link.netloc, link.path, page.context["count"]) == ("wa.me", "/51952000001", 2)
    assert parse_qs(link.query)["text"] == ["Lo ve el Ejército.\n\nhttp://127.0.0.1:8000/230008/p/7/\n\nUGEL Norte"]

    visit(elmer, "notifications:hand_over", page.context["message"].pk, method="post")

    after = visit(elmer, "notifications:hand_over_list")
    assert (after.context["message"].name, after.context["count"]) == ("Ana", 1)


def test_looking_sends_nothing(elmer, visit):
    tell_phone("Gino", 1)

    for _ in range(3):
        visit(elmer, "notifications:hand_over_list")

    assert Message.objects.get().state == MessageState.WAITING


def test_second_press_is_told_that_it_went_out(elmer, visit):
    tell_phone("Gino", 1)
    pk = Message.objects.get().pk
    visit(elmer, "notifications:hand_over", pk, method="post")

    answer = visit(elmer, "notifications:hand_over", pk, method="post", follow=True)

    assert "Otra persona ya envió este mensaje" in answer.content.decode()


@pytest.mark.parametrize(("person", "status"), [("hilda", 200), ("gino", 403), ("delia", 404)])
def test_hand_over_access(request, visit, sur, person, status):
    assert visit(request.getfixturevalue(person), "notifications:hand_over_list").status_code == status
