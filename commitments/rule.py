"""The rule of two witnesses: from what was promised and who said what, to one state and one quantity.

Pure: no database, no clock. `services/standing.py` feeds it and keeps its answer in the cached columns; the queue of
disagreements, the reports and the tests all rest on what stands here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import combinations

from commitments.enums import CommitmentState, InstalmentState, Outcome, Party

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Statement:
    """What one person said of one instalment, as it counts.

    `quantity` is the whole amount they saw for it, not what was added; `since` is when their word began to count.
    `copied_by` is who brought it in on signed paper: nobody else saw that person say so.
    """

    person: str
    party: Party
    outcome: Outcome
    quantity: Decimal
    seen_date: date
    since: datetime
    copied_by: str = ""


@dataclass(frozen=True)
class Due:
    """What was promised for one date, and what is said of it."""

    quantity: Decimal
    due_date: date
    statements: Sequence[Statement] = ()


@dataclass(frozen=True)
class Weighed:
    """How one instalment stands: the most anybody saw, and the most that two witnesses saw."""

    state: InstalmentState
    delivered: Decimal = NOTHING
    verified: Decimal = NOTHING
    verified_at: datetime | None = None


@dataclass(frozen=True)
class Judgement:
    """How the whole promise stands; `next_due_date` is the first date for which nobody said «se entregó»."""

    state: CommitmentState
    delivered: Decimal
    verified: Decimal
    next_due_date: date | None
    instalments: Sequence[Weighed]


def agree(one: Decimal, other: Decimal, tolerance: Decimal) -> bool:
    """Do two quantities differ by at most `tolerance` percent of the larger?"""
    return abs(one - other) * 100 <= max(one, other) * tolerance


def reaches(quantity: Decimal, due: Decimal, tolerance: Decimal) -> bool:
    """Is this all that was due?"""
    return quantity >= due or agree(quantity, due, tolerance)


def contradict(one: Statement, other: Statement, tolerance: Decimal) -> bool:
    """Do two persons say different things? «Until now a part» is not denied by a later «now all of it»."""
    if agree(one.quantity, other.quantity, tolerance):
        return False
    first, then = sorted((one, other), key=lambda statement: statement.seen_date)
    was_until_now = first.outcome != Outcome.DELIVERED and first.seen_date < then.seen_date
    return not (was_until_now and then.quantity > first.quantity)


def witness_each_other(one: Statement, other: Statement) -> bool:
    """Two different persons of two different parties, neither of whom copied the other's word from paper."""
    is_own = one.copied_by != other.person and other.copied_by != one.person
    return one.person != other.person and one.party != other.party and is_own


def weigh(due: Due, tolerance: Decimal) -> Weighed:
    """How one instalment stands: contradicted counts nothing, else the smaller quantity of the best two witnesses."""
    delivered = max((statement.quantity for statement in due.statements), default=NOTHING)
    if any(contradict(one, other, tolerance) for one, other in combinations(due.statements, 2)):
        return Weighed(InstalmentState.DISPUTED, delivered)
    verified = _witnessed(due.statements)
    if reaches(verified, due.quantity, tolerance):
        return Weighed(InstalmentState.VERIFIED, delivered, verified, _verified_since(due, tolerance))
    return Weighed(_unverified(due, delivered, tolerance), delivered, verified)


def judge(
    dues: Sequence[Due], *, tolerance: Decimal, is_confirmed: bool, is_started: bool = False, ending: str = ""
) -> Judgement:
    """How the promise stands; `ending` is what a person decided (declined, could not, broken, cancelled, closed)."""
    weighed = [weigh(due, tolerance) for due in dues]
    open_dates = [
        due.due_date for due, found in zip(dues, weighed, strict=True) if not _is_all_there(due, found, tolerance)
    ]
    return Judgement(
        state=CommitmentState(ending or _followed(weighed, is_confirmed=is_confirmed, is_started=is_started)),
        delivered=sum((found.delivered for found in weighed), NOTHING),
        verified=sum((found.verified for found in weighed), NOTHING),
        next_due_date=min(open_dates, default=None),
        instalments=weighed,
    )


def _followed(weighed: Sequence[Weighed], *, is_confirmed: bool, is_started: bool) -> CommitmentState:
    states = {found.state for found in weighed}
    if not is_confirmed:
        return CommitmentState.PROPOSED
    if InstalmentState.DISPUTED in states:
        return CommitmentState.OBSERVED
    if states == {InstalmentState.VERIFIED}:
        return CommitmentState.VERIFIED
    if states <= {InstalmentState.VERIFIED, InstalmentState.DELIVERED} and states:
        return CommitmentState.DELIVERED
    if is_started or any(found.delivered for found in weighed):
        return CommitmentState.IN_PROGRESS
    return CommitmentState.CONFIRMED


def _unverified(due: Due, delivered: Decimal, tolerance: Decimal) -> InstalmentState:
    if not due.statements:
        return InstalmentState.EXPECTED
    if not delivered:
        return InstalmentState.MISSED
    return InstalmentState.DELIVERED if reaches(delivered, due.quantity, tolerance) else InstalmentState.PARTLY


def _is_all_there(due: Due, found: Weighed, tolerance: Decimal) -> bool:
    """Somebody said all of it came, contested or not: the date asks for witnesses, no longer for the promiser."""
    return reaches(found.delivered, due.quantity, tolerance)


def _witnessed(statements: Iterable[Statement]) -> Decimal:
    pairs = combinations(statements, 2)
    return max((min(a.quantity, b.quantity) for a, b in pairs if witness_each_other(a, b)), default=NOTHING)


def _verified_since(due: Due, tolerance: Decimal) -> datetime:
    """The moment from which the words that count were enough."""
    in_order = sorted(due.statements, key=lambda statement: statement.since)
    for count in range(2, len(in_order)):
        if reaches(_witnessed(in_order[:count]), due.quantity, tolerance):
            return in_order[count - 1].since
    return in_order[-1].since
