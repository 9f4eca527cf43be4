"""What became of legs day by day: one day at a school, a week of a route, a month of the UGEL."""

import hashlib
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from schools.selectors.calendar import school_days
from transport.enums import Direction, Said
from transport.models import Leg, LegDay, Route
from transport.rule import pupil_days_lost

WEEK = 7


@dataclass(frozen=True)
class Cell:
    """One day of a leg: what was said, or nothing; `runs` where the route works that day."""

    day: date
    runs: bool
    told: LegDay | None = None
    is_ahead: bool = False

    @property
    def is_unknown(self) -> bool:
        """A day of the route that passed and of which nobody spoke."""
        return self.runs and self.told is None and not self.is_ahead

    @property
    def code(self) -> str:
        if self.told:
            return self.told.code
        return "?" if self.is_unknown else ""


@dataclass(frozen=True)
class Lane:
    """A leg and its days, in order."""

    leg: Leg
    cells: tuple[Cell, ...]

    @property
    def unknown(self) -> int:
        return sum(cell.is_unknown for cell in self.cells)

    @property
    def is_told(self) -> bool:
        return any(cell.told for cell in self.cells)

    def count(self, *said: Said) -> int:
        return sum(cell.told is not None and cell.told.said in said for cell in self.cells)

    @property
    def ran(self) -> int:
        return self.count(Said.CAME, Said.LATE)

    @property
    def absent(self) -> int:
        return self.count(Said.ABSENT)

    @property
    def lost(self) -> int | None:
        """Pupil-days lost; None where nobody spoke, and of a way home, which has none to lose."""
        if self.leg.direction != Direction.ENTRADA or not self.is_told:
            return None
        told = [cell.told for cell in self.cells if cell.told]
        return pupil_days_lost((self.leg.direction, one.said, one.pupils) for one in told)


def legs_in_order() -> QuerySet[Leg]:
    """By school, route and direction: the way in before the way home."""
    rows = Leg.objects.select_related("route__school", "route__vehicle")
    return rows.order_by("route__school__name", "route__name", "route_id", "direction")


def lanes_of(legs: Sequence[Leg], days: Sequence[date]) -> list[Lane]:
    """The days of these legs in three questions, however many there are."""
    told = LegDay.objects.filter(leg__in=[leg.pk for leg in legs], day__range=(days[0], days[-1]))
    by_leg = {(one.leg_id, one.day): one for one in told.select_related("said_by")}
    schools = school_days(days[0], days[-1], school_ids={leg.route.school_id for leg in legs})
    today = timezone.localdate()
    return [
        Lane(
            leg,
            tuple(
                Cell(day, runs_on(leg, day, schools), by_leg.get((leg.pk, day)), is_ahead=day > today) for day in days
            ),
        )
        for leg in legs
    ]


def runs_on(leg: Leg, day: date, schools: Mapping[int, set[date]] | None = None) -> bool:
    """Within the route's dates and weekdays, on a day of school; a UGEL without calendar has its weekdays alone."""
    route = leg.route
    is_within = route.from_date <= day and (route.to_date is None or day <= route.to_date)
    with_class = (schools or {}).get(route.school_id)
    return is_within and day.weekday() in route.weekdays and (with_class is None or day in with_class)


def week_around(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=one) for one in range(WEEK)]


def month_days(year: int, month: int) -> list[date]:
    return [date(year, month, one) for one in range(1, monthrange(year, month)[1] + 1)]


def board_of(year: int, month: int, *, school_ids=None) -> list[Lane]:
    """The month of every leg that works in it: of the UGEL, or of some schools."""
    days = month_days(year, month)
    legs = legs_in_order().filter(route__in=_routes_within(days))
    if school_ids is not None:
        legs = legs.filter(route__school__in=school_ids)
    return lanes_of(list(legs), days)


def _routes_within(days):
    return Route.objects.within(days[0], days[-1]).values("pk")


def lost_today(_request=None) -> QuerySet[Route]:
    """Routes of which a leg did not come today."""
    lost = LegDay.objects.filter(day=timezone.localdate(), said=Said.ABSENT)
    return Route.objects.filter(pk__in=lost.values("leg__route"))


def mark_of(lane: Lane) -> str:
    """Of what was told when a sheet was taken: another mark later says that somebody spoke meanwhile."""
    said = "|".join(str(cell.told.version if cell.told else 0) for cell in lane.cells)
    return hashlib.sha256(f"{lane.leg.pk}:{said}".encode()).hexdigest()[:12]
