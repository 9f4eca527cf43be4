"""A month of the whole UGEL, or of one school: days with water, litres against need, samples by the month rule."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Sum
from django.utils import timezone

from schools.models import School
from schools.selectors.calendar import school_days
from schools.selectors.listing import pupils_of
from water import rule
from water.enums import Fitness, HadWater, MonthFitness, Source
from water.models import DayState, Delivery, Sample, Supply
from water.selectors.standing import ALLOWANCE, settled

FRIDAY = 5


@dataclass(frozen=True)
class SchoolMonth:
    """One school in one month up to today; None is unknown."""

    school: School
    school_days: int | None
    told: Mapping[HadWater, int]  # on school days only
    litres: int | None  # None where nothing was noted; zero only where water comes by tanker and days were told
    need: Decimal | None
    pupil_days: int | None
    samples: rule.Month
    fills_itself: bool = False  # what a lorry brought is then no share of what there was

    @property
    def wet(self) -> int:
        return self.told.get(HadWater.YES, 0)

    @property
    def partly(self) -> int:
        return self.told.get(HadWater.PARTLY, 0)

    @property
    def dry(self) -> int:
        return self.told.get(HadWater.NO, 0)

    @property
    def untold(self) -> int | None:
        return None if self.school_days is None else self.school_days - sum(self.told.values())

    @property
    def share_of_need(self) -> Decimal | None:
        return (
            None
            if self.litres is None or not self.need or self.fills_itself
            else Decimal(self.litres) * 100 / self.need
        )

    @property
    def litres_pupil_day(self) -> Decimal | None:
        is_known = self.litres is not None and self.pupil_days and not self.fills_itself
        return Decimal(self.litres) / self.pupil_days if is_known else None

    @property
    def fitness(self) -> MonthFitness:
        return self.samples.fitness


def month_ends(month: date) -> tuple[date, date]:
    """The first day and the last one that came by today."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return month, min(last, timezone.localdate())


def months_of(schools: QuerySet[School], month: date) -> list[SchoolMonth]:
    """Every school of the list in its order; seven queries however many."""
    first, last = month_ends(month)
    rows = list(schools.annotate(pupils=pupils_of(service__school=OuterRef("pk"))))
    ids = [one.pk for one in rows]
    calendar = school_days(first, last, school_ids=ids) if first <= last else {}
    told = _told(ids, calendar, first, last)
    litres = _litres(ids, first, last)
    samples = _samples(ids, first, last)
    sources = {pk: Source(one) for pk, one in Supply.objects.filter(school__in=ids).values_list("school_id", "source")}
    allowance = Decimal(str(settled()[ALLOWANCE]))
    return [
        SchoolMonth(
            school=one,
            school_days=len(calendar[one.pk]) if one.pk in calendar else None,
            told=told[one.pk],
            litres=litres.get(one.pk, 0 if told[one.pk] and sources.get(one.pk) == Source.TANKER else None),
            need=None if (days := _pupil_days(one, calendar)) is None else days * allowance,
            pupil_days=days,
            samples=rule.judge_month(samples[one.pk]),
            fills_itself=one.pk in sources and sources[one.pk].refills,
        )
        for one in rows
    ]


def _pupil_days(school, calendar) -> int | None:
    if school.pupils is None or school.pk not in calendar:
        return None
    return school.pupils * len(calendar[school.pk])


def _told(ids, calendar, first, last):
    found: dict[int, dict[HadWater, int]] = defaultdict(dict)
    rows = DayState.objects.filter(school__in=ids, day__range=(first, last))
    for pk, day, state in rows.values_list("school_id", "day", "state"):
        if day in calendar.get(pk, ()):
            found[pk][HadWater(state)] = found[pk].get(HadWater(state), 0) + 1
    return found


def _litres(ids, first, last) -> dict[int, int]:
    rows = Delivery.objects.filter(school__in=ids, day__range=(first, last)).order_by().values("school_id")
    return dict(rows.annotate(n=Sum("litres")).values_list("school_id", "n"))


def _samples(ids, first, last):
    found: dict[int, list] = defaultdict(list)
    rows = Sample.objects.filter(school__in=ids, taken_date__range=(first, last))
    for pk, fitness, chlorine in rows.values_list("school_id", "fitness", "chlorine"):
        found[pk].append((Fitness(fitness), chlorine))
    return found


def days_to_fill(month: date) -> list[tuple[School, date, DayState | None]]:
    """Every working school's days of the month that came, with what was told; three queries.

    School days by the calendar; Monday to Friday where the UGEL has none.
    """
    first, last = month_ends(month)
    schools = list(School.objects.current().order_by("name", "pk"))
    calendar = school_days(first, last, school_ids=[one.pk for one in schools])
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = {day for day in span if day.isoweekday() <= FRIDAY}
    told = {(row.school_id, row.day): row for row in DayState.objects.filter(day__range=(first, last))}
    return [(one, day, told.get((one.pk, day))) for one in schools for day in sorted(calendar.get(one.pk, working))]


def chlorine_line(school: School) -> list[dict]:
    """The last samples with chlorine, as a line's dots."""
    rows = Sample.objects.filter(school=school, chlorine__isnull=False).order_by("-taken_date", "-pk")[:12]
    return [{"label": f"{one.taken_date:%d/%m}", "value": float(one.chlorine)} for one in reversed(rows)]


def litres_bars(school: School, months: Sequence[date]) -> list[dict]:
    """Litres per pupil and day in each month, as bars; a month nobody noted is «sin dato». Five queries."""
    first, last = months[0], timezone.localdate()
    span = {"school": school, "day__range": (first, last)}
    days = school_days(first, last, school_ids=[school.pk]).get(school.pk, set())
    pupils = School.objects.filter(pk=school.pk).annotate(n=pupils_of(service__school=OuterRef("pk"))).get().n
    supply = Supply.objects.filter(school=school).first()
    is_by_tanker = supply is not None and supply.source == Source.TANKER
    fills_itself = supply is not None and supply.refills
    noted = {_first(day) for day in DayState.objects.filter(**span).values_list("day", flat=True)}
    litres: dict[date, int] = defaultdict(int)
    for day, came in Delivery.objects.filter(**span).values_list("day", "litres"):
        litres[_first(day)] += came
    bars = []
    for month in months:
        taught = sum(1 for day in days if _first(day) == month)
        is_known = pupils and taught and not fills_itself and (month in litres or (is_by_tanker and month in noted))
        value = round(litres.get(month, 0) / (pupils * taught), 1) if is_known else None
        bars.append({"label": f"{month:%m/%Y}", "value": value})
    return bars


def _first(day: date) -> date:
    return day.replace(day=1)


def last_months(count: int) -> list[date]:
    month, found = timezone.localdate().replace(day=1), []
    for _n in range(count):
        found.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return found[::-1]
