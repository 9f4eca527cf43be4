from decimal import Decimal

import pytest

from safety.enums import Dimension, Level
from safety.selectors.scoring import (
    Mark,
    Result,
    Rules,
    compare,
    has_improved,
    level_of,
    results_in_common,
    score_check,
    score_dimension,
    weighted_score,
)

RULES = Rules()
WATER, SANITATION = Dimension.WATER, Dimension.SANITATION


def mark(code, value, weight=1, critical=False, dimension=WATER):
    return Mark(code=code, dimension=dimension, value=value, weight=weight, is_critical=critical)


def result(score, critical=False, dimension=WATER):
    score = None if score is None else Decimal(score)
    return Result(dimension, score, critical, level_of(score, critical, RULES))


def test_weighted_score_by_hand():
    # (3·2 + 2·1 + 1·0) ÷ (3 + 2 + 1) × 50 = 66.67; the item that does not apply weighs nothing
    marks = [mark("A", 2, 3), mark("B", 1, 2), mark("C", 0, 1), mark("D", None, 9)]
    assert weighted_score(marks) == Decimal("66.67")


def test_weighted_score_rounds_half_up():
    # 1 ÷ 16 × 50 = 3.125
    assert weighted_score([mark("A", 1, 1), mark("B", 0, 15)]) == Decimal("3.13")


def test_weighted_score_without_applicable_items_is_unknown_not_zero():
    assert weighted_score([mark("A", None)]) is None
    assert level_of(None, False, RULES) == Level.NO_DATA


@pytest.mark.parametrize(
    ("score", "critical", "level"),
    [
        ("100", False, Level.CONFORMING),
        ("75", False, Level.CONFORMING),
        ("74.99", False, Level.IN_PROGRESS),
        ("40", False, Level.IN_PROGRESS),
        ("39.99", False, Level.AT_RISK),
        ("96.00", True, Level.AT_RISK),
    ],
)
def test_level_edges(score, critical, level):
    assert level_of(Decimal(score), critical, RULES) == level


def test_score_dimension_names_what_failed_and_what_costs_most():
    marks = [
        mark("AG-01", 0, 3, critical=True),
        mark("AG-02", 2, 3, critical=True),
        mark("AG-03", 1, 2),
        mark("AG-05", 0, 3),
        mark("SA-01", 0, 3, critical=True, dimension=SANITATION),
    ]
    assert score_dimension(WATER, marks, RULES) == Result(
        dimension=WATER,
        score=Decimal("36.36"),
        has_critical_failure=True,
        level=Level.AT_RISK,
        critical_codes=("AG-01",),
        lost_codes=("AG-01", "AG-05", "AG-03"),
    )


def test_score_check_gives_every_dimension():
    results = score_check([mark("AG-01", 2)], RULES)
    assert [(r.dimension, r.level) for r in results] == [
        (Dimension.INFRASTRUCTURE, Level.NO_DATA),
        (Dimension.FITTING_OUT, Level.NO_DATA),
        (Dimension.WATER, Level.CONFORMING),
        (Dimension.SANITATION, Level.NO_DATA),
        (Dimension.WELCOME, Level.NO_DATA),
    ]


@pytest.mark.parametrize(
    ("before", "after", "improved"),
    [
        (("74.99", False), ("75", False), True),  # a level up by a hundredth
        (("50", False), ("60", False), True),  # ten points inside one level
        (("50", False), ("59.99", False), False),
        (("80", True), ("80", False), True),  # the critical failure is mended
        (("80", False), ("100", True), False),  # twenty points up, but a critical failure: down to at risk
        (("75", False), ("74.99", False), False),
        ((None, False), ("100", False), False),  # nothing to compare with
    ],
)
def test_has_improved_in_one_dimension(before, after, improved):
    assert has_improved({WATER: result(*before)}, {WATER: result(*after)}, RULES) is improved


def test_has_improved_is_undone_by_another_dimension_that_goes_down():
    before = {WATER: result("30"), SANITATION: result("75")}
    after = {WATER: result("90"), SANITATION: result("74", dimension=SANITATION)}
    assert compare(before, after, RULES) == ({WATER}, {SANITATION})
    assert has_improved(before, after, RULES) is False


def test_welcome_does_not_decide():
    before = {Dimension.WELCOME: result("10")}
    after = {Dimension.WELCOME: result("100")}
    assert has_improved(before, after, RULES) is False


def test_only_common_items_count():
    before = [mark("AG-01", 1), mark("AG-OLD", 0)]
    after = [mark("AG-01", 1), mark("AG-NEW", 2)]
    old, new = results_in_common(before, after, {"AG-01"}, RULES)
    assert (old[WATER].score, new[WATER].score) == (Decimal("50.00"), Decimal("50.00"))
    assert has_improved(old, new, RULES) is False
