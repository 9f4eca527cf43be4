"""When a pupil is rescued, what a rate is, and which counts of cases may be published: pure, from plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.ui.numbers import share

RESCUE_VERSION = 1
SMALL = range(1, 5)
HIDDEN = None


@dataclass(frozen=True)
class Line:
    """What is said of a service, grade and sex; `absent` counts pupil-days, `uncaused` a part of them."""

    service_id: int
    enrolled: int
    absent: int
    uncaused: int
    grade: str = ""
    sex: str = "unknown"


def in_order(lines) -> list[Line]:
    """Lines in one order, so that the same said twice compares equal."""
    return sorted(lines, key=lambda one: (one.service_id, one.grade, one.sex))


@dataclass(frozen=True)
class Totals:
    """Sums of told weeks; adding them is how schools and weeks are summed."""

    pupil_days: int = 0
    absent: int = 0
    uncaused: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(self.pupil_days + other.pupil_days, self.absent + other.absent, self.uncaused + other.uncaused)

    @property
    def rate(self) -> Decimal | None:
        """Percent of pupil-days present; None where nobody told."""
        return share(self.pupil_days - self.absent, self.pupil_days, 1)

    @property
    def uncaused_rate(self) -> Decimal | None:
        return share(self.uncaused, self.pupil_days, 1)


@dataclass(frozen=True)
class FollowedWeek:
    """Days a pupil attended of a week's school days."""

    monday: date
    attended: int
    days: int


def is_rescued(back: date | None, weeks: Sequence[FollowedWeek], *, percent: float, least: int) -> bool:
    """Version 1: back, then `least` weeks in a row of at least `percent` each; a week nobody told breaks the row."""
    if back is None:
        return False
    first = back - timedelta(days=back.weekday())
    run, before = 0, None
    for week in sorted(weeks, key=lambda one: one.monday):
        if week.monday < first:
            continue
        follows = before is None or week.monday - before == timedelta(days=7)
        is_kept = week.attended * 100 >= Decimal(str(percent)) * week.days
        run = (run if follows else 0) + 1 if is_kept else 0
        if run >= least:
            return True
        before = week.monday
    return False


# --- suppression ---------------------------------------------------------------------------------------------------
# A table with its totals; row and column TOTAL hold the sums, a hidden number may be any from zero on. One can be
# worked out exactly when no loop of hidden numbers leads through it, raised and lowered by turns.
TOTAL = "total"
Key = tuple[str, str]


def published(table: Mapping[Key, int], columns: Sequence[str], rows: Sequence[str]) -> dict[Key, int | None]:
    """What may be shown of a table whose columns came one after another; HIDDEN stands for small or betraying.

    Decided column by column as time brings them, the column of totals last: what was shown once is never taken back,
    and what comes later is shown only while no hidden 1 to 4 can be worked out from all that is shown.
    """
    shown: set[Key] = set()
    for column in (*columns, TOTAL):
        # A column stands alone until the totals come: nobody knows yet what its rows will add up to.
        known = table if column == TOTAL else _alone(table, column, rows)
        for key in [(row, column) for row in (TOTAL, *sorted(rows, key=lambda row: -table[row, column]))]:
            if table[key] not in SMALL and not _betrays(known, shown | {key}):
                shown.add(key)
    return {key: value if key in shown else HIDDEN for key, value in table.items()}


def with_totals(parts: Mapping[Key, int], columns: Sequence[str], rows: Sequence[str]) -> dict[Key, int]:
    """The table with its sums beside and below."""
    table = {(row, column): parts.get((row, column), 0) for row in rows for column in columns}
    table |= {(TOTAL, column): sum(table[row, column] for row in rows) for column in columns}
    return table | {(row, TOTAL): sum(table[row, column] for column in columns) for row in (*rows, TOTAL)}


def _alone(table, column, rows) -> dict[Key, int]:
    mine = {(row, column): table[row, column] for row in (*rows, TOTAL)}
    return mine | {(row, TOTAL): table[row, column] + 1 for row in (*rows, TOTAL)}


def _betrays(table, shown) -> bool:
    """Could a reader of what is shown work out a number of 1 to 4?"""
    hidden = [key for key in table if key not in shown]
    return any(table[key] in SMALL and not _can_differ(table, hidden, key) for key in hidden)


def _can_differ(table, hidden, key) -> bool:
    return _loop(table, hidden, key, up=True) or _loop(table, hidden, key, up=False)


def _loop(table, hidden, key, *, up: bool) -> bool:
    """Is there another table with the same shown numbers where this one is higher (lower)?"""
    ways: dict = {}
    for one in hidden:
        row, column = ("row", one[0]), ("column", one[1])
        # A sum counts against its parts, so it moves the other way; zero cannot go lower.
        is_sum = (one[0] == TOTAL) != (one[1] == TOTAL)
        if one != key and (not is_sum or table[one] > 0):
            ways.setdefault(row, []).append(column)
        if one != key and (is_sum or table[one] > 0):
            ways.setdefault(column, []).append(row)
    is_sum = (key[0] == TOTAL) != (key[1] == TOTAL)
    if not up and table[key] == 0:
        return False
    row, column = ("row", key[0]), ("column", key[1])
    start, goal = (column, row) if up != is_sum else (row, column)
    return _reaches(ways, start, goal)


def _reaches(ways, start, goal) -> bool:
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        new = [there for there in ways.get(here, ()) if there not in seen]
        seen.update(new)
        todo += new
    return False
