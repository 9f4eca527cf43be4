"""The drain: claim in a transaction, send outside one, write the end in a third."""

from datetime import timedelta
from itertools import groupby

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.notifications.enums import Channel, MessageState
from core.notifications.models import Message
from core.notifications.services.telling import ring
from core.tenancy.scope import scope
from core.tenancy.speech import speaking
from core.tenancy.urls import absolute, public_host

log = structlog.get_logger(__name__)
AT_ONCE = 50
MAX_ATTEMPTS = 5
TAKEN_FOR_DEAD_AFTER = timedelta(minutes=5)


def deliver_due(run) -> dict:
    """Send all mail that is due, a batch at a time, and ring again for what waits.

    Killed in the middle it loses nothing: what was claimed is sent again under the same Message-ID, by which mail
    servers and readers know it as one.
    """
    sent = failed = 0
    while batch := _claim(run.ugel):
        with get_connection() as connection:
            for letter in _letters(batch):
                error = _send(run.ugel, letter, connection)
                _note(run.ugel, letter, error)
                sent, failed = sent + (not error), failed + bool(error)
                run.progress(sent, 0, _("Enviando avisos"))
    with scope(run.ugel):
        waiting = Message.objects.filter(state=MessageState.WAITING, channel=Channel.MAIL).order_by("due_at")
        ring(waiting.values_list("due_at", flat=True)[:1])
    return {"sent": sent, "failed": failed}


def _claim(ugel) -> list[Message]:
    now = timezone.now()
    with scope(ugel):
        Message.objects.stuck(now - TAKEN_FOR_DEAD_AFTER).update(state=MessageState.WAITING)
        due = Message.objects.due(now).select_for_update(skip_locked=True, of=("self",))
        batch = list(due.order_by("address", "is_digest", "bundle", "name", "id")[:AT_ONCE])
        Message.objects.filter(pk__in=[m.pk for m in batch]).update(
            state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1
        )
    return batch


def _letters(batch) -> list[list[Message]]:
    """One letter a message, but one for all of a person's daily summary, and one for each bundle."""
    return [list(messages) for _, messages in groupby(batch, key=_letter_of)]


def _letter_of(message) -> tuple:
    """What it shares a letter with; the batch is in the order of these."""
    if message.is_digest:
        return message.address, True
    return message.address, False, message.bundle, message.name, "" if message.bundle else message.pk


def _send(ugel, letter, connection) -> str:
    first = letter[0]
    with speaking(ugel, first.language):
        subject, body = _words(ugel, letter)
    mail = EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[first.address],
        headers={"Message-ID": message_id(ugel, first), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        mail.send()
    except Exception as error:
        # Every mail backend raises its own family; one bad address must not keep the others waiting.
        log.warning("mail_failed", ugel=ugel.code, message=first.pk, error=repr(error))
        return f"{type(error).__name__}: {error}"[:300]
    return ""


def _words(ugel, letter) -> tuple[str, str]:
    """What surrounds the messages, in the language they were written in."""
    first, count = letter[0], len(letter)
    subject = first.subject if count == 1 else ngettext("%d aviso", "%d avisos", count) % count + f" · {ugel.name}"
    items = [(message, absolute(f"/{ugel.code}{message.path}") if message.path else "") for message in letter]
    preferences = absolute(f"/{ugel.code}/avisos/preferencias/") if first.user_id else ""
    context = {"ugel": ugel, "first": first, "items": items, "preferences": preferences}
    return subject, render_to_string("notifications/mail.txt", context)


def message_id(ugel, message) -> str:
    """The same for every attempt at the same message."""
    return f"<{ugel.code}.{message.pk}@{public_host()}>"


@transaction.atomic
def _note(ugel, letter, error) -> None:
    ids = [message.pk for message in letter]
    with scope(ugel):
        mine = Message.objects.filter(pk__in=ids, state=MessageState.SENDING)
        if not error:
            mine.update(state=MessageState.SENT, sent_at=timezone.now(), error="")
            return
        # Tried again after 1, 4, 9, 16 minutes, then left for a person to see.
        for message in letter:
            attempts = message.attempts + 1
            is_over = attempts >= MAX_ATTEMPTS
            mine.filter(pk=message.pk).update(
                state=MessageState.FAILED if is_over else MessageState.WAITING,
                due_at=timezone.now() + timedelta(minutes=attempts**2),
                error=error,
            )
