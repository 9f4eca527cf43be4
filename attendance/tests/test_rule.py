"""The rule of rescue, and what may be told of cases: even who knows the rule works out no number of 1 to 4."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise, product

import pytest

from attendance.rule import Counts, FollowedWeek, Told, Totals, is_rescued, published, spans

SMALL = {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((7, 5, 6), (7, 5, 6, 18)),
        ((7, 2, 6), (7, None, None, 15)),
        ((7, 9, 1), (7, None, None, 17)),
        ((2, 9, 6), (None, None, None, 17)),
        ((8, 3, 0), (None, None, None, 11)),
        ((1, 1, 2), (None, None, None, None)),
        ((0, 0, 0), (0, 0, 0, 0)),
    ],
)
def test_a_time_is_told_in_one_of_four_ways(counts, told):
    assert published(Counts(*counts)) == Told(*told)


def test_a_quarter_too_small_waits_for_the_next_and_the_year_ends_the_waiting():
    small, big = Counts(1, 1, 0), Counts(6, 5, 0)

    assert spans([small]) == []
    assert spans([small, big, small]) == [(0, 1, Told(7, 6, 0, 13))]
    assert spans([big, small, small, small]) == [(0, 0, Told(6, 5, 0, 11)), (1, 3, Told(total=6))]


def test_what_was_told_comes_out_the_same_when_the_next_quarter_comes():
    for quarters in product(map(Counts, (0, 2, 6), (0, 3, 5), (0, 0, 7)), repeat=4):
        told = [spans(quarters[:n]) for n in range(1, 5)]
        assert all(later[: len(before)] == before for before, later in pairwise(told))


def numbers(quarters):
    """All that could be worked out: each cell and sum of each quarter, and of all of them together."""
    for one in (*quarters, sum(quarters, Counts())):
        yield from (one.back, one.away, one.ongoing, one.total, one.away + one.ongoing)


@cache
def worked_out(count, before, most, rule=spans):
    """What a reader who knows the rule is sure of, where it is a number of 1 to 4, over every table up to `most`.

    Tables with larger numbers agree with no telling whose sums stay within `most`.
    """
    could: dict = {}
    for cells in product(range(most + 1), repeat=3 * count):
        quarters = [Counts(*cells[at : at + 3]) for at in range(0, len(cells), 3)]
        told = tuple(rule([Counts()] * before + quarters))
        for known, number in zip(
            could.setdefault(told, [set() for _ in numbers(quarters)]), numbers(quarters), strict=True
        ):
            known.add(number)
    within = [told for told in could if all(one.total is None or one.total <= most for *_days, one in told)]
    return [(told, known) for told in within for known in could[told] if len(known) == 1 and known & SMALL]


@pytest.mark.parametrize(
    ("count", "before", "most"), [(1, 0, 20), (1, 3, 20), (2, 0, 6), (2, 2, 6), (3, 0, 3), (3, 1, 3)]
)
def test_who_knows_the_rule_works_out_no_number_of_one_to_four(count, before, most):
    assert worked_out(count, before, most) == []


def hides_the_smallest_two(quarters):
    """As it is often done: the small one, and the next smallest to cover it."""
    found = []
    for at, one in enumerate(quarters):
        cells = {"back": one.back, "away": one.away, "ongoing": one.ongoing}
        if SMALL & set(cells.values()):
            for name in sorted(cells, key=cells.get)[:2]:
                cells[name] = None
        found.append((at, at, Told(**cells, total=one.total)))
    return found


def test_the_check_sees_a_rule_whose_choice_betrays_itself():
    assert worked_out(1, 0, 20, hides_the_smallest_two) != []


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
