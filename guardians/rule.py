"""The drawing of a sample: the same seed and the same list always give the same deliveries and the same guardians.

No random generator decides, but the order of SHA-256 digests, so that anybody can draw again with any tool:
`printf '%s' 'SEED:DELIVERY' | sha256sum`, smallest first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from guardians.enums import Drawn


@dataclass(frozen=True)
class Candidate:
    """A delivery that may be drawn, with the guardians of its school: who is free to see it, who has a conflict."""

    delivery: int
    free: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()


@dataclass(frozen=True)
class Pick:
    """What became of a candidate: its place in the draw and, once chosen, who goes."""

    delivery: int
    rank: int
    drawn: Drawn
    guardian: int | None = None


def digest_of(seed: str, *ids: int) -> str:
    """What orders the draw: SHA-256 of the seed and the ids, joined by colons, in hexadecimal."""
    return sha256(":".join([seed, *map(str, ids)]).encode()).hexdigest()


def wanted_of(total: int, *, percent: int) -> int:
    """So many of `total` as the percentage says, rounded up."""
    return ceil(total * percent / 100)


def draw(candidates: Iterable[Candidate], *, seed: str, wanted: int, loads: Mapping[int, int]) -> list[Pick]:
    """Go down the order of digests until `wanted` are chosen; whoever nobody can see stays apart with the reason.

    `loads` are the visits each guardian has to do already; whoever has fewest goes, equal ones by digest.
    """
    ordered = sorted(candidates, key=lambda one: (digest_of(seed, one.delivery), one.delivery))
    burden, picks, room = dict(loads), [], wanted
    for rank, one in enumerate(ordered, start=1):
        drawn, guardian = _drawn(one, room), None
        if drawn == Drawn.CHOSEN:
            guardian = min(one.free, key=lambda who: (burden.get(who, 0), digest_of(seed, one.delivery, who), who))
            burden[guardian] = burden.get(guardian, 0) + 1
            room -= 1
        picks.append(Pick(one.delivery, rank, drawn, guardian))
    return picks


def _drawn(one: Candidate, room: int) -> Drawn:
    if not room:
        return Drawn.BELOW
    if one.free:
        return Drawn.CHOSEN
    return Drawn.CONFLICT if one.tied else Drawn.NO_GUARDIAN
