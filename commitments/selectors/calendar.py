"""What is due when: a month as a grid and as the list that says the same, and the dates of a person's own calendar."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from commitments.enums import CommitmentState, InstalmentState
from commitments.models import Instalment
from commitments.permissions import READS_ALL
from commitments.selectors.visible import commitments_for

GIVEN_UP = (
    CommitmentState.DECLINED,
    CommitmentState.COULD_NOT,
    CommitmentState.BROKEN,
    CommitmentState.CANCELLED,
)
NOBODY_SAID = (InstalmentState.EXPECTED, InstalmentState.PARTLY, InstalmentState.MISSED)
FEED_BACK, FEED_AHEAD, FEED_MOST = timedelta(days=60), timedelta(days=400), 1500


@dataclass(frozen=True)
class Day:
    """One square of the month."""

    day: date
    is_of_month: bool
    total: int = 0
    late: int = 0

    @property
    def is_today(self):
        return self.day == timezone.localdate()


def dates_for(user, roles, *, followed: bool = False) -> QuerySet[Instalment]:
    """Dates of promises this person may see that were not given up; `followed` keeps those they follow at the UGEL."""
    mine = commitments_for(user, roles).exclude(state__in=GIVEN_UP)
    if followed:
        mine = mine.filter(followed_by=user)
    rows = Instalment.objects.filter(commitment__in=mine.select_related(None).order_by())
    return rows.select_related("commitment__partner", "commitment__school", "commitment__territory")


def month_of(dates: QuerySet[Instalment], month: date) -> Sequence[Sequence[Day]]:
    """Weeks from Monday to Sunday, with how many dates each day has and how many passed unanswered; one query."""
    late = Q(state__in=NOBODY_SAID, due_date__lt=timezone.localdate()) & ~Q(
        commitment__state__in=(CommitmentState.PROPOSED, CommitmentState.CLOSED)
    )
    counted = in_month(dates, month).order_by().values("due_date")
    counts = {row["due_date"]: row for row in counted.annotate(total=Count("pk"), late=Count("pk", filter=late))}

    def day_of(day):
        row = counts.get(day, {"total": 0, "late": 0})
        return Day(day, day.month == month.month, row["total"], row["late"])

    return [[day_of(day) for day in week] for week in Calendar().monthdatescalendar(month.year, month.month)]


def in_month(dates: QuerySet[Instalment], month: date) -> QuerySet[Instalment]:
    """Those due in the month that begins on `month`."""
    return dates.filter(due_date__gte=month, due_date__lt=(month + timedelta(days=32)).replace(day=1))


def dates_of_feed(user, roles) -> QuerySet[Instalment]:
    """What a person's own calendar holds: at the UGEL what they follow, elsewhere what their schools were promised."""
    today = timezone.localdate()
    dates = dates_for(user, roles, followed=bool(roles & READS_ALL))
    near = dates.filter(due_date__range=(today - FEED_BACK, today + FEED_AHEAD))
    return near.order_by("due_date", "pk")[:FEED_MOST]
