"""What a school said of a month's chronic absence; a service without a row is unknown."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from attendance.models import ChronicCount
from attendance.selectors.latest import latest
from schools.models import School
from schools.selectors.calendar import school_days


def last_month() -> date:
    """The first day of the last month that is over."""
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def month_end(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def chronic_of(school: School, month: date) -> dict[int, ChronicCount]:
    """What stands of a month, by service."""
    rows = ChronicCount.objects.filter(service__school=school, month=month)
    return {row.service_id: row for row in rows.order_by("recorded_at", "pk")}


def chronic_version(told: Mapping[int, ChronicCount]) -> int:
    """Grows with every count; 0 while nobody said."""
    return max((row.pk for row in told.values()), default=0)


def months_told(school: School, count: int) -> list[dict]:
    """The last months somebody counted, the latest first: `month`, `chronic` of `pupils`."""
    rows = latest(ChronicCount.objects.filter(service__school=school), "service", "month")
    months = rows.order_by("-month").values("month")
    return list(months.annotate(chronic=Sum("chronic"), pupils=Sum("pupils"))[:count])


def days_in(school: School, month: date) -> int | None:
    """School days of a month; None where the UGEL has no calendar."""
    found = school_days(month, month_end(month), school_ids=[school.pk])
    return len(found[school.pk]) if school.pk in found else None
