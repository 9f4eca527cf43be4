"""A solver is given every shown number of a year's quarters and their sums, and may pin no hidden 1 to 4."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendance.rule import TOTAL, FollowedWeek, Totals, is_rescued, published, with_totals

ROWS, COLUMNS = ("back", "away"), ("q1", "q2")
MOST = 9
EVERY = [
    with_totals(dict(zip(product(ROWS, COLUMNS), told, strict=True)), COLUMNS, ROWS)
    for told in product(range(MOST + 1), repeat=4)
]


def possible(shown, key):
    """What a hidden number can be, over every table of small numbers that agrees with all that is shown."""
    known = {one: value for one, value in shown.items() if value is not None}
    return {table[key] for table in EVERY if all(table[one] == value for one, value in known.items())}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_no_cell_of_one_to_four_is_shown_or_pinned_over_two_periods(told):
    table = with_totals(dict(zip(product(ROWS, COLUMNS), told, strict=True)), COLUMNS, ROWS)
    shown = published(table, COLUMNS, ROWS)

    for key, value in table.items():
        if value in range(1, 5):
            assert shown[key] is None
            assert len(possible(shown, key)) > 1


def test_what_was_shown_stays_shown_when_the_next_period_comes():
    parts = {("back", "q1"): 7, ("away", "q1"): 2, ("back", "q2"): 1, ("away", "q2"): 8}
    first = published(with_totals(parts, ("q1",), ROWS), ("q1",), ROWS)
    both = published(with_totals(parts, COLUMNS, ROWS), COLUMNS, ROWS)

    assert {row: first[row, "q1"] for row in (*ROWS, TOTAL)} == {row: both[row, "q1"] for row in (*ROWS, TOTAL)}
    assert (first["back", "q1"], first["away", "q1"], first[TOTAL, "q1"]) == (None, None, 9)


MONDAY = date(2026, 8, 3)


def weeks(*told, start=MONDAY):
    return [FollowedWeek(start + timedelta(days=7 * at), days, 5) for at, days in enumerate(told) if days is not None]


@pytest.mark.parametrize(
    ("told", "rescued"),
    [((4, 4, 4, 4), True), ((4, 4, 4), False), ((4, 4, 3, 4, 4), False), ((4, 4, None, 4, 4), False)],
)
def test_rescued_is_four_weeks_running_at_eighty_percent(told, rescued):
    assert is_rescued(MONDAY, weeks(*told), percent=80, least=4) is rescued


def test_weeks_before_coming_back_do_not_count():
    assert not is_rescued(MONDAY + timedelta(days=21), weeks(5, 5, 5, 5), percent=80, least=4)
    assert not is_rescued(None, weeks(5, 5, 5, 5), percent=80, least=4)


def test_nobody_told_is_no_rate():
    assert (Totals().rate, Totals(100, 5, 2).rate, Totals(100, 5, 2).uncaused_rate) == (None, 95, 2)
