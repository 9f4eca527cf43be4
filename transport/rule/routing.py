"""What a proposal of routes is made of: places, vans, how fast they go, and what a plan takes.

Minutes are whole and rounded up, leg by leg, so that a plan, its bound and a count by hand agree. Roads are not known:
a leg is the straight line times a factor at one speed, and both are printed with the result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asin, ceil, cos, radians, sin, sqrt
from typing import NamedTuple

EARTH_KM = 6371.0
# Up to here a plan is solved with its bound; beyond, it is built without one.
MOST_PLACES = 20
# Minutes of way that one more vehicle has to save: its way out to the first stop is not counted otherwise.
OPENING = 20


@dataclass(frozen=True)
class Site:
    """A point in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Place:
    """Where pupils get on; `pupils` is all who need a seat there, at least one."""

    name: str
    pupils: int
    site: Site


@dataclass(frozen=True)
class Van:
    """`key` is the caller's own; seats are the pupils'."""

    key: int
    name: str
    seats: int


@dataclass(frozen=True)
class Pace:
    """How long a leg takes: km/h on the road, the road in percent of the straight line, minutes to get on at a stop."""

    kmh: int = 30
    road_percent: int = 140
    stop_minutes: int = 1


@dataclass(frozen=True)
class Trip:
    """One van's way in: (place, pupils who get on) in order; a place may be shared with another van."""

    van: int
    calls: tuple[tuple[int, int], ...]

    @property
    def order(self) -> list[int]:
        return [place for place, _pupils in self.calls]

    @property
    def load(self) -> int:
        return sum(pupils for _place, pupils in self.calls)


@dataclass(frozen=True)
class Task:
    """Bring the pupils of `places` to the school with these vans, nobody riding longer than `most_minutes`."""

    school: Site
    places: Sequence[Place]
    vans: Sequence[Van]
    most_minutes: int
    pace: Pace = Pace()

    @cached_property
    def minutes(self) -> list[list[int]]:
        """From a place, getting on there included, to each place; the last column is the school."""
        sites = [*(one.site for one in self.places), self.school]
        return [[self._leg(one.site, to) for to in sites] for one in self.places]

    @property
    def pupils(self) -> int:
        return sum(one.pupils for one in self.places)

    @cached_property
    def most_seated(self) -> int:
        """No plan seats more: neither than there are seats, nor than those near enough to arrive in time."""
        near = sum(one.pupils for at, one in enumerate(self.places) if self.minutes[at][-1] <= self.most_minutes)
        return min(near, sum(van.seats for van in self.vans))

    def _leg(self, start: Site, end: Site) -> int:
        hours = km_between(start, end) * self.pace.road_percent / 100 / self.pace.kmh
        return ceil(round(hours * 60, 6)) + self.pace.stop_minutes


class Plan(NamedTuple):
    """What is proposed; a bound is None where nobody proved one: no plan leaves fewer than `bound_unseated` pupils.

    `bound_minutes` holds for plans that seat as many as this one with as many vehicles or fewer.
    """

    trips: tuple[Trip, ...]
    unseated: int
    minutes: int
    bound_unseated: int | None = None
    bound_minutes: int | None = None

    @property
    def cost(self) -> int:
        """What is made least once nobody more can be seated: minutes, and `OPENING` for each vehicle."""
        return self.minutes + OPENING * len(self.trips)

    @property
    def has_bound(self) -> bool:
        return self.bound_minutes is not None

    @property
    def is_best(self) -> bool:
        return (self.unseated, self.minutes) == (self.bound_unseated, self.bound_minutes)


def km_between(start: Site, end: Site) -> float:
    """The straight line over the ground, by the haversine."""
    up, along = radians(end.lat - start.lat), radians(end.lon - start.lon)
    part = sin(up / 2) ** 2 + cos(radians(start.lat)) * cos(radians(end.lat)) * sin(along / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, part)))


def lasts(task: Task, order: Sequence[int]) -> int:
    """Minutes from the first stop to the school: what who gets on first rides."""
    return sum(task.minutes[at][to] for at, to in zip(order, [*order[1:], -1], strict=True))


def minutes_at_each_stop(task: Task, order: Sequence[int]) -> list[int]:
    """What pupils of each stop ride."""
    return [lasts(task, order[at:]) for at in range(len(order))]


def seated(trips: Iterable[Trip]) -> dict[int, int]:
    """Pupils with a seat by place, all vans together."""
    found: dict[int, int] = {}
    for trip in trips:
        for place, pupils in trip.calls:
            found[place] = found.get(place, 0) + pupils
    return found


def plan_of(task: Task, trips: Iterable[Trip], **bounds: int | None) -> Plan:
    trips = tuple(trip for trip in trips if trip.calls)
    unseated = task.pupils - sum(trip.load for trip in trips)
    return Plan(trips, unseated, sum(lasts(task, trip.order) for trip in trips), **bounds)
