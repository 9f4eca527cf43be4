"""Each figure worked by hand over four weeks of September, with another UGEL's rows beside it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from core.strategies.indicators import Frame
from core.strategies.registry import unit_words
from core.tenancy.scope import region_scope, scope
from schools.models import School
from schools.tests.factories import EnrolmentFactory, SchoolFactory, freeze_target
from water import indicators, services
from water.enums import HadWater, MonthFitness
from water.rule import judge_month
from water.selectors import figures
from water.tests.factories import make_calendar, take

MONDAY, FRIDAY = date(2026, 9, 7), date(2026, 9, 11)
WEEK = [MONDAY + timedelta(days=n) for n in range(5)]
CUT = datetime(2026, 9, 12, 12, tzinfo=ZoneInfo("America/Lima"))
EARLIER = datetime(2026, 9, 11, 18, tzinfo=ZoneInfo("America/Lima"))
FRAME = Frame(MONDAY, FRIDAY, CUT)


def told(school, by, *states, at=EARLIER):
    for day, state in zip(WEEK, states, strict=False):
        if state:
            services.record_day(school=school, day=day, state=HadWater(state), by=by, at=at)


@pytest.fixture
def four(norte, elmer):
    make_calendar()
    schools = SchoolFactory.create_batch(4)
    freeze_target(*schools, at=datetime(2026, 1, 2, tzinfo=ZoneInfo("America/Lima")))
    return schools


def share(indicator, frame):
    """What the engine counts of a share."""
    return indicator.achieved(frame).count(), indicator.eligible(frame).count()


def names(rows):
    return set(rows.values_list("pk", flat=True))


def test_litres_are_counted_in_litres_at_schools_that_have_a_name(four):
    school = four[0]
    member = indicators.LITRES.named([school.pk])[school.pk]

    assert str(unit_words(indicators.LITRES.unit)) == "litros"
    assert (member.name, member.url) == (school.name, f"/{school.ugel.code}/agua/escuela/{school.pk}/")


def test_water_every_day_counts_wet_dry_and_unknown_apart(four, elmer, norte, sur):
    wet, dry, partly_told, silent = four
    told(wet, elmer, *["yes"] * 5)
    told(dry, elmer, "yes", "partly", "yes", None, "yes")
    told(partly_told, elmer, "yes", None, "yes", "yes", "yes")
    with scope(sur):
        SchoolFactory()

    assert names(figures.wet_every_day(FRAME)) == {wet.pk}
    assert names(figures.with_dry_days(FRAME)) == {dry.pk}
    assert names(figures.not_told(FRAME)) == {partly_told.pk, silent.pk}
    assert share(indicators.EVERY_DAY, FRAME) == (1, 4)
    with region_scope([norte, sur]):
        assert names(figures.wet_every_day(FRAME)) == {wet.pk}


def test_nothing_after_the_cut_off_counts_neither_words_nor_corrections(four, elmer):
    corrected, late = four[:2]
    told(corrected, elmer, *["yes"] * 5)
    told(late, elmer, *["yes"] * 5, at=CUT + timedelta(hours=1))
    services.record_day(school=corrected, day=MONDAY, state=HadWater.NO, by=elmer, at=CUT + timedelta(hours=1))

    assert names(figures.wet_every_day(FRAME)) == {corrected.pk}
    assert names(figures.with_dry_days(Frame(MONDAY, FRIDAY, CUT + timedelta(hours=2)))) == {corrected.pk}


def test_while_the_period_runs_today_is_not_looked_at(four, elmer):
    wet = four[0]
    told(wet, elmer, *["yes"] * 5)
    running = Frame(MONDAY, date(2026, 12, 18), datetime(2026, 9, 14, 9, tzinfo=ZoneInfo("America/Lima")))

    assert names(figures.wet_every_day(running)) == {wet.pk}


def test_a_closure_is_no_day_without_water(four, elmer):
    from schools.services.calendar import save_closure

    wet = four[0]
    told(wet, elmer, "yes", "yes", None, "yes", "yes")
    save_closure(kind="strike", reason="Paro", from_date=WEEK[2], to_date=WEEK[2], school=wet, by=elmer)

    assert names(figures.wet_every_day(FRAME)) == {wet.pk}


def test_without_a_calendar_every_school_is_unknown(norte, elmer):
    school = SchoolFactory()
    freeze_target(school, at=datetime(2026, 1, 2, tzinfo=ZoneInfo("America/Lima")))
    told(school, elmer, *["yes"] * 5)

    assert (names(figures.wet_every_day(FRAME)), names(figures.not_told(FRAME))) == (set(), {school.pk})


def test_litres_against_need_sums_schools_of_tankers_that_are_known(norte, elmer):
    make_calendar()
    known, silent, uncounted, by_network = (
        EnrolmentFactory(count=10).service.school,
        EnrolmentFactory(count=50).service.school,
        SchoolFactory(),
        EnrolmentFactory(count=7).service.school,
    )
    freeze_target(known, silent, uncounted, by_network, at=datetime(2026, 1, 2, tzinfo=ZoneInfo("America/Lima")))
    from django.utils import timezone

    from water.models import Supply

    for one in (known, silent, uncounted):
        Supply.objects.create(school=one, source="tanker", updated_by=elmer, updated_at=EARLIER)
    Supply.objects.create(school=by_network, source="network", updated_by=elmer, updated_at=EARLIER)
    for one, litres in ((known, 300), (known, 200), (uncounted, 900), (by_network, 10_000)):
        services.record_delivery(school=one, day=MONDAY, litres=litres, party="ugel", by=elmer, at=EARLIER)
    assert timezone.now() > CUT

    rows = figures.litres_against_need(FRAME).values_list("pk", "numerator_amount", "denominator_amount")

    assert {pk: (top, bottom) for pk, top, bottom in rows} == {
        known.pk: (Decimal(500), Decimal(1000)),
        silent.pk: (None, Decimal(5000)),
        uncounted.pk: (Decimal(900), None),
    }


MONTH = Frame(date(2026, 8, 1), date(2026, 8, 31), datetime(2026, 9, 30, tzinfo=ZoneInfo("America/Lima")))


def test_samples_and_months_fit(four, elmer, norte):
    good, low, unfit, none = four
    day = date(2026, 8, 10)
    for _n in range(9):
        take(good, elmer, day=day, chlorine="0.5")
    take(good, elmer, day=day, chlorine="0.3")
    take(low, elmer, day=day, chlorine="0.49")
    take(unfit, elmer, day=day, turbidity="5")
    take(none, elmer, day=day, turbidity=None)

    assert share(indicators.SAMPLES, MONTH) == (9, 13)
    assert (figures.low_samples(MONTH).count(), figures.incomplete_samples(MONTH).count()) == (2, 1)
    assert share(indicators.MONTHS, MONTH) == (1, 3)
    assert names(figures.with_few_samples(MONTH)) == {low.pk, unfit.pk}
    assert names(figures.without_samples(MONTH)) == {none.pk}


@pytest.mark.parametrize("fits", range(0, 13, 3))
@pytest.mark.parametrize("lows", range(3))
def test_the_month_rule_in_sql_is_the_rule(four, elmer, fits, lows):
    school = four[0]
    found = [take(school, elmer, day=date(2026, 8, 3), chlorine="0.7") for _n in range(fits)]
    found += [take(school, elmer, day=date(2026, 8, 4), chlorine="0.4") for _n in range(lows)]
    by_rule = judge_month([(one.fitness, one.chlorine) for one in found]).fitness

    assert names(figures.with_fit_months(MONTH)) == ({school.pk} if by_rule == MonthFitness.FIT else set())
    assert names(figures.with_months(MONTH)) == ({school.pk} if found else set())


def test_no_school_is_counted_of_an_empty_ambito(norte):
    SchoolFactory()

    assert (share(indicators.EVERY_DAY, FRAME), School.objects.count()) == ((0, 0), 1)
