from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from core.audit.models import Entry
from core.strategies.registry import EventType, collect

TIMELINE_LENGTH = 50


@dataclass(frozen=True)
class TimelineItem:
    """One line of a timeline, ready to print."""

    at: datetime
    label: str
    icon: str
    text: str
    by: str


def timeline_for_school(school_id: int, *, before: datetime | None = None, limit: int = TIMELINE_LENGTH):
    """What happened at a school, from every strategy, latest first; `before` pages on."""
    return _items(Entry.objects.filter(school_id=school_id), before, limit)


def news_of_schools(school_ids, *, but, limit: int = TIMELINE_LENGTH):
    """What others than `but` did at these schools, latest first."""
    return _items(Entry.objects.filter(school_id__in=school_ids).exclude(actor=but), None, limit)


def timeline_of(subject, *, before: datetime | None = None, limit: int = TIMELINE_LENGTH):
    """What happened to one thing, latest first."""
    return _items(Entry.objects.of(subject), before, limit)


def access_log_of(subject) -> QuerySet[Entry]:
    """Who looked at a protected thing, latest first."""
    return Entry.objects.accesses().of(subject).select_related("actor").order_by("-at", "-id")


def _items(entries, before, limit) -> Sequence[TimelineItem]:
    entries = entries.events().filter(at__lt=before or timezone.now()).select_related("actor")
    types = {event.verb: event for event in collect("timeline")}
    return [_item(entry, types) for entry in entries.order_by("-at", "-id")[:limit]]


def _item(entry, types):
    # A verb of an app that was taken out still happened: it is shown by its name.
    event = types.get(entry.verb) or EventType(entry.verb, entry.verb)
    return TimelineItem(
        at=entry.at,
        label=str(event.label),
        icon=event.icon,
        text=str(event.sentence(entry.data)) if event.sentence else "",
        by=entry.actor.full_name if entry.actor else "",
    )
