"""How many cases came back, for everybody: read from what was published, never from the cases."""

from django.db.models import F, QuerySet

from attendance.models import PublishedCount
from core.strategies.indicators import Frame


def published_counts() -> QuerySet[PublishedCount]:
    """All that was told, the latest first."""
    return PublishedCount.objects.order_by("-first_day")


def counts_in(frame: Frame) -> QuerySet[PublishedCount]:
    """What was told of times wholly in the period and over by the cut-off."""
    rows = PublishedCount.objects.filter(first_day__gte=frame.period_start, last_day__lte=frame.last_day)
    return rows.order_by("first_day")


def rescued_sums(frame: Frame) -> QuerySet[PublishedCount]:
    """Back over all of each time told; what is not told has None and is in no sum."""
    return counts_in(frame).annotate(numerator_amount=F("back"), denominator_amount=F("total"))
