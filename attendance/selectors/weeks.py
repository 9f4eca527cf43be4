"""Weeks as pages show them: what was told, how it adds up, what is missing. A few queries for all schools."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from attendance.models import WeekChange, WeekCount, WeekLine
from attendance.rule import Line, Totals
from schools.models import Enrolment, School, Service
from schools.selectors.calendar import known_ugels_sql, school_days, school_days_sql

SHOWN_WEEKS = 4
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Standing:
    """A school over some weeks: how many had classes (None: no calendar), how many were told, and their sums."""

    expected: int | None
    told: int
    totals: Totals
    last_monday: date | None

    @property
    def missing(self) -> int | None:
        return None if self.expected is None else max(self.expected - self.told, 0)


def told_weeks(first: date, last: date, *, school_ids: Iterable[int] | None = None) -> list[WeekCount]:
    """Weeks that begin between two Mondays."""
    rows = WeekCount.objects.filter(monday__range=(first, last)).order_by("monday", "pk")
    return list(rows if school_ids is None else rows.filter(school__in=list(school_ids)))


def standings(schools: Sequence[School], first: date, last: date) -> dict[int, Standing]:
    """Each school's weeks that begin between two days; a week counts as expected once its last school day came."""
    ids = [one.pk for one in schools]
    first = first if first.weekday() == 0 else monday_of(first) + WEEK
    mondays = expected_weeks(first, last, ids)
    weeks: dict[int, list] = defaultdict(list)
    for week in told_weeks(first, last, school_ids=ids):
        weeks[week.school_id].append(week)
    return {
        pk: Standing(
            expected=len(mondays[pk]) if pk in mondays else None,
            told=len(weeks[pk]),
            totals=totals_of(weeks[pk]),
            last_monday=weeks[pk][-1].monday if weeks[pk] else None,
        )
        for pk in ids
    }


def expected_weeks(first: date, last: date, school_ids) -> dict[int, set[date]]:
    """The Mondays of weeks with classes that are over; a school is missing where its UGEL has no calendar."""
    today, found = timezone.localdate(), {}
    for pk, days in school_days(first, last + timedelta(days=6), school_ids=school_ids).items():
        ends: dict[date, date] = {}
        for day in days:
            ends[monday_of(day)] = max(day, ends.get(monday_of(day), day))
        found[pk] = {monday for monday, end in ends.items() if monday <= last and end <= today}
    return found


def due_monday() -> date:
    """The Monday of the last week whose count may be asked: this one from Friday on."""
    today = timezone.localdate()
    return monday_of(today) if today.weekday() >= 4 else monday_of(today) - WEEK


def untold_schools() -> QuerySet[School]:
    """Schools that had classes in the due week, or whose UGEL has no calendar, of which nobody counted it."""
    monday = due_monday()
    days, params = school_days_sql(monday, monday + timedelta(days=6))
    known, known_params = known_ugels_sql(monday, monday + timedelta(days=6))
    taught = RawSQL(f"SELECT school_id FROM ({days}) d", params)  # noqa: S608, S611 - our own SQL, days as parameters
    dated = RawSQL(known, known_params)  # noqa: S611 - our own SQL
    told = WeekCount.objects.filter(school=OuterRef("pk"), monday=monday)
    return School.objects.current().filter(~Exists(told)).filter(Q(pk__in=taught) | ~Q(ugel_id__in=dated))


def totals_of(weeks: Iterable[WeekCount]) -> Totals:
    return sum((Totals(one.pupil_days, one.absent_days, one.uncaused_days) for one in weeks), Totals())


@dataclass(frozen=True)
class AskedWeek:
    """A week as its form asks it: what was told, a line per service, grade and sex; `why_not` if nothing is asked."""

    monday: date
    told: WeekCount | None
    lines: tuple[tuple, ...]
    why_not: str = ""

    @property
    def version(self) -> str:
        """Changes with every correction; empty while nobody told."""
        return version_of(self.told) if self.told else ""

    @property
    def waits(self) -> bool:
        return not self.why_not and self.told is None


def version_of(week: WeekCount) -> str:
    return f"{week.pk}.{week.changes.count()}"


def days_of_week(school: School, monday: date) -> list[date] | None:
    """The school days of a week; None where the UGEL has no calendar of the year."""
    found = school_days(monday, monday + timedelta(days=6), school_ids=[school.pk])
    return sorted(found[school.pk]) if school.pk in found else None


def asked_week(school: School, monday: date) -> AskedWeek:
    """The week that begins that Monday; nothing is asked before its last school day, without classes or services."""
    days = days_of_week(school, monday)
    told = WeekCount.objects.filter(school=school, monday=monday).select_related("recorded_by").first()
    last = monday + timedelta(days=4) if days is None else max(days, default=monday)
    if days == []:
        return AskedWeek(monday, told, (), _("No hubo clases esta semana: no hay asistencia que contar."))
    if last > timezone.localdate():
        return AskedWeek(monday, told, (), _("La asistencia se cuenta desde el último día de clase de la semana."))
    lines = tuple(lines_to_tell(school, told))
    why_not = "" if lines else _("La escuela no tiene servicios vigentes: avise a la UGEL.")
    return AskedWeek(monday, told, lines, why_not)


def is_untold(school: School, days: Sequence[date]) -> bool:
    """Is the week of these days over, and nobody told its attendance?"""
    return asked_week(school, monday_of(days[0])).waits


def lines_to_tell(school: School, told: WeekCount | None) -> list[tuple]:
    """(service, Line) of each line: what the week said, else the enrolment with absences still to be told."""
    if told is None:
        return untold_lines([school.pk])[school.pk]
    services = {one.pk: one for one in _services([school.pk])}
    return [(services[one.service_id], one) for one in told.said_lines() if one.service_id in services]


def untold_lines(school_ids: Iterable[int]) -> dict[int, list[tuple]]:
    """Of each school (service, Line) as enrolled, with absences still to be told.

    A service nobody enrolled for has the lines of its school's last week, else one of 0 pupils.
    """
    school_ids = list(school_ids)
    services = {one.pk: one for one in _services(school_ids)}
    later = Enrolment.objects.filter(service=OuterRef("service"), cut_date__gt=OuterRef("cut_date"))
    latest = Enrolment.objects.filter(~Exists(later), service__in=services).order_by("grade", "sex")
    counted: dict[int, list] = defaultdict(list)
    for row in latest.values_list("service_id", "count", "grade", "sex"):
        counted[row[0]].append(Line(row[0], row[1], 0, 0, row[2], row[3]))
    if uncounted := set(services) - set(counted):
        for one in _last_lines({services[pk].school_id for pk in uncounted}):
            if one.service_id in uncounted:
                counted[one.service_id].append(replace(one, absent=0, uncaused=0))
    found: dict[int, list[tuple]] = {pk: [] for pk in school_ids}
    for pk, service in services.items():
        found[service.school_id] += [(service, line) for line in counted[pk] or [Line(pk, 0, 0, 0)]]
    return found


def lines_said(weeks: Iterable[WeekCount]) -> dict[int, list[tuple]]:
    """Of each week (service, Line) as it was told."""
    found: dict[int, list[tuple]] = defaultdict(list)
    rows = WeekLine.objects.filter(week__in=list(weeks)).select_related("service").order_by("service", "grade", "sex")
    for row in rows:
        said = Line(row.service_id, row.enrolled, row.absent_days, row.uncaused_days, row.grade, row.sex)
        found[row.week_id].append((row.service, said))
    return found


def _services(school_ids):
    return Service.objects.current().filter(school__in=school_ids).order_by("level", "codigo_modular", "pk")


def _last_lines(school_ids) -> list[Line]:
    """The lines of the last week each of these schools told."""
    last = WeekCount.objects.filter(school__in=school_ids).order_by("school", "-monday").distinct("school")
    return [line for lines in lines_said(last).values() for _service, line in lines]


def changes_of(school: School) -> QuerySet[WeekChange]:
    """What the school's weeks said before, the latest first."""
    rows = WeekChange.objects.filter(week__school=school).select_related("week", "changed_by")
    return rows.order_by("-changed_at", "-pk")


def months_of(schools: Sequence[School], month: date) -> list[tuple[School, Standing]]:
    """A month of each school: the weeks that begin in it."""
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    found = standings(schools, month, last)
    return [(one, found[one.pk]) for one in schools]


def trend_of(weeks: Iterable[WeekCount]) -> list[dict]:
    """The rate of each week as a line's dots; a week nobody told between two told ones is a gap."""
    by_monday: dict[date, list] = defaultdict(list)
    for week in weeks:
        by_monday[week.monday].append(week)
    if not by_monday:
        return []
    span = (max(by_monday) - min(by_monday)).days // 7
    mondays = [min(by_monday) + WEEK * n for n in range(span + 1)]
    rates = [totals_of(by_monday.get(one, ())).rate for one in mondays]
    return [
        {"label": f"{monday:%d/%m}", "value": None if rate is None else float(rate)}
        for monday, rate in zip(mondays, rates, strict=True)
    ]


@dataclass(frozen=True)
class Since:
    """Before and after a day: the same schools, as many weeks told on one side as on the other."""

    schools: int
    left_out: int
    weeks: int
    before: Totals
    after: Totals


def since(day: date, weeks: Iterable[WeekCount]) -> Since:
    """Each school's last n weeks before the day and its first n after it, n being the fewer of the two.

    The week of the day itself is neither; a school without weeks on both sides is left out.
    """
    own: dict[int, list] = defaultdict(list)
    for week in weeks:
        own[week.school_id].append(week)
    before, after, schools = [], [], 0
    for rows in own.values():
        told = sorted(rows, key=lambda one: one.monday)
        earlier = [one for one in told if one.monday + WEEK <= day]
        later = [one for one in told if one.monday >= day]
        n = min(len(earlier), len(later))
        if n:
            before, after, schools = before + earlier[-n:], after + later[:n], schools + 1
    return Since(schools, len(own) - schools, len(after), totals_of(before), totals_of(after))
