"""Attendance of the demo UGEL's year: weeks told by most schools, some corrected, some silent, months counted."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from attendance import selectors, services
from attendance.models import WeekCount
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from schools.models import School

SCHOOLS, WEEKS = 12, 12
FRIDAY = timedelta(days=4)


def load(demo: Demo) -> None:
    """Tell the last weeks once, through the services people use."""
    with scope(demo.ugel):
        if WeekCount.objects.exists():
            return
        by = demo.people["specialist"]
        last = selectors.due_monday()
        for at, school in enumerate(School.objects.current().order_by("national_key")[:SCHOOLS]):
            weeks = selectors.expected_weeks(last - timedelta(weeks=WEEKS), last, [school.pk]).get(school.pk, ())
            for number, monday in enumerate(sorted(weeks)):
                # One school in four is silent since three weeks; one forgot a week.
                if (at % 4 == 3 and monday > last - timedelta(weeks=3)) or (at % 5 == 2 and number == 4):
                    continue
                _tell(school, monday, at, number, by)
            if at % 3 != 2:
                _count_month(school, at, by)
        demo.say(f"attendance: {WeekCount.objects.count()} weeks told")


def _tell(school, monday, at, number, by) -> None:
    lines = [line for _service, line in selectors.lines_to_tell(school, None) if line.enrolled]
    if not lines:
        return
    told = [_line(line, 2 + (at * 5 + number * 3 + place) % 7) for place, line in enumerate(lines)]
    friday = timezone.make_aware(datetime.combine(monday + FRIDAY, time(16)))
    said = {"school": school, "monday": monday, "by": by}
    services.record_week(lines=told, at=min(friday, timezone.now()), **said)
    if at == 1 and number == 3:
        later = min(friday + timedelta(days=3), timezone.now())
        services.record_week(lines=[_line(line, 4) for line in lines], at=later, **said)


def _line(line, percent) -> services.Line:
    """So many absences in a hundred pupil-days of five days, a third of them without cause."""
    absent = line.enrolled * 5 * percent // 100
    return services.Line(line.service_id, line.enrolled, absent, absent // 3, line.grade, line.sex)


def _count_month(school, at, by) -> None:
    pupils: dict[int, int] = {}
    for _service, line in selectors.lines_to_tell(school, None):
        pupils[line.service_id] = pupils.get(line.service_id, 0) + line.enrolled
    lines = [services.MonthLine(pk, n, n * (4 + at) // 100) for pk, n in pupils.items() if n]
    if lines:
        services.record_chronic(school=school, month=selectors.last_month(), lines=lines, by=by)
