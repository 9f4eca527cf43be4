"""A week at a school, as «Mi semana» asks it: which days, which parts, what is told and what is not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.strategies.registry import WeekLine, WeekPart, collect
from schools.models import School
from schools.selectors.calendar import closures_of, school_days

WORKDAYS, WEEK, BACK = 5, 7, 53


@dataclass(frozen=True)
class WeekDay:
    """A day of the week; `why_not` says in words why nothing is asked, and is empty where it is."""

    day: date
    why_not: str = ""
    is_ahead: bool = False

    @property
    def is_asked(self) -> bool:
        return not self.why_not


@dataclass(frozen=True)
class SchoolWeek:
    """The days and, for who may say them, the parts with their lines."""

    school: School
    monday: date
    days: tuple[WeekDay, ...]
    daily: tuple[tuple[WeekPart, tuple[WeekLine, ...]], ...]
    weekly: tuple[WeekPart, ...]

    @property
    def asked(self) -> list[date]:
        return [one.day for one in self.days if one.is_asked]

    @property
    def untold(self) -> int | None:
        """Days of which something is not told; None where nothing is asked, which is not «all told»."""
        lines = [line for _part, part_lines in self.daily for line in part_lines]
        if not self.asked or not (lines or self.weekly):
            return None
        waiting = {day for day in self.asked for line in lines if line.is_asked(day) and day not in line.said}
        if any(part.untold and part.untold(self.school, self.asked) for part in self.weekly):
            waiting.add(self.asked[-1])
        return len(waiting)


def monday_of(text: str) -> date | None:
    """The Monday of that day's week; of this week for an empty text. None: no day, one to come, over a year ago."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        return None
    this = today - timedelta(days=today.weekday())
    monday = day - timedelta(days=day.weekday())
    return monday if this - timedelta(weeks=BACK) <= monday <= this else None


def week_of(school: School, monday: date, *, allows: Callable[[str], bool]) -> SchoolWeek:
    """What is asked of a school in a week; as many questions for ten lines as for one."""
    days = week_days(school, monday)
    dates = [one.day for one in days]
    parts = [part for part in sorted(collect("week"), key=lambda part: part.order) if allows(part.permission)]
    daily = ((part, tuple(part.lines(school, dates))) for part in parts if part.lines)
    return SchoolWeek(
        school=school,
        monday=monday,
        days=tuple(days),
        daily=tuple((part, lines) for part, lines in daily if lines),
        weekly=tuple(part for part in parts if not part.lines),
    )


def week_days(school: School, monday: date) -> list[WeekDay]:
    """Monday to Friday and what else has classes; Monday to Friday alone where the UGEL has no calendar."""
    week = [monday + timedelta(days=n) for n in range(WEEK)]
    with_class = school_days(week[0], week[-1], school_ids=[school.pk]).get(school.pk)
    reasons = _closed(school, week) if with_class is not None else {}
    shown = [day for n, day in enumerate(week) if n < WORKDAYS or (with_class and day in with_class)]
    today = timezone.localdate()
    return [WeekDay(day, _why_not(day, today, with_class, reasons), is_ahead=day > today) for day in shown]


def _why_not(day, today, with_class, reasons) -> str:
    if with_class is not None and day not in with_class:
        return _("Sin clases: %(why)s") % {"why": reasons.get(day) or _("fuera del calendario escolar")}
    return _("Todavía no llega") if day > today else ""


def _closed(school: School, week: Sequence[date]) -> dict[date, str]:
    years = sorted({week[0].year, week[-1].year})
    closures = [one for year in years for one in closures_of(year, school=school)]
    return {day: one.reason for one in closures for day in week if one.from_date <= day <= one.to_date}
