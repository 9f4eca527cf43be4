"""The limits of DS 031-2010-SA at each boundary, the month rule, and how long water lasts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from water.enums import Fitness, MonthFitness
from water.rule import Measured, judge, judge_month, litres_now, reasons, run_out

D = Decimal
FIT = {"chlorine": D("0.8"), "turbidity": D(1)}


@pytest.mark.parametrize(
    ("measured", "fitness"),
    [
        ({"chlorine": "0.50"}, Fitness.FIT),
        ({"chlorine": "0.49"}, Fitness.LOW),
        ({"chlorine": "0.30"}, Fitness.LOW),
        ({"chlorine": "0.29"}, Fitness.UNFIT),
        ({"chlorine": "0"}, Fitness.UNFIT),
        ({"chlorine": "2.00"}, Fitness.FIT),
        ({"chlorine": "2.01"}, Fitness.HIGH),
        ({"chlorine": "5.00"}, Fitness.HIGH),
        ({"chlorine": "5.01"}, Fitness.UNFIT),
        ({"turbidity": "4.99"}, Fitness.FIT),
        ({"turbidity": "5.00"}, Fitness.UNFIT),
        ({"ph": "6.5"}, Fitness.FIT),
        ({"ph": "6.49"}, Fitness.UNFIT),
        ({"ph": "8.5"}, Fitness.FIT),
        ({"ph": "8.51"}, Fitness.UNFIT),
        ({"coliforms": "0"}, Fitness.FIT),
        ({"coliforms": "1"}, Fitness.UNFIT),
        ({"thermotolerant": "1"}, Fitness.UNFIT),
        ({"e_coli": "1"}, Fitness.UNFIT),
        ({"arsenic": "0.010"}, Fitness.FIT),
        ({"arsenic": "0.0101"}, Fitness.UNFIT),
    ],
)
def test_each_limit_at_its_boundary(measured, fitness):
    sample = Measured(**{**FIT, **{name: D(value) for name, value in measured.items()}})

    assert judge(sample) == fitness
    assert reasons(sample) == (list(measured) if fitness == Fitness.UNFIT else [])


def test_what_was_not_measured_is_not_fit_and_a_germ_is_unfit_without_the_rest():
    assert judge(Measured(chlorine=D("0.8"))) == Fitness.INCOMPLETE
    assert judge(Measured(turbidity=D(1))) == Fitness.INCOMPLETE
    assert judge(Measured(e_coli=D(1))) == Fitness.UNFIT


def month(*samples):
    return judge_month([(Fitness(fitness), D(chlorine)) for fitness, chlorine in samples])


@pytest.mark.parametrize(
    ("samples", "fitness", "is_insufficient"),
    [
        ([("fit", "0.5")] * 9 + [("low", "0.3")], MonthFitness.FIT, False),
        ([("fit", "0.5")] * 8 + [("low", "0.4")] * 2, MonthFitness.UNFIT, False),
        ([("fit", "0.5")] * 9 + [("unfit", "0.29")], MonthFitness.UNFIT, False),
        ([("fit", "0.5")] * 8 + [("low", "0.4")], MonthFitness.UNFIT, True),
        ([("fit", "0.5")] * 9, MonthFitness.FIT, True),
        ([("fit", "0.5")] * 18 + [("low", "0.4")] * 2, MonthFitness.FIT, False),
        ([("fit", "0.5")] * 17 + [("low", "0.4")] * 2, MonthFitness.UNFIT, False),
        ([], MonthFitness.UNKNOWN, False),
        ([("part", "0.5")], MonthFitness.UNKNOWN, True),
    ],
)
def test_the_month_rule(samples, fitness, is_insufficient):
    found = month(*samples)

    assert (found.fitness, found.is_insufficient) == (fitness, is_insufficient)


MONDAY = date(2026, 9, 21)
DAYS = [MONDAY + timedelta(days=n) for n in range(5)]


def test_water_for_two_and_a_half_days_ends_on_the_third():
    left = run_out(D(500), daily_need=D(200), school_days=DAYS)

    assert (left.days, left.ends_date) == (2, date(2026, 9, 23))
    assert run_out(D(1000), daily_need=D(200), school_days=DAYS).ends_date is None


@given(
    st.decimals(0, 1_000_000, places=0),
    st.decimals(1, 10_000, places=0),
    st.integers(0, 60),
)
def test_what_lasts_covers_its_days_and_not_one_more(litres, need, count):
    ahead = [MONDAY + timedelta(days=n) for n in range(count)]

    left = run_out(litres, daily_need=need, school_days=ahead)

    assert 0 <= left.days <= count
    assert left.days * need <= litres
    if left.ends_date is None:
        assert left.days == count
    else:
        assert (left.ends_date, (left.days + 1) * need > litres) == (ahead[left.days], True)


@given(
    st.decimals(0, 100_000, places=0),
    st.decimals(0, 100_000, places=0),
    st.integers(0, 60),
    st.decimals(1, 10_000, places=0),
)
def test_what_is_left_is_never_negative_nor_more_than_fits(read, brought, used, need):
    now = litres_now(read, capacity=D(5000), used_days=used, brought=brought, daily_need=need)

    assert 0 <= now <= 5000
    assert now <= read + brought
