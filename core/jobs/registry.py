"""Jobs by name. A job is a function of `run` and keyword arguments in an app's `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from django.core.exceptions import ImproperlyConfigured

from core.strategies.registry import Words


@dataclass(frozen=True)
class JobKind:
    """A job's name, words and rhythm; `every` or `daily_at` (the UGEL's own clock) make it periodic."""

    name: str
    label: Words
    function: Callable
    max_attempts: int = 3
    every: timedelta | None = None
    daily_at: time | None = None

    @property
    def is_periodic(self):
        return self.every is not None or self.daily_at is not None


_kinds: dict[str, JobKind] = {}


def job(name: str, *, label: Words, max_attempts: int = 3):
    """Register `function(run, **args)`.

    It runs without an open scope, opens `scope(run.ugel)` step by step, and must be idempotent: after a
    killed worker it runs again from the start.
    """
    return _register(name, label=label, max_attempts=max_attempts)


def periodic(
    name: str, *, label: Words, every: timedelta | None = None, daily_at: time | None = None, max_attempts: int = 3
):
    """Register a job that runs for every active UGEL: at a rhythm, or daily by the UGEL's own clock."""
    if (every is None) == (daily_at is None):
        raise ImproperlyConfigured(f"Periodic job '{name}': give either every= or daily_at=.")
    return _register(name, label=label, max_attempts=max_attempts, every=every, daily_at=daily_at)


def _register(name, **options):
    def register(function):
        known = _kinds.get(name)
        if known and known.function.__qualname__ != function.__qualname__:
            raise ImproperlyConfigured(f"Job '{name}' is declared twice: {function.__module__} declares it again.")
        _kinds[name] = JobKind(name=name, function=function, **options)
        return function

    return register


def find(name: str) -> JobKind | None:
    return _kinds.get(name)


def get(name: str) -> JobKind:
    if name not in _kinds:
        raise LookupError(f"No job is called '{name}': declare it with @job in <app>/tasks.py.")
    return _kinds[name]


def periodic_kinds() -> list[JobKind]:
    return [kind for kind in _kinds.values() if kind.is_periodic]
