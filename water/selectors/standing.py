"""How every school stands today: its word, what is left in its tank, its last sample. A few queries for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from core.strategies import settings as ugel_settings
from schools.models import School
from schools.selectors.calendar import school_days, with_classes_on
from schools.selectors.listing import pupils_of
from water import rule
from water.enums import Fitness, HadWater, Reading
from water.models import DayState, Delivery, Sample, Supply

ALLOWANCE, WARN_DAYS = "water.litres_pupil_day", "water.warn_days"
LOOK_BACK, LOOK_AHEAD = timedelta(days=45), timedelta(days=60)


@dataclass(frozen=True)
class Standing:
    """One school today; None is unknown in every field."""

    today: HadWater | None
    has_class: bool | None
    left: rule.Left | None
    last_sample: Fitness | None
    warn_days: int

    @property
    def is_ending(self) -> bool:
        return self.left is not None and self.left.ends_date is not None and self.left.days <= self.warn_days

    @property
    def reading(self) -> Reading:
        if self.today == HadWater.NO:
            return Reading.DRY
        if self.last_sample == Fitness.UNFIT:
            return Reading.UNFIT
        if self.is_ending:
            return Reading.ENDING
        if self.today:
            return Reading.PARTLY if self.today == HadWater.PARTLY else Reading.WET
        return Reading.NO_CLASS if self.has_class is False else Reading.UNTOLD


def settled() -> dict:
    """The UGEL's numbers of this rule."""
    return ugel_settings.values((ALLOWANCE, WARN_DAYS))


def standings(schools: QuerySet[School], today: date | None = None) -> dict[int, Standing]:
    """Each school's standing, by id."""
    today = today or timezone.localdate()
    pupils = dict(schools.order_by().annotate(n=pupils_of(service__school=OuterRef("pk"))).values_list("pk", "n"))
    rules, calendar = settled(), school_days(_since(today), _until(today), school_ids=pupils)
    of_schools = {"school__in": list(pupils)}
    words = dict(DayState.objects.filter(day=today, **of_schools).values_list("school_id", "state"))
    stocks = _stocks(pupils, calendar, today, Decimal(str(rules[ALLOWANCE])))
    newest = Sample.objects.filter(**of_schools).order_by("school_id", "-taken_date", "-pk").distinct("school_id")
    samples = dict(newest.values_list("school_id", "fitness"))
    return {
        pk: Standing(
            today=HadWater(words[pk]) if pk in words else None,
            has_class=today in calendar[pk] if pk in calendar else None,
            left=stocks.get(pk),
            last_sample=Fitness(samples[pk]) if pk in samples else None,
            warn_days=int(rules[WARN_DAYS]),
        )
        for pk in pupils
    }


def _stocks(pupils, calendar, today, allowance) -> dict[int, rule.Left]:
    """What is left where the tank was read lately and does not fill by itself, pupils and calendar known."""
    since = _since(today)
    rows = DayState.objects.filter(school__in=list(pupils), day__range=(since, today), litres_left__isnull=False)
    newest = rows.order_by("school_id", "-day").distinct("school_id").values_list("school_id", "day", "litres_left")
    read = {pk: (day, litres) for pk, day, litres in newest}
    supplies = {one.school_id: one for one in Supply.objects.filter(school__in=list(read))}
    read = {pk: found for pk, found in read.items() if pk not in supplies or not supplies[pk].refills}
    brought: dict[int, int] = {}
    came = Delivery.objects.filter(school__in=list(read), day__range=(since, today))
    for pk, day, litres in came.values_list("school_id", "day", "litres"):
        if day >= read[pk][0]:
            brought[pk] = brought.get(pk, 0) + litres
    found = {}
    for pk, (day, litres) in read.items():
        if not pupils[pk] or pk not in calendar:
            continue
        need = pupils[pk] * allowance
        used = sum(1 for one in calendar[pk] if day <= one < today)
        now = rule.litres_now(
            Decimal(litres),
            capacity=_decimal(supplies[pk].tank_litres if pk in supplies else None),
            used_days=used,
            brought=Decimal(brought.get(pk, 0)),
            daily_need=need,
        )
        ahead = sorted(one for one in calendar[pk] if one >= today)
        found[pk] = rule.run_out(now, daily_need=need, school_days=ahead)
    return found


def _since(today: date) -> date:
    """Readings and days of this calendar year only: the one before may have no calendar any more."""
    return max(today - LOOK_BACK, today.replace(month=1, day=1))


def _until(today: date) -> date:
    """Not into next year, whose calendar nobody may have written yet."""
    return min(today + LOOK_AHEAD, today.replace(month=12, day=31))


def _decimal(value) -> Decimal | None:
    return None if value is None else Decimal(value)


def with_reading(wanted: Sequence[Reading]) -> QuerySet[School]:
    """Working schools that stand in one of these ways today."""
    found = standings(School.objects.current())
    return School.objects.filter(pk__in=[pk for pk, one in found.items() if one.reading in wanted])


def dry_today(_request=None) -> QuerySet[School]:
    told = DayState.objects.filter(day=timezone.localdate(), state=HadWater.NO)
    return School.objects.current().filter(pk__in=told.values("school_id"))


def unfit_now(_request=None) -> QuerySet[School]:
    """Whose latest sample was unfit."""
    newest = Sample.objects.order_by("school_id", "-taken_date", "-pk").distinct("school_id").values("pk")
    unfit = Sample.objects.filter(pk__in=newest, fitness=Fitness.UNFIT)
    return School.objects.current().filter(pk__in=unfit.values("school_id"))


def ending_soon(_request=None) -> QuerySet[School]:
    found = standings(School.objects.current())
    return School.objects.filter(pk__in=[pk for pk, one in found.items() if one.is_ending])


def untold_today(_request=None) -> QuerySet[School]:
    """With classes today and no word yet."""
    today = timezone.localdate()
    told = DayState.objects.filter(day=today).values("school_id")
    teaching = with_classes_on(today).values("pk")
    return School.objects.current().filter(pk__in=teaching).exclude(pk__in=told)
