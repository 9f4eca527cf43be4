"""A meeting as a calendar program reads it (RFC 5545)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event

from core.tenancy.scope import current_ugel
from core.tenancy.urls import public_host
from networks.models import Meeting

LASTS = timedelta(hours=2)


def as_icalendar(meeting: Meeting, *, url: str) -> bytes:
    """One event whose UID stays the same when the day moves; a whole day where no hour is set."""
    ugel = current_ugel()
    book, event = Calendar(), Event()
    book.add("prodid", "-//COMUSET//Redes//ES")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    event.add("uid", f"{ugel.code}-redes-{meeting.pk}@{public_host()}")
    event.add("dtstamp", timezone.now())
    event.add("sequence", meeting.moves)
    begins = meeting.meeting_date
    if meeting.start_time:
        begins = datetime.combine(begins, meeting.start_time, ZoneInfo(ugel.time_zone)).astimezone(ZoneInfo("UTC"))
    event.add("dtstart", begins)
    event.add("dtend", begins + (LASTS if meeting.start_time else timedelta(days=1)))
    event.add("summary", meeting.network.name)
    event.add("location", meeting.place)
    if meeting.agenda:
        event.add("description", meeting.agenda)
    event.add("url", url)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    book.add_component(event)
    return book.to_ical()
