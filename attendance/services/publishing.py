"""When a quarter ended, how its cases stood is kept, and what may be told of it is told once and never taken back."""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from attendance.enums import Outcome
from attendance.models import Case, CaseQuarter, PublishedCount
from attendance.rule import QUARTERS, RESCUE_VERSION, Counts, spans
from core.tenancy.scope import current_ugel

MONTHS = 12 // QUARTERS


@transaction.atomic
def publish_quarters(today: date | None = None) -> int:
    """Keep every quarter that ended and was not yet, and tell what can be told; how many were new."""
    today = today or timezone.localdate()
    last = CaseQuarter.objects.order_by("-first_day").values_list("first_day", flat=True).first()
    begun = Case.objects.aggregate(day=Min("due_date"))["day"]
    if begun is None:
        return 0
    # From the first of a year, so that every year is told by the same rule.
    quarter, new = _after(last) if last else date(begun.year, 1, 1), 0
    while _after(quarter) <= today:
        CaseQuarter.objects.create(first_day=quarter, **asdict(_stood(quarter)))
        _tell(quarter.year)
        quarter, new = _after(quarter), new + 1
    return new


def _after(quarter: date) -> date:
    """The first day of the next one."""
    return (quarter + timedelta(days=31 * MONTHS)).replace(day=1)


def _stood(quarter: date) -> Counts:
    """The cases due in a quarter as they stood when it ended; what was known then as opened by error counts nowhere."""
    end = datetime.combine(_after(quarter), time(), ZoneInfo(current_ugel().time_zone))
    closed, error = Q(closed_at__lt=end), Q(outcome=Outcome.ERROR)
    found = Case.objects.filter(due_date__gte=quarter, due_date__lt=_after(quarter)).aggregate(
        back=Count("pk", filter=closed & Q(outcome=Outcome.BACK)),
        away=Count("pk", filter=closed & ~Q(outcome=Outcome.BACK) & ~error),
        ongoing=Count("pk", filter=Q(closed_at=None) | Q(closed_at__gte=end)),
    )
    return Counts(**found)


def _tell(year: int) -> None:
    """Write what the year's quarters allow and nobody wrote yet; what was told before comes out the same."""
    kept = list(CaseQuarter.objects.filter(first_day__year=year).order_by("first_day"))
    told_days = set(PublishedCount.objects.filter(first_day__year=year).values_list("first_day", flat=True))
    for first, last, told in spans([Counts(one.back, one.away, one.ongoing) for one in kept]):
        if kept[first].first_day not in told_days:
            PublishedCount.objects.create(
                first_day=kept[first].first_day,
                last_day=_after(kept[last].first_day) - timedelta(days=1),
                rule_version=RESCUE_VERSION,
                **asdict(told),
            )
