"""The first hour of a UGEL: steps of every app, ticked by what is there."""

from dataclasses import dataclass

from django.urls import reverse

from core.home.asking import exist_all
from core.home.models import GuidePutAway
from core.home.today import may_see
from core.strategies.registry import FirstStep, collect


@dataclass(frozen=True)
class Step:
    """A step as it stands: done or not, and where this person does it (empty: another role does)."""

    piece: FirstStep
    is_done: bool
    is_next: bool
    url: str

    @property
    def label(self):
        return self.piece.label

    @property
    def why(self):
        return self.piece.why


@dataclass(frozen=True)
class Guide:
    """All steps in their order."""

    steps: list[Step]

    @property
    def total(self):
        return len(self.steps)

    @property
    def done(self):
        return sum(step.is_done for step in self.steps)

    @property
    def is_finished(self):
        return self.done == self.total


def guide_of(request) -> Guide:
    """The steps, with the facts asked in one statement."""
    pieces = sorted(collect("first_steps"), key=lambda piece: piece.order)
    done = exist_all({piece.key: piece.facts() for piece in pieces})
    following = next((piece for piece in pieces if not done[piece.key]), None)
    return Guide(
        [
            Step(
                piece,
                done[piece.key],
                piece is following,
                reverse(piece.url_name) if may_see(request, piece) else "",
            )
            for piece in pieces
        ]
    )


def unfinished_guide_of(request) -> Guide | None:
    """What home shows: nothing once every step is done."""
    guide = guide_of(request)
    return None if guide.is_finished else guide


def is_put_away(user) -> bool:
    return GuidePutAway.objects.filter(user=user).exists()
