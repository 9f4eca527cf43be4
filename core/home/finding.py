"""The search of the top bar: every app's things by name or code."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from core.home.today import may_see
from core.strategies.registry import Found, Search, collect

SHOWN = 5
LONGEST = 80
SHORTEST_CODE = 5


@dataclass(frozen=True)
class Group:
    """What one app found: the first lines, and where the rest is."""

    piece: Search
    lines: list[Found]
    has_more: bool
    more_url: str

    @property
    def label(self):
        return self.piece.label


def find(request, text: str) -> list[Group]:
    """Groups that found something, each asked once for one line more than is shown."""
    groups = [_group(request, piece, text) for piece in sorted(collect("searches"), key=lambda piece: piece.order)]
    return [group for group in groups if group and group.lines]


def _group(request, piece, text):
    if not may_see(request, piece):
        return None
    rows = list(piece.rows(request, text)[: SHOWN + 1])
    more_url = f"{reverse(piece.url_name)}?{urlencode({'q': text})}" if piece.url_name else ""
    return Group(piece, [piece.line(row) for row in rows[:SHOWN]], len(rows) > SHOWN, more_url)


def only_answer(groups: list[Group], text: str) -> str:
    """Where a code leads that only one thing has; empty when there is a choice to make."""
    is_code = text.replace(" ", "").isdecimal() and len(text) >= SHORTEST_CODE
    lines = [line for group in groups for line in group.lines]
    return lines[0].url if is_code and len(lines) == 1 else ""


def asked_for(request) -> str:
    """What the person typed, shortened and without what no column can hold."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
