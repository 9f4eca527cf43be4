"""Ours and the limit beside it, turn by turn in one run, so that a busy machine slows both alike.

Seconds are told twice: by the clock, which decides, and of the processors, which a neighbour's work hardly moves.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from comuset.local.state import VAR, read_state

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of all processors: this process, what it started, and the embedded PostgreSQL."""

    clock: float
    cpu: float


@dataclass(frozen=True)
class Result:
    """One line of the table; `ours` and `limit` are seconds or a unit's count, `goal` the ratio that is good enough."""

    name: str
    ours: float | Spent
    limit: float | Spent | None
    goal: float | None
    against: str = ""
    unit: str = "s"
    notes: dict = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return by_clock(self.ours) / by_clock(self.limit) if self.limit else None

    @property
    def cpu_ratio(self) -> float | None:
        """The same of processor seconds, where both were measured long enough to tell."""
        both = isinstance(self.ours, Spent) and isinstance(self.limit, Spent)
        return self.ours.cpu / self.limit.cpu if both and min(self.ours.cpu, self.limit.cpu) > 1 / TICKS else None

    @property
    def verdict(self) -> str:
        """Kept or missed; a line with a limit is judged by its ratio, one without by its own value."""
        if self.goal is None:
            return "shown"
        value = by_clock(self.ours) if self.limit is None else self.ratio
        return "kept" if value is not None and value <= self.goal else "MISSED"

    def as_row(self) -> dict:
        seconds = {"ours": by_clock(self.ours), "limit": by_clock(self.limit)}
        return {**asdict(self), **seconds, "ratio": self.ratio, "cpu_ratio": self.cpu_ratio, "verdict": self.verdict}


def by_clock(value: float | Spent | None) -> float | None:
    return value.clock if isinstance(value, Spent) else value


def interleaved(*works: Callable[[], object], rounds: int, warm: int = 1) -> list[Spent]:
    """What one turn of each work takes, run one after another `rounds` times, each round in the other direction.

    The median by the clock, the mean of the processors: their own clock ticks too coarsely for a single turn.
    """
    turns: list[list[Spent]] = [[] for _ in works]
    for turn in range(rounds + warm):
        order = list(enumerate(works))
        for position, work in order if turn % 2 else reversed(order):
            gc.collect()
            spent = timed(work)
            if turn >= warm:
                turns[position].append(spent)
    return [typical(each) for each in turns]


def typical(turns: list[Spent]) -> Spent:
    return Spent(statistics.median(turn.clock for turn in turns), statistics.mean(turn.cpu for turn in turns))


def timed(work: Callable, *arguments, **options) -> Spent:
    cpu, started = processors(), time.perf_counter()
    work(*arguments, **options)
    return Spent(time.perf_counter() - started, processors() - cpu)


def processors() -> float:
    """Processor seconds so far of this process and the embedded PostgreSQL, with all their descendants."""
    own = time.process_time() + sum(os.times()[2:4])
    parents, spent = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile; its parent has counted it
            continue
        pid = int(path.parent.name)
        parents[pid], spent[pid] = int(told[1]), sum(map(int, told[11:15])) / TICKS
    others = {pid for pid in spent if _descends(pid, parents)} - {os.getpid()}
    return own + sum(spent[pid] for pid in others)


def _descends(pid: int, parents: dict[int, int]) -> bool:
    roots = {os.getpid(), _postmaster()}
    while pid and pid not in roots:
        pid = parents.get(pid, 0)
    return pid in roots


def _postmaster() -> int | None:
    """Of the embedded PostgreSQL; one given by its address is somewhere else, and not counted."""
    found = VAR / read_state().get("postgres_folder", "postgres") / "data" / "postmaster.pid"
    return int(found.read_text().split()[0]) if found.exists() else None
