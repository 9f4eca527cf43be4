"""Pages of a head over a year of daily words, and the year's figures of an app; import after `ground.enter`."""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial

from django.conf import settings
from django.test import Client
from django.utils import timezone

from bench.daily import YEAR, a_year
from bench.measure import Result, interleaved
from core.accounts.models import User
from core.strategies.registry import indicators
from core.tenancy.scope import scope
from reports.services.computing import compute_here, frame_of

ROUNDS, FIGURES_GOAL = 5, 2.0


def rows(app: str, pages: dict[str, tuple[str, float]], found: Callable[[], dict], *, count: str, ugel) -> list[dict]:
    """One row a page and one for all figures of `app`: `pages` are name → (address, goal in seconds)."""
    settings.DEBUG = False
    head = User.objects.get(pk=ugel.pk * 2 + 1)
    client = Client()
    client.force_login(head)
    with a_year(head.pk) as counts:
        with scope(ugel):
            things = found()
        paths = [f"/{ugel.code}/{path.format(**things)}" for path, _goal in pages.values()]
        works = [*(partial(_fetch, client, path) for path in paths), partial(_figures, app, ugel)]
        seconds = interleaved(*works, rounds=ROUNDS)
    told = f"{counts[count]:,} days".replace(",", " ")
    goals = {**{name: goal for name, (_path, goal) in pages.items()}, f"{app}: all figures of a year": FIGURES_GOAL}
    return [
        Result(f"{name}, {told}", took, None, goal, unit="s").as_row()
        for (name, goal), took in zip(goals.items(), seconds, strict=True)
    ]


def _fetch(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} answered {answer.status_code}")


def _figures(app: str, ugel) -> None:
    frame = frame_of(period_start=date(YEAR, 1, 1), period_end=timezone.localdate(), time_zone="America/Lima")
    with scope(ugel):
        compute_here(frame=frame, indicators=[one for one in indicators() if one.app == app])
