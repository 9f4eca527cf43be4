"""When a pupil is rescued, what a rate is, and which counts of cases may be published: pure, from plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.ui.numbers import share

RESCUE_VERSION = 1
SMALL = range(1, 5)
QUARTERS = 4


@dataclass(frozen=True)
class Line:
    """What is said of a service, grade and sex; `absent` counts pupil-days, `uncaused` a part of them."""

    service_id: int
    enrolled: int
    absent: int
    uncaused: int
    grade: str = ""
    sex: str = "unknown"


def in_order(lines) -> list[Line]:
    """Lines in one order, so that the same said twice compares equal."""
    return sorted(lines, key=lambda one: (one.service_id, one.grade, one.sex))


@dataclass(frozen=True)
class Totals:
    """Sums of told weeks; adding them is how schools and weeks are summed."""

    pupil_days: int = 0
    absent: int = 0
    uncaused: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(self.pupil_days + other.pupil_days, self.absent + other.absent, self.uncaused + other.uncaused)

    @property
    def rate(self) -> Decimal | None:
        """Percent of pupil-days present; None where nobody told."""
        return share(self.pupil_days - self.absent, self.pupil_days, 1)

    @property
    def uncaused_rate(self) -> Decimal | None:
        return share(self.uncaused, self.pupil_days, 1)


@dataclass(frozen=True)
class FollowedWeek:
    """Days a pupil attended of a week's school days."""

    monday: date
    attended: int
    days: int


def is_rescued(back: date | None, weeks: Sequence[FollowedWeek], *, percent: float, least: int) -> bool:
    """Version 1: back, then `least` weeks in a row of at least `percent` each; a week nobody told breaks the row."""
    if back is None:
        return False
    first = back - timedelta(days=back.weekday())
    run, before = 0, None
    for week in sorted(weeks, key=lambda one: one.monday):
        if week.monday < first:
            continue
        follows = before is None or week.monday - before == timedelta(days=7)
        is_kept = week.attended * 100 >= Decimal(str(percent)) * week.days
        run = (run if follows else 0) + 1 if is_kept else 0
        if run >= least:
            return True
        before = week.monday
    return False


# --- suppression ---------------------------------------------------------------------------------------------------
# Told in one of four ways that a reader who knows this very rule cannot turn into a number of 1 to 4: all, back and
# the sum, the sum, nothing. Which of two cells is hidden never depends on which is smaller. Tests try every table.


@dataclass(frozen=True)
class Counts:
    """How the cases of a time stood: back by the rule, closed otherwise, still open. Adding them sums two times."""

    back: int = 0
    away: int = 0
    ongoing: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.back + other.back, self.away + other.away, self.ongoing + other.ongoing)

    @property
    def total(self) -> int:
        return self.back + self.away + self.ongoing


@dataclass(frozen=True)
class Told:
    """What may be told of them; None is a number of 1 to 4, or one that would betray it."""

    back: int | None = None
    away: int | None = None
    ongoing: int | None = None
    total: int | None = None


def published(counts: Counts) -> Told:
    """What may be told of a time, once and for good; times may not overlap."""
    if counts.total in SMALL:
        return Told()
    if counts.back in SMALL or counts.total - counts.back in SMALL:
        return Told(total=counts.total)
    if counts.away in SMALL or counts.ongoing in SMALL:
        return Told(back=counts.back, total=counts.total)
    return Told(counts.back, counts.away, counts.ongoing, counts.total)


def spans(quarters: Sequence[Counts]) -> list[tuple[int, int, Told]]:
    """A year's first quarters as they are told: (first, last, what), by place in the year.

    A quarter of which nobody could tell how many came back waits for the next one and is told together with it; the
    last quarter of the year ends the waiting. What still waits is not in the list.
    """
    found, first, sum_ = [], 0, Counts()
    for at, counts in enumerate(quarters):
        sum_ += counts
        told = published(sum_)
        if told.back is not None or at == QUARTERS - 1:
            found.append((first, at, told))
            first, sum_ = at + 1, Counts()
    return found
