from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core import mail

from core.jobs.services import run_inline
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
    assert parse_qs(link.query)["text"] == [f"Lo ve el Ejército.\n\n{settings.PUBLIC_URL}/230008/p/7/\n\nUGEL Norte"]

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


def test_one_is_left_for_later_and_the_queue_goes_on(elmer, visit):
    for number, name in enumerate(("Gino", "Ana", "Luz"), 1):
        tell_phone(name, number)

    def shown(query=""):
        context = visit(elmer, "notifications:hand_over_list", query=query).context
        return context["message"].name, context["position"], context["count"]

    assert [shown(), shown("salta=1"), shown("salta=3"), shown("salta=x")] == [
        ("Gino", 1, 3),
        ("Ana", 2, 3),
        ("Gino", 1, 3),
        ("Gino", 1, 3),
    ]
    ana = Message.objects.get(name="Ana")
    answer = visit(elmer, "notifications:hand_over", ana.pk, method="post", data={"salta": "1"})
    assert answer.url == "/230008/avisos/por-whatsapp/?salta=1"
    assert shown("salta=1") == ("Luz", 2, 2)


def test_a_slip_of_the_thumb_is_undone(elmer, hilda, visit):
    tell_phone("Gino", 1)
    pk = Message.objects.get().pk
    visit(elmer, "notifications:hand_over", pk, method="post")
    pages = [visit(person, "notifications:hand_over_list").content.decode() for person in (elmer, hilda)]
    assert ["Anotado como enviado a Gino" in page for page in pages] == [True, False]

    for _ in range(2):
        answer = visit(elmer, "notifications:hand_over_undo", pk, method="post", follow=True)

    assert "ya está otra vez por enviar" in answer.content.decode()
    message = Message.objects.get()
    assert (message.state, message.sent_at, message.sent_by) == (MessageState.WAITING, None, None)


def test_mail_that_was_given_up_is_seen_and_sent_again(elmer, norte, visit):
    tell([Recipient(name="Nora", email="nora@example.pe")], kind="x", key="n", urgent=True, **WORDS)
    Message.objects.update(state=MessageState.FAILED, attempts=5, error="550 unknown")
    assert "1 correo no llegó" in visit(elmer, "notifications:hand_over_list").content.decode()
    assert "550 unknown" in visit(elmer, "notifications:failed_list").content.decode()

    for _ in range(2):
        answer = visit(elmer, "notifications:message_retry", Message.objects.get().pk, method="post", follow=True)

    assert "ya está otra vez en camino" in answer.content.decode()
    run_inline("notifications.deliver", ugel=norte)
    assert [letter.to for letter in mail.outbox] == [["nora@example.pe"]]
    assert Message.objects.get().state == MessageState.SENT


def test_failed_list_queries_do_not_grow(elmer, norte):
    def lose(number):
        tell([Recipient(name="x", email=f"x{number}@example.pe")], kind="x", key=f"l{number}", **WORDS)
        Message.objects.update(state=MessageState.FAILED)

    lose(1)
    few = len(queries_of(elmer, "notifications:failed_list", ugel=norte))
    lose(2)
    lose(3)
    assert (len(queries_of(elmer, "notifications:failed_list", ugel=norte)), few <= 8) == (few, True)


def test_a_bundle_is_one_text_sent_and_undone_as_one(elmer, hilda, visit):
    for number, path in enumerate(["/p/7/", "/p/7/", "/p/8/"]):
        told = {**WORDS, "body": f"Fecha {number}.", "path": path, "bundle": "x.reminder"}
        tell([Recipient(name="Gino", phone="+51952000001")], kind="x", key=f"b{number}", **told)
    tell_phone("Ana", 2)

    page = visit(elmer, "notifications:hand_over_list").context
    assert page["count"] == 2
    lines = page["text"].split("\n\n")
    assert lines[:3] == ["Fecha 0.", "Fecha 1.", f"{settings.PUBLIC_URL}/230008/p/7/"]
    assert lines[3:] == ["Fecha 2.", f"{settings.PUBLIC_URL}/230008/p/8/", "UGEL Norte"]

    # one more is written while the text is open in WhatsApp: it was not in it
    tell([Recipient(name="Gino", phone="+51952000001")], kind="x", key="b9", bundle="x.reminder", **WORDS)
    shown = {"con": [one.pk for one in page["others"]]}
    visit(hilda, "notifications:hand_over", page["message"].pk, method="post", data=shown)
    assert Message.objects.filter(state=MessageState.WAITING, name="Gino").get().key == "b9"

    visit(hilda, "notifications:hand_over_undo", page["message"].pk, method="post")
    assert Message.objects.filter(state=MessageState.WAITING, name="Gino").count() == 4
