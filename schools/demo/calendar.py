"""A school year as the demo UGEL lives it: four bimestres, their weeks between, national and local holidays."""

from datetime import date, timedelta

from schools.enums import ClosureKind
from schools.models import School, SchoolYear
from schools.models.calendar import MONDAY_TO_FRIDAY
from schools.services.calendar import open_school_year, save_closure, save_term

# Week of the year's first Monday of classes at which each bimestre begins; each has nine weeks.
BEGINS = (0, 10, 21, 31)
WEEKS = 9
NAMES = ("I bimestre", "II bimestre", "III bimestre", "IV bimestre")


def load_calendar(year: int, *, by) -> None:
    """Classes from the Monday nearest the middle of March, 36 weeks; 16 March to 18 December in 2026."""
    if SchoolYear.objects.filter(year=year).exists():
        return
    school_year = open_school_year(year=year, weekdays=list(MONDAY_TO_FRIDAY), with_holidays=True, by=by)
    monday = first_monday(year)
    for name, week in zip(NAMES, BEGINS, strict=True):
        first = monday + timedelta(weeks=week)
        last = first + timedelta(weeks=WEEKS) - timedelta(days=3)
        save_term(school_year=school_year, name=name, from_date=first, to_date=last, by=by)
    local = date(year, 4, 21)
    closures = ((local, local, ClosureKind.LOCAL, "Aniversario de la provincia", None), _road_blocked(year))
    for first, last, kind, reason, school in closures:
        save_closure(kind=kind, reason=reason, from_date=first, to_date=last, school=school, by=by)


def first_monday(year: int) -> date:
    middle = date(year, 3, 14)
    return middle + timedelta(days=-middle.weekday() % 7)


def _road_blocked(year):
    school = School.objects.order_by("codlocal").first()
    return date(year, 4, 9), date(year, 4, 10), ClosureKind.WEATHER, "Huaico cerró la carretera", school
