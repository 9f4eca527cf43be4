from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.models import User
from core.jobs.models import Dispatch
from core.jobs.services import enqueue
from core.notifications.enums import Channel, MessageState, Rhythm
from core.notifications.hours import next_allowed, next_digest
from core.notifications.models import Message, Preference
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from core.tenancy.speech import speaking

DELIVER = "notifications.deliver"
# So long the first of a bundle waits for the others that the same job writes.
BUNDLE_WAITS = timedelta(minutes=2)


class AlreadyHandedOver(DomainError):
    message = _("Otra persona ya envió este mensaje.")


class NotHandedOver(DomainError):
    message = _("Este mensaje ya está otra vez por enviar.")


class NotFailed(DomainError):
    message = _("Este correo ya está otra vez en camino.")


@dataclass(frozen=True)
class Recipient:
    """Who is told: a person who signs in, or only an address; mail wins over WhatsApp where both are known."""

    name: str
    email: str = ""
    phone: str = ""
    user: User | None = None
    language: str = ""

    @property
    def channel(self) -> Channel:
        return Channel.MAIL if self.email else Channel.WHATSAPP if self.phone else Channel.PAGE


@transaction.atomic
def tell(
    recipients: Iterable[Recipient],
    *,
    kind: str,
    key: str,
    subject,
    body,
    why,
    path: str = "",
    urgent: bool = False,
    bundle: str = "",
) -> list[Message]:
    """Write down, in the caller's transaction, what each person is told; the mail follows after the commit.

    `subject`, `body` and `why` may be lazy: each person gets them in their language. The same `key` told again to
    the same person changes nothing. Urgent goes out at once, the rest waits for the end of quiet hours or for the
    daily summary. What one `bundle` tells a person at about the same time is one mail or one WhatsApp text.
    """
    recipients = list(recipients)
    ugel, now = current_ugel(), timezone.now()
    wishes = {wish.user_id: wish for wish in Preference.objects.filter(user__in=[r.user for r in recipients if r.user])}
    messages = [
        _message(r, wishes.get(r.user.pk) if r.user else None, ugel, now, urgent, subject=subject, body=body, why=why)
        for r in recipients
    ]
    for message in messages:
        message.kind, message.key, message.path, message.bundle = kind, key, path, bundle
        if bundle and message.channel == Channel.MAIL:
            message.due_at = max(message.due_at, now + BUNDLE_WAITS)
    made = Message.objects.bulk_create(messages, ignore_conflicts=True)
    ring([m.due_at for m in made if m.channel == Channel.MAIL and m.state == MessageState.WAITING])
    return made


def ring(moments) -> None:
    """Have a delivery run at the earliest of these moments, unless one is already promised by then."""
    for due in sorted(moments)[:1]:
        promised = Dispatch.objects.filter(ugel=current_ugel(), kind=DELIVER, state="queued", due_at__lte=due)
        if not promised.exists():
            enqueue(DELIVER, due_at=due if due > timezone.now() else None)


@transaction.atomic
def call_off(*, key: str) -> int:
    """Take back what was not sent yet, because what it told of no longer holds."""
    waiting = Message.objects.filter(key=key, state=MessageState.WAITING)
    return waiting.update(state=MessageState.CANCELLED)


@transaction.atomic
def hand_over(*, message: Message, by, others: Iterable[int] = ()) -> Message:
    """Note that somebody sent the WhatsApp text, and the `others` of its bundle that were in it.

    Raises AlreadyHandedOver for the second one.
    """
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state != MessageState.WAITING:
        raise AlreadyHandedOver
    message.state, message.sent_at, message.sent_by = MessageState.SENT, timezone.now(), by
    message.save(update_fields=["state", "sent_at", "sent_by"])
    shared = Message.objects.bundled_with(message).filter(pk__in=list(others), state=MessageState.WAITING)
    shared.update(state=MessageState.SENT, sent_at=message.sent_at, sent_by=by)
    return message


@transaction.atomic
def take_back(*, message: Message) -> Message:
    """The text was not sent after all: it waits again with all it told; raises NotHandedOver for any other message."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.channel != Channel.WHATSAPP or message.state != MessageState.SENT:
        raise NotHandedOver
    shared = Message.objects.bundled_with(message).filter(state=MessageState.SENT, sent_at=message.sent_at)
    shared.update(state=MessageState.WAITING, sent_at=None, sent_by=None)
    message.state, message.sent_at, message.sent_by = MessageState.WAITING, None, None
    message.save(update_fields=["state", "sent_at", "sent_by"])
    return message


@transaction.atomic
def try_again(*, message: Message) -> Message:
    """Send a mail anew that was given up, with all its attempts before it; raises NotFailed for any other message."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.state != MessageState.FAILED:
        raise NotFailed
    message.state, message.attempts, message.due_at = MessageState.WAITING, 0, timezone.now()
    message.save(update_fields=["state", "attempts", "due_at"])
    ring([message.due_at])
    return message


@transaction.atomic
def mark_seen(*, user) -> int:
    """Everything told to this person here counts as read."""
    return Message.objects.filter(user=user, seen_at=None).update(seen_at=timezone.now())


@transaction.atomic
def save_preference(*, user, rhythm: str, quiet_from: time, quiet_until: time) -> Preference:
    """Keep a person's wish for this UGEL; what is already promised goes out as it was promised."""
    wish = {"rhythm": rhythm, "quiet_from": quiet_from, "quiet_until": quiet_until}
    return Preference.objects.update_or_create(user=user, defaults=wish)[0]


def _message(recipient, wish, ugel, now, urgent, *, subject, body, why) -> Message:
    wish = wish or Preference(ugel=ugel)
    channel = recipient.channel
    if channel == Channel.MAIL and wish.rhythm == Rhythm.NEVER and not urgent:
        channel = Channel.PAGE
    is_digest = channel == Channel.MAIL and wish.rhythm == Rhythm.DAILY and not urgent
    quiet = {"quiet_from": wish.quiet_from, "quiet_until": wish.quiet_until, "zone": ugel.time_zone}
    due = now if urgent else next_digest(now, zone=ugel.time_zone) if is_digest else next_allowed(now, **quiet)
    language = recipient.language or ugel.language
    with speaking(ugel, language):
        texts = {"subject": str(subject)[:200], "body": str(body), "why": str(why)[:200]}
    return Message(
        channel=channel,
        user=recipient.user,
        name=recipient.name,
        address={Channel.MAIL: recipient.email, Channel.WHATSAPP: recipient.phone}.get(channel, ""),
        state=MessageState.SENT if channel == Channel.PAGE else MessageState.WAITING,
        sent_at=now if channel == Channel.PAGE else None,
        language=language,
        is_urgent=urgent,
        is_digest=is_digest,
        due_at=due,
        **texts,
    )
