"""Dates as a calendar program reads them (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from commitments.models import Instalment
from core.tenancy.urls import absolute, public_host
from core.ui.numbers import typed

REFRESH = timedelta(hours=6)


def as_icalendar(dates: Iterable[Instalment], *, ugel) -> bytes:
    """Whole-day events whose UID stays the same when a date moves; institutions and places, no person's name."""
    book = Calendar()
    book.add("prodid", "-//COMUSET//Compromisos//ES")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("Compromisos · %(ugel)s") % {"ugel": ugel.name})
    book.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    written = timezone.now()
    for one in dates:
        book.add_component(_event(one, uid=f"{ugel.code}-{one.pk}@{public_host()}", written=written))
    return book.to_ical()


def _event(one: Instalment, *, uid: str, written) -> Event:
    commitment = one.commitment
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", written)
    event.add("dtstart", one.due_date)
    event.add("dtend", one.due_date + timedelta(days=1))
    event.add("summary", f"{commitment.what} · {commitment.place}")
    said = f"{commitment.promiser_name}: {typed(one.quantity)} {commitment.unit}. {one.status.label}."
    event.add("description", said)
    event.add("url", absolute(commitment.get_absolute_url()))
    event.add("transp", "TRANSPARENT")
    return event
