"""The year as squares: for every school of the UGEL, or for one of them."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from schools.models import Closure, School, SchoolTerm, SchoolYear
from schools.selectors.calendar import closures_of


@dataclass(frozen=True)
class YearDay:
    """One square."""

    day: date
    is_school_day: bool
    closure: str = ""

    @property
    def is_today(self):
        return self.day == timezone.localdate()


@dataclass(frozen=True)
class Month:
    """Weeks from Monday to Sunday; squares of the months around are None."""

    first: date
    weeks: list[list[YearDay | None]]

    @property
    def school_days(self) -> int:
        return sum(1 for week in self.weeks for square in week if square and square.is_school_day)


@dataclass(frozen=True)
class YearView:
    """What the calendar's page shows of one year; three queries."""

    school_year: SchoolYear
    terms: list[tuple[SchoolTerm, int]]
    closures: list[Closure]
    months: list[Month]

    @property
    def school_days(self) -> int:
        return sum(month.school_days for month in self.months)


def year_view(school_year: SchoolYear, *, school: School | None = None) -> YearView:
    """The days of one school, or those all have in common; closures of single schools are listed either way."""
    terms = list(school_year.terms.order_by("from_date"))
    closures = list(closures_of(school_year.year, school=school))
    closed = _closed(closure for closure in closures if closure.school_id is None or school)
    taught = {
        day
        for term in terms
        for day in _days(term.from_date, term.to_date)
        if day.isoweekday() in school_year.weekdays and day not in closed
    }
    months = [_month(date(school_year.year, number, 1), taught, closed) for number in range(1, 13)]
    counted = [(term, sum(1 for day in taught if term.from_date <= day <= term.to_date)) for term in terms]
    return YearView(school_year, counted, closures, months)


def _closed(closures) -> dict[date, str]:
    return {day: closure.reason for closure in closures for day in _days(closure.from_date, closure.to_date)}


def _days(first: date, last: date):
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _month(first: date, taught: set[date], closed: dict[date, str]) -> Month:
    def square(day):
        return YearDay(day, day in taught, closed.get(day, "")) if day.month == first.month else None

    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return Month(first, [[square(day) for day in week] for week in weeks])
