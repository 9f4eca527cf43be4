"""A sitting as a calendar program reads it (RFC 5545)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event

from core.tenancy.scope import current_ugel
from core.tenancy.urls import public_host
from dialogues.models import Session

LASTS = timedelta(hours=2)


def as_icalendar(session: Session) -> bytes:
    """One event whose UID stays the same when the day moves; a whole day where no hour is set.

    The link of who was called is left out: a date is passed on, and their signature would go with it.
    """
    ugel = current_ugel()
    book, event = Calendar(), Event()
    book.add("prodid", "-//COMUSET//MEDIAT//ES")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    event.add("uid", f"{ugel.code}-mediat-{session.pk}@{public_host()}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", session.moves)
    begins = session.session_date
    if session.start_time:
        begins = datetime.combine(begins, session.start_time, ZoneInfo(ugel.time_zone)).astimezone(ZoneInfo("UTC"))
    event.add("dtstart", begins)
    event.add("dtend", begins + (LASTS if session.start_time else timedelta(days=1)))
    event.add("summary", session.table.name)
    event.add("location", session.place)
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    book.add_component(event)
    return book.to_ical()
