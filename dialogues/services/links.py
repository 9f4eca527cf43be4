"""The links of who is called to a sitting and of who came: how they are opened, how their person is told."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy

from commitments.models.keys import new_salt
from core.access.links import LinkEnded, PersonalLinks
from core.audit.services import record
from core.notifications.enums import MessageState
from core.notifications.models import Message
from core.notifications.services import Recipient, call_off, tell
from core.tenancy.urls import global_url
from dialogues import selectors
from dialogues.models import Reading
from partners import services as partners
from partners.models import Contact

READINGS = PersonalLinks("dialogues.readings", partial(global_url, "dialogues:reading_show"))
INVITATIONS = PersonalLinks("dialogues.invitations", partial(global_url, "dialogues:invitation_show"))
token_of, path_of = READINGS.token_of, READINGS.path_of
# Afterwards too one may look up what became of one's words, and take the acta.
OPEN_AFTER = timedelta(days=60)


def opened_reading(token: str, *, address: str) -> Reading:
    """The reading behind a token, for a visitor from `address`; reads only.

    Raises TooManyWrongCodes, LinkUnknown, and LinkEnded 60 days after the acta was issued or the last day to answer,
    or for who was struck from the list.
    """
    rows = Reading.objects.select_related("session__table__territory", "attendance__contact")
    reading = READINGS.row_behind(token, rows, address=address)
    acta = selectors.acta_in_force(reading.session)
    last = acta.document.issued_date if acta else reading.session.acta_until
    if reading.attendance.struck_because or last is None or timezone.localdate() > last + OPEN_AFTER:
        raise LinkEnded
    return reading


@transaction.atomic
def renew_link(*, reading: Reading, by) -> Reading:
    """Another link in place of one that was lost or passed on: the one before opens nothing."""
    reading = Reading.objects.select_for_update(of=("self",)).select_related("attendance").get(pk=reading.pk)
    reading.salt = new_salt()
    reading.save(update_fields=["salt"])
    record("dialogues.reading_renewed", reading.session, by=by, who=reading.attendance.name)
    return reading


def recipient_of(reading: Reading) -> Recipient:
    """How this reader is reached: as the ally's contact they are, else by what was noted for the acta."""
    attendance = reading.attendance
    return reached_as(attendance.name, attendance.contact, email=reading.email, phone=reading.phone)


def reached_as(name: str, contact: Contact | None, *, email: str, phone) -> Recipient:
    """By what was noted for them, else as the contact they are."""
    if contact is None or email or phone:
        language = contact.language if contact else ""
        return Recipient(name=name, email=email, phone=str(phone or ""), language=language)
    return replace(partners.recipient_of(contact), name=name)


def tell_reader(reading: Reading, event: str, *, subject: Callable[[], str], body: Callable[[], str], why) -> None:
    """Tell this person something with their link, where they can be reached; `event` is told once."""
    recipient = recipient_of(reading)
    if recipient.email or recipient.phone:
        words = {"subject": lazy(subject, str)(), "body": lazy(body, str)(), "why": why}
        tell([recipient], kind="dialogues.acta", key=_key(reading, event), path=path_of(reading), **words)


def call_off_invitations(readings: Iterable[Reading]) -> None:
    """Take back what nobody sent yet: there is nothing to answer any more."""
    keys = [_key(reading, "") for reading in readings]
    waiting = Message.objects.filter(kind="dialogues.acta", state=MessageState.WAITING).values_list("key", flat=True)
    for key in {key for key in waiting if key.startswith(tuple(keys))} if keys else ():
        call_off(key=key)


def _key(reading: Reading, event: str) -> str:
    return f"reading:{reading.pk}:{event}"
