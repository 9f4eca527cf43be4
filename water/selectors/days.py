"""The days of one school: what was told, what nobody told, what was corrected."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from schools.models import School
from water.models import DayChange, DayState

# What `DayState.last_told_by` reads.
CORRECTIONS = Prefetch("changes", DayChange.objects.select_related("changed_by"))


def days_between(school: School, first: date, last: date) -> dict[date, DayState]:
    rows = DayState.objects.filter(school=school, day__range=(first, last))
    rows = rows.select_related("recorded_by").prefetch_related(CORRECTIONS)
    return {row.day: row for row in rows}


def untold(school_days: Iterable[date], told: Iterable[date], *, until: date) -> list[date]:
    """School days up to a day of which nobody said anything."""
    return sorted(day for day in set(school_days) - set(told) if day <= until)


def history_of(school: School, first: date, last: date) -> list[DayChange]:
    """Corrections of days in a span, the newest first."""
    rows = DayChange.objects.filter(day_state__school=school, day_state__day__range=(first, last))
    return list(rows.select_related("day_state", "changed_by").order_by("-changed_at", "-pk"))
