"""What needs somebody today: the numbers and the cards of every app, the urgent first."""

from dataclasses import dataclass

from django.urls import reverse

from core.home.asking import count_all
from core.strategies.registry import HomeCard, HomeCount, collect

PRESSING = ("broken", "risk")


@dataclass(frozen=True)
class Answer:
    """A number of today with its words and the list behind it."""

    piece: HomeCount
    count: int

    @property
    def words(self):
        return self.piece.words(self.count)

    @property
    def tone(self):
        return self.piece.tone

    @property
    def url(self):
        return reverse(self.piece.url_name) + (f"?{self.piece.query}" if self.piece.query else "")


@dataclass(frozen=True)
class Today:
    """What waits, and what is well."""

    waiting: list[Answer]
    well: list

    @property
    def pressing(self):
        """What goes before everything else of the page."""
        return [answer for answer in self.waiting if answer.tone in PRESSING]

    @property
    def later(self):
        """What waits without hurry."""
        return [answer for answer in self.waiting if answer.tone not in PRESSING]


def today_of(request) -> Today:
    """Every number this person may see, in one statement; urgent ones first."""
    asked = {}
    for piece in sorted(collect("home_counts"), key=_urgency):
        rows = piece.rows(request) if may_see(request, piece) else None
        if rows is not None:
            asked[piece] = rows
    counts = count_all({piece.key: rows for piece, rows in asked.items()})
    answers = [Answer(piece, counts[piece.key]) for piece in asked]
    return Today(
        waiting=[answer for answer in answers if answer.count],
        well=[answer.piece.well for answer in answers if not answer.count],
    )


def cards_of(request) -> list[tuple[HomeCard, dict]]:
    """The cards that have something to say to this person, in their order."""
    cards = []
    for card in sorted(collect("home"), key=lambda card: card.order):
        context = card.build(request) if may_see(request, card) else None
        if context is not None:
            cards.append((card, context))
    return cards


def may_see(request, piece) -> bool:
    """A piece without a permission is for everybody of the UGEL."""
    return not piece.permission or request.allows(piece.permission)


def _urgency(piece):
    return HomeCount.TONES.index(piece.tone), piece.order
