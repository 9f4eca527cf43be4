"""How many cases came back, for everybody: read from what was published, never from the cases."""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from attendance.models import PublishedCount
from core.strategies.indicators import Frame

ROWS = ("back", "away", "ongoing")
A_QUARTER = timedelta(days=100)


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def next_quarter(first: date) -> date:
    return quarter_of(first + A_QUARTER)


def published_counts(first: date | None = None, last: date | None = None) -> QuerySet[PublishedCount]:
    """Quarters and years wholly between two days, in order; a year stands after its quarters."""
    rows = PublishedCount.objects.order_by("last_day", "-first_day")
    rows = rows.filter(first_day__gte=first) if first else rows
    return rows.filter(last_day__lte=last) if last else rows


def counts_in(frame: Frame) -> QuerySet[PublishedCount]:
    return published_counts(frame.period_start, frame.last_day)


def rescued_sums(frame: Frame) -> QuerySet[PublishedCount]:
    """Back over all, of each year told whole and else of its quarters; what is not told has None and is in no sum."""
    known = PublishedCount.objects.filter(back__isnull=False, total__isnull=False)
    whole = known.filter(_is_year(), first_day__gte=frame.period_start, last_day__lte=frame.last_day)
    inside = whole.filter(
        ugel=OuterRef("ugel"), first_day__lte=OuterRef("first_day"), last_day__gte=OuterRef("last_day")
    )
    rows = PublishedCount.objects.filter(first_day__gte=frame.period_start, last_day__lte=frame.last_day)
    rows = rows.filter(Q(pk__in=whole.values("pk")) | ~_is_year() & ~Exists(inside))
    return rows.annotate(numerator_amount=F("back"), denominator_amount=F("total"))


def _is_year() -> Q:
    return Q(last_day__gt=F("first_day") + A_QUARTER)
