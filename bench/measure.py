"""Ours and the limit beside it, turn by turn in one run, so that a busy machine slows both alike."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Result:
    """One line of the table; `ours` and `limit` are median seconds, `goal` the ratio that is good enough."""

    name: str
    ours: float
    limit: float | None
    goal: float | None
    against: str = ""
    unit: str = "s"
    notes: dict = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return self.ours / self.limit if self.limit else None

    @property
    def verdict(self) -> str:
        """Kept or missed; a line with a limit is judged by its ratio, one without by its own value."""
        if self.goal is None:
            return "shown"
        value = self.ours if self.limit is None else self.ratio
        return "kept" if value is not None and value <= self.goal else "MISSED"

    def as_row(self) -> dict:
        return {**asdict(self), "ratio": self.ratio, "verdict": self.verdict}


def interleaved(*works: Callable[[], object], rounds: int, warm: int = 1) -> list[float]:
    """Median seconds of each work, run one after another `rounds` times, each round in the other direction."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(rounds + warm):
        order = list(enumerate(works))
        for position, work in order if turn % 2 else reversed(order):
            gc.collect()
            started = time.perf_counter()
            work()
            seconds = time.perf_counter() - started
            if turn >= warm:
                times[position].append(seconds)
    return [statistics.median(each) for each in times]
