"""The board: open promises by state, by who promised or by school, the overdue first, a few of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from commitments.enums import ENDINGS, LIVE_STATES, CommitmentState, Promiser
from commitments.models import Commitment

CARDS, COLUMNS = 6, 12
COLUMN_STATES = [state for state in CommitmentState if state not in ENDINGS]
OVERDUE_FIRST = ("next_due_date", "number")


@dataclass(frozen=True)
class Column:
    """One column: how many open promises, how many of them overdue, the first few, and what the list is asked for all.

    `state` is set in the reading by state, else `title` names who promised or the place.
    """

    total: int
    overdue: int
    cards: Sequence[Commitment]
    query: dict[str, Any]
    state: CommitmentState | None = None
    title: str = ""


@dataclass(frozen=True)
class Board:
    """`page` is set where there may be more columns than one page holds; `ended` counts what is over, by state."""

    columns: Sequence[Column]
    page: Page | None = None
    ended: Sequence[tuple[CommitmentState, int]] = ()


def by_state(commitments: QuerySet[Commitment], _page=None) -> Board:
    """A column a state, in the order of a promise's life; two queries."""
    counted = commitments.order_by().values("state").annotate(total=Count("pk"), overdue=Count("pk", filter=_overdue()))
    counts = {row["state"]: row for row in counted}
    shown = [state for state in COLUMN_STATES if state in counts]
    cards = _first_of([commitments.filter(state=state) for state in shown], lambda one: one.state)
    return Board(
        columns=[
            Column(counts[state]["total"], counts[state]["overdue"], cards[state], {"state": state.value}, state)
            for state in shown
        ],
        ended=[(state, counts[state]["total"]) for state in CommitmentState if state in ENDINGS and state in counts],
    )


def by_promiser(commitments: QuerySet[Commitment], page=None) -> Board:
    """A column for each partner, for the UGEL, and one for all schools and one for all APAFAs; two queries."""

    def query(key):
        promiser, partner = key
        return {"partner": partner} if partner else {"promiser": promiser}

    def title(key, card):
        promiser, _partner = key
        return card.promiser_name if promiser in (Promiser.PARTNER, Promiser.UGEL) else Promiser(promiser).label

    return _grouped(commitments, ("promiser", "partner_id"), page, query, title)


def by_school(commitments: QuerySet[Commitment], page=None) -> Board:
    """A column for each school or territory; two queries."""

    def query(key):
        school, territory = key
        return {"school": school} if school else {"territory": territory}

    return _grouped(commitments, ("school_id", "territory_id"), page, query, lambda _key, card: str(card.place))


READINGS: dict[str, Callable[..., Board]] = {"estado": by_state, "aliado": by_promiser, "escuela": by_school}


def _grouped(commitments, fields: tuple[str, str], page, query: Callable, title: Callable) -> Board:
    is_open = commitments.filter(ended_at=None)
    groups = is_open.order_by().values(*fields).annotate(
        total=Count("pk"), overdue=Count("pk", filter=_overdue()), first_due=Min("next_due_date")
    )  # fmt: skip
    # A UGEL has some hundreds of partners and schools: one list of their counts is cheaper than counting it twice.
    shown = Paginator(list(groups.order_by("-overdue", "first_due", *fields)), COLUMNS).get_page(page)
    keys = [tuple(row[name] for name in fields) for row in shown]
    found = _first_of(
        [is_open.filter(**_same(fields, key)) for key in keys],
        lambda one: tuple(getattr(one, name) for name in fields),
    )
    columns = [
        Column(row["total"], row["overdue"], found[key], query(key), title=title(key, found[key][0]))
        for row, key in zip(shown, keys, strict=True)
        if found[key]
    ]
    return Board(columns, shown)


def _same(fields, key) -> dict:
    return {name if value is not None else f"{name}__isnull": value if value is not None else True
            for name, value in zip(fields, key, strict=True)}  # fmt: skip


def _first_of(querysets: Iterable[QuerySet], key: Callable) -> dict[Any, list[Commitment]]:
    """The first few of each, in one query."""
    parts = [rows.order_by(*OVERDUE_FIRST)[:CARDS] for rows in querysets]
    found = defaultdict(list)
    if parts:
        for one in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
            found[key(one)].append(one)
    return found


def _overdue() -> Q:
    return Q(state__in=LIVE_STATES, next_due_date__lt=timezone.localdate())
