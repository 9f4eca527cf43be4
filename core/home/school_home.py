"""The home of somebody at a school: my school, what was promised to us, what I can do, what is new."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.urls import reverse

from core.access.reaching import may_open
from core.audit.selectors import news_of_schools
from core.audit.story import Line, lines_of
from core.home.today import may_see
from core.home.visits import last_visit
from core.strategies.registry import (
    MySchool,
    OneTap,
    OpenItem,
    Promised,
    collect,
    open_at_school,
    promised_to,
    schools_of,
)

NEWS_SHOWN = 4
PROMISED_SHOWN = 4


@dataclass(frozen=True)
class Tap:
    """A button of home."""

    piece: OneTap
    url: str
    note: str = ""

    @property
    def label(self):
        return self.piece.label

    @property
    def icon(self):
        return self.piece.icon


@dataclass(frozen=True)
class SchoolHome:
    """Everything a school's home says; `since` is None on a device that was never here."""

    schools: list[MySchool]
    taps: list[Tap]
    open_items: list[OpenItem]
    promised: list[Promised]
    promised_count: int
    news: list[Line]
    new_count: int
    since: datetime | None

    @property
    def school(self):
        """The one school of most people."""
        return self.schools[0] if len(self.schools) == 1 else None


def school_home_of(request) -> SchoolHome:
    """What a director, a colleague or a guardian sees first; as many questions for one school as for ten."""
    schools = schools_of(request.user)
    ids = [school.pk for school in schools]
    only = schools[0] if len(schools) == 1 else None
    promised, since = promised_to(ids), last_visit(request)
    news = news_of_schools(ids, but=request.user) if ids else []
    return SchoolHome(
        schools=schools,
        taps=_taps(request, only),
        open_items=open_at_school(only.pk) if only else [],
        promised=promised[:PROMISED_SHOWN],
        promised_count=len(promised),
        news=lines_of(news, may_open=partial(may_open, request))[:NEWS_SHOWN],
        new_count=sum(item.at > since for item in news) if since else 0,
        since=since,
    )


def _taps(request, only) -> list[Tap]:
    pieces = [piece for piece in collect("one_taps") if may_see(request, piece) and (only or not piece.at_school)]
    pieces.sort(key=lambda piece: piece.order)
    return [_tap(request, piece, only) for piece in pieces]


def _tap(request, piece, only) -> Tap:
    url = reverse(piece.url_name, args=[only.pk] if piece.at_school else [])
    return Tap(piece, url, piece.note(request, only.pk) if piece.note and piece.at_school else "")
