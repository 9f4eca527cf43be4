import smtplib
from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as LocmemBackend
from django.utils import timezone

from core.jobs.services import run_inline
from core.notifications.enums import MessageState, Rhythm
from core.notifications.models import Message
from core.notifications.services import Recipient, save_preference, tell
from core.notifications.services.delivery import MAX_ATTEMPTS
from core.tenancy.scope import scope
from tests.workers import wait_for

WORDS = {"subject": "Su pedido\nfue aceptado", "body": "Lo ve el Ejército.", "why": "Usted lo registró."}


class RefusingBackend(LocmemBackend):
    """A mail server that knows nobody called `lost`."""

    def send_messages(self, messages):
        if any("lost" in address for message in messages for address in message.to):
            raise smtplib.SMTPRecipientsRefused({"lost@example.pe": (550, b"unknown")})
        return super().send_messages(messages)


def tell_now(number, *, address="rosa@example.pe", user=None, urgent=True, language=""):
    person = Recipient(name="Rosa", email=address, user=user, language=language)
    tell([person], kind="needs.accepted", key=f"need:{number}", path="/pedidos/7/", urgent=urgent, **WORDS)


def states():
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_mail_says_what_why_and_where(norte, settings):
    settings.PUBLIC_URL = "https://comuset.example.pe"
    tell_now(1)

    run_inline("notifications.deliver", ugel=norte)

    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Su pedido fue aceptado", ["rosa@example.pe"])
    assert sent.body.split("\n") == [
        "Hola, Rosa.",
        "",
        "Lo ve el Ejército.",
        "",
        "https://comuset.example.pe/230008/pedidos/7/",
        "",
        "UGEL Norte",
        "",
        "—",
        "Por qué recibe este aviso: Usted lo registró.",
        "",
    ]
    assert states() == [MessageState.SENT]


@pytest.mark.parametrize(
    ("language", "greeting"), [("en", "Hello, Rosa."), ("ru", "Здравствуйте, Rosa."), ("ky", "Саламатсызбы, Rosa.")]
)
def test_the_letter_speaks_as_its_message_does(norte, language, greeting):
    tell_now(1, language=language)

    run_inline("notifications.deliver", ugel=norte)

    lines = mail.outbox[0].body.split("\n")
    assert lines[0] == greeting
    assert "Por qué recibe" not in lines[-2]


def test_delivery_again_sends_nothing_again(norte):
    tell_now(1)

    for _ in range(3):
        run_inline("notifications.deliver", ugel=norte)

    assert len(mail.outbox) == 1


def test_daily_summary_is_one_letter(elmer, norte):
    save_preference(user=elmer, rhythm=Rhythm.DAILY, quiet_from=time(0), quiet_until=time(0))
    for number in range(3):
        tell_now(number, user=elmer, urgent=False)
    Message.objects.update(due_at=timezone.now())

    run_inline("notifications.deliver", ugel=norte)

    (sent,) = mail.outbox
    assert sent.subject == "3 avisos · UGEL Norte"
    assert sent.body.count("■ Su pedido") == 3
    assert states() == [MessageState.SENT] * 3


def test_one_bad_address_keeps_nobody_waiting_and_is_given_up_at_last(norte, settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    tell_now(1, address="lost@example.pe")
    tell_now(2)

    for _ in range(MAX_ATTEMPTS):
        run_inline("notifications.deliver", ugel=norte)
        Message.objects.filter(state=MessageState.WAITING).update(due_at=timezone.now())

    assert [message.to for message in mail.outbox] == [["rosa@example.pe"]]
    lost = Message.objects.order_by("id").first()
    assert (lost.state, lost.attempts) == (MessageState.FAILED, MAX_ATTEMPTS)
    assert "SMTPRecipientsRefused" in lost.error


def test_what_a_dead_worker_held_is_sent_under_the_same_name(norte):
    tell_now(1)
    long_ago = timezone.now() - timedelta(minutes=10)
    Message.objects.update(state=MessageState.SENDING, claimed_at=long_ago)

    run_inline("notifications.deliver", ugel=norte)

    pk = Message.objects.get().pk
    assert [m.extra_headers["Message-ID"] for m in mail.outbox] == [f"<230008.{pk}@127.0.0.1>"]


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    start_worker, norte_closed, settings, monkeypatch, tmp_path
):
    """Letters are files named by the mail backend of a local machine; each Message-ID is counted once."""
    letters = settings.EMAIL_FILE_PATH = tmp_path / "mail"
    monkeypatch.setenv("MAIL_ROOT", str(letters))
    with scope(norte_closed):
        for number in range(300):
            tell_now(number, address=f"rosa{number}@example.pe")
    first = start_worker("core.notifications.tasks")
    wait_for(lambda: letters_in(letters), first.log.read_text)
    first.kill()
    with scope(norte_closed):
        Message.objects.filter(state=MessageState.SENDING).update(claimed_at=timezone.now() - timedelta(hours=1))

    run_inline_with_files(norte_closed, settings)

    with scope(norte_closed):
        assert set(states()) == {MessageState.SENT}
        expected = {f"<230008.{pk}@127.0.0.1>" for pk in Message.objects.values_list("pk", flat=True)}
    assert set(letters_in(letters)) == expected


def letters_in(folder):
    text = "".join(path.read_text() for path in folder.glob("*.log")) if folder.exists() else ""
    return [line.removeprefix("Message-ID: ") for line in text.splitlines() if line.startswith("Message-ID: ")]


def run_inline_with_files(ugel, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    run_inline("notifications.deliver", ugel=ugel)


def test_what_one_bundle_tells_a_person_is_one_letter(norte):
    for number, name in enumerate(["Rosa", "Rosa", "Elsa", "Rosa"]):
        person = Recipient(name=name, email="oficina@example.pe")
        bundle = "" if number == 3 else "x.reminder"
        tell([person], kind="x", key=f"k{number}", path=f"/p/{number}/", urgent=True, bundle=bundle, **WORDS)

    assert {message.due_at > timezone.now() for message in Message.objects.exclude(bundle="")} == {True}
    Message.objects.update(due_at=timezone.now())
    run_inline("notifications.deliver", ugel=norte)

    letters = sorted((letter.subject, letter.body.count("/p/")) for letter in mail.outbox)
    assert letters == [("2 avisos · UGEL Norte", 2), ("Su pedido fue aceptado", 1), ("Su pedido fue aceptado", 1)]
    assert states() == [MessageState.SENT] * 4
