"""When a quarter ended, how its cases stood is kept, and what may be told of it is told once and never taken back."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from attendance.enums import Outcome
from attendance.models import Case, CaseQuarter, PublishedCount
from attendance.rule import RESCUE_VERSION, TOTAL, published, with_totals
from attendance.selectors.published import ROWS, next_quarter, quarter_of
from core.tenancy.scope import current_ugel


@transaction.atomic
def publish_quarters(today: date | None = None) -> int:
    """Keep and publish every quarter that ended and was not yet, a year with its last one; how many were new."""
    today = today or timezone.localdate()
    last = CaseQuarter.objects.order_by("-first_day").values_list("first_day", flat=True).first()
    begun = Case.objects.aggregate(day=Min("due_date"))["day"]
    if begun is None:
        return 0
    quarter, new = next_quarter(last) if last else quarter_of(begun), 0
    while next_quarter(quarter) <= today:
        CaseQuarter.objects.create(first_day=quarter, **_stood(quarter))
        _tell(quarter)
        quarter, new = next_quarter(quarter), new + 1
    return new


def _stood(quarter: date) -> dict[str, int]:
    """The cases due in a quarter as they stood when it ended; what was opened by error and known so counts nowhere."""
    after = next_quarter(quarter)
    end = datetime.combine(after, time(), ZoneInfo(current_ugel().time_zone))
    closed, error = Q(closed_at__lt=end), Q(outcome=Outcome.ERROR)
    return Case.objects.filter(due_date__gte=quarter, due_date__lt=after).aggregate(
        back=Count("pk", filter=closed & Q(outcome=Outcome.BACK)),
        away=Count("pk", filter=closed & ~Q(outcome=Outcome.BACK) & ~error),
        ongoing=Count("pk", filter=Q(closed_at=None) | Q(closed_at__gte=end)),
    )


def _tell(quarter: date) -> None:
    kept = CaseQuarter.objects.filter(first_day__year=quarter.year).order_by("first_day")
    columns = {one.first_day: str(one.first_day.month) for one in kept}
    parts = {(row, columns[one.first_day]): getattr(one, row) for one in kept for row in ROWS}
    names = list(columns.values())
    shown = published(with_totals(parts, names, ROWS), names, ROWS)
    _write(shown, columns[quarter], quarter, next_quarter(quarter))
    if next_quarter(quarter).year > quarter.year:
        _write(shown, TOTAL, date(quarter.year, 1, 1), date(quarter.year + 1, 1, 1))


def _write(shown, column: str, first_day: date, after: date) -> None:
    PublishedCount.objects.create(
        first_day=first_day,
        last_day=after - timedelta(days=1),
        total=shown[TOTAL, column],
        rule_version=RESCUE_VERSION,
        **{row: shown[row, column] for row in ROWS},
    )
