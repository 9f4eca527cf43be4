"""The rule alone, without a database: what two witnesses are, whose quantity counts, what a disagreement is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from commitments.enums import CommitmentState, InstalmentState, Outcome, Party, Promiser
from commitments.rule import Due, Statement, Weighed, agree, judge, weigh

TEN = Decimal(10)
DAY = date(2026, 5, 12)
NOON = datetime(2026, 5, 12, 17, tzinfo=UTC)


def said(person, party, quantity, *, outcome=None, after=0):
    """`quantity` of a hundred, seen `after` days later; a part is «until now» unless the outcome is given."""
    outcome = outcome or (Outcome.NOT if not quantity else Outcome.DELIVERED)
    days = timedelta(days=after)
    return Statement(person, party, outcome, Decimal(quantity), DAY + days, NOON + days)


def weighed(*statements):
    found = weigh(Due(Decimal(100), DAY, statements), TEN)
    return found.state, found.delivered, found.verified


ARMY = ("contact:1", Party.PROMISER)
MAJOR = ("contact:2", Party.PROMISER)
ROSA = ("user:1", Party.SCHOOL)
ELMER = ("user:2", Party.UGEL)
GINO = ("user:3", Party.GUARDIAN)


@pytest.mark.parametrize(
    ("statements", "stands"),
    [
        ([], (InstalmentState.EXPECTED, 0, 0)),
        ([said(*ARMY, 100)], (InstalmentState.DELIVERED, 100, 0)),
        ([said(*ROSA, 0)], (InstalmentState.MISSED, 0, 0)),
        ([said(*ARMY, 40, outcome=Outcome.PARTLY)], (InstalmentState.PARTLY, 40, 0)),
        # two of the promiser, and one person under two hats, are one witness
        ([said(*ARMY, 100), said(*MAJOR, 100)], (InstalmentState.DELIVERED, 100, 0)),
        ([said("user:2", Party.UGEL, 100), said("user:2", Party.SCHOOL, 100)], (InstalmentState.DELIVERED, 100, 0)),
        # two persons of two parties; the promiser need not be one of them
        ([said(*ARMY, 100), said(*ROSA, 100)], (InstalmentState.VERIFIED, 100, 100)),
        ([said(*ROSA, 100), said(*GINO, 100)], (InstalmentState.VERIFIED, 100, 100)),
        # the smaller counts, up to ten percent of the larger
        ([said(*ARMY, 100), said(*ROSA, 90)], (InstalmentState.VERIFIED, 100, 90)),
        ([said(*ARMY, 100), said(*ROSA, 89)], (InstalmentState.DISPUTED, 100, 0)),
        ([said(*ARMY, 100), said(*ROSA, 0, after=1)], (InstalmentState.DISPUTED, 100, 0)),
        # a third who denies it takes a verified one back to the queue
        ([said(*ARMY, 100), said(*ROSA, 100), said(*GINO, 0)], (InstalmentState.DISPUTED, 100, 0)),
        # of several pairs the best one counts
        ([said(*ARMY, 100), said(*ROSA, 92), said(*GINO, 97)], (InstalmentState.VERIFIED, 100, 97)),
        # two saw a part: it counts, and the rest is still due
        (
            [said(*ARMY, 40, outcome=Outcome.PARTLY), said(*ROSA, 40, outcome=Outcome.PARTLY)],
            (InstalmentState.PARTLY, 40, 40),
        ),
        # «until now forty» is not denied by a later «now a hundred»; at the same hour it is
        (
            [said(*ROSA, 40, outcome=Outcome.PARTLY), said(*ARMY, 100, after=3)],
            (InstalmentState.DELIVERED, 100, 40),
        ),
        ([said(*ROSA, 0), said(*ARMY, 100, after=1)], (InstalmentState.DELIVERED, 100, 0)),
        ([said(*ROSA, 40, outcome=Outcome.PARTLY), said(*ARMY, 100)], (InstalmentState.DISPUTED, 100, 0)),
        # more than was due is what it is
        ([said(*ARMY, 120), said(*ROSA, 118)], (InstalmentState.VERIFIED, 120, 118)),
    ],
)
def test_how_an_instalment_stands(statements, stands):
    assert weighed(*statements) == stands
    assert weighed(*reversed(statements)) == stands


@pytest.mark.parametrize(("one", "other", "same"), [(100, 90, True), (100, 89, False), (0, 0, True), (1, 0, False)])
def test_tolerance_is_of_the_larger_quantity(one, other, same):
    assert (agree(Decimal(one), Decimal(other), TEN), agree(Decimal(other), Decimal(one), TEN)) == (same, same)


def test_verified_since_the_word_that_was_enough():
    late = said(*GINO, 100, after=9)

    found = weigh(Due(Decimal(100), DAY, [late, said(*ROSA, 100, after=4), said(*ARMY, 100)]), TEN)

    assert found == Weighed(InstalmentState.VERIFIED, Decimal(100), Decimal(100), NOON + timedelta(days=4))


def test_who_promised_does_not_witness_for_another():
    assert (Promiser.UGEL.counts(Party.UGEL), Promiser.SCHOOL.counts(Party.SCHOOL)) == (Party.PROMISER, Party.PROMISER)
    assert (Promiser.PARTNER.counts(Party.UGEL), Promiser.APAFA.counts(Party.SCHOOL)) == (Party.UGEL, Party.SCHOOL)


BOTH, ONE, NONE, DENIED = (
    [said(*ARMY, 100), said(*ROSA, 100)],
    [said(*ARMY, 100)],
    [],
    [said(*ARMY, 100), said(*ROSA, 0)],
)


@pytest.mark.parametrize(
    ("words", "facts", "state"),
    [
        ([NONE], {"is_confirmed": False}, CommitmentState.PROPOSED),
        ([BOTH], {"is_confirmed": False}, CommitmentState.PROPOSED),
        ([NONE, NONE], {"is_confirmed": True}, CommitmentState.CONFIRMED),
        ([NONE], {"is_confirmed": True, "is_started": True}, CommitmentState.IN_PROGRESS),
        ([BOTH, NONE], {"is_confirmed": True}, CommitmentState.IN_PROGRESS),
        ([BOTH, ONE], {"is_confirmed": True}, CommitmentState.DELIVERED),
        ([BOTH, BOTH], {"is_confirmed": True}, CommitmentState.VERIFIED),
        ([BOTH, DENIED], {"is_confirmed": True}, CommitmentState.OBSERVED),
        ([BOTH], {"is_confirmed": True, "ending": "closed"}, CommitmentState.CLOSED),
        ([ONE], {"is_confirmed": True, "ending": "could_not"}, CommitmentState.COULD_NOT),
        ([NONE], {"is_confirmed": False, "ending": "declined"}, CommitmentState.DECLINED),
    ],
)
def test_how_a_promise_stands(words, facts, state):
    dues = [Due(Decimal(100), DAY + timedelta(days=at), statements) for at, statements in enumerate(words)]

    assert judge(dues, tolerance=TEN, **facts).state == state


def test_quantities_add_up_and_the_next_date_is_the_first_nobody_spoke_for():
    dues = [Due(Decimal(100), DAY + timedelta(days=7 * at), words) for at, words in enumerate([BOTH, ONE, NONE, NONE])]

    found = judge(dues, tolerance=TEN, is_confirmed=True)

    assert (found.delivered, found.verified, found.next_due_date) == (200, 100, DAY + timedelta(days=14))


def test_who_copied_a_word_from_paper_is_not_its_second_witness():
    """One specialist with a scan would verify alone; two papers one specialist brought stay two people's words."""
    paper = replace(said(*GINO, 100), copied_by="user:2")
    other_paper = replace(said(*ROSA, 100), copied_by="user:2")

    assert weighed(paper, said(*ELMER, 100))[2] == 0
    assert weighed(paper, said(*ROSA, 100))[2] == 100
    assert weighed(paper, other_paper)[2] == 100
