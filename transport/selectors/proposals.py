"""What a proposal of routes for one school starts from, and how it stands beside the routes that run."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.jobs.models import Job
from core.strategies import settings as ugel_settings
from schools.models import School
from transport import rule
from transport.models import Route, Stop, Vehicle

KMH, ROAD, STOPPING = "transport.road_kmh", "transport.road_percent", "transport.stop_minutes"
PROPOSE = "transport.propose_routes"
OFF_ROAD = [kind for kind in rule.REQUIRED if kind not in rule.ON_WHEELS]


@dataclass(frozen=True)
class Settlements:
    """Where pupils of a school's routes on wheels get on: those that can be planned, and those without a point."""

    places: list[rule.Place] = field(default_factory=list)
    left_out: list[tuple[str, int]] = field(default_factory=list)

    @property
    def pupils(self) -> int:
        return sum(one.pupils for one in self.places)

    @property
    def pupils_left_out(self) -> int:
        return sum(pupils for _name, pupils in self.left_out)


@dataclass(frozen=True)
class PresentRoute:
    """A route that runs, its minutes by the same pace: None where a stop has no point."""

    route: Route
    stops: list[Stop]
    minutes: int | None

    @property
    def waiting(self) -> int:
        return sum(one.pupils - one.seats_entrada for one in self.stops)

    @property
    def seated(self) -> int:
        return sum(one.seats_entrada for one in self.stops)


def pace() -> rule.Pace:
    """The UGEL's; nothing travels at no speed, nor by a road shorter than the straight line."""
    stored = ugel_settings.values([KMH, ROAD, STOPPING])
    return rule.Pace(max(1, int(stored[KMH])), max(100, int(stored[ROAD])), max(0, int(stored[STOPPING])))


def planned_routes(school: School) -> list[Route]:
    """Those that run today or will, on wheels or without a vehicle yet: bicycles and boats take no round by road."""
    rows = Route.objects.filter(school=school).exclude(vehicle__kind__in=OFF_ROAD)
    rows = rows.exclude(to_date__lt=timezone.localdate()).select_related("vehicle")
    return list(rows.prefetch_related("stops", "legs").order_by("name", "pk"))


def settlements_of(routes: Sequence[Route]) -> Settlements:
    """Stops of the same name are one place with the pupils of all; its point is the first one known."""
    pupils: dict[str, int] = {}
    points: dict[str, rule.Site] = {}
    for route in routes:
        for stop in _in_order(route):
            pupils[stop.settlement] = pupils.get(stop.settlement, 0) + stop.pupils
            if stop.lat is not None:
                points.setdefault(stop.settlement, _site(stop))
    found = Settlements()
    for name, count in sorted(pupils.items()):
        if name in points:
            found.places.append(rule.Place(name, count, points[name]))
        else:
            found.left_out.append((name, count))
    return found


def present_plan(school: School, routes: Sequence[Route], at: rule.Pace) -> list[PresentRoute]:
    return [PresentRoute(route, _in_order(route), _minutes(school, _in_order(route), at)) for route in routes]


def vans(keys: Sequence[int] | None = None) -> QuerySet[Vehicle]:
    """Vehicles in use that go by road; only those of `keys` where given."""
    rows = Vehicle.objects.filter(is_active=True, kind__in=rule.ON_WHEELS).order_by("name", "pk")
    return rows if keys is None else rows.filter(pk__in=keys)


def proposals() -> QuerySet[Job]:
    """Jobs that ended with a plan, the newest first; their `school_id` is among the arguments."""
    return Job.objects.filter(dispatch__kind=PROPOSE, result__plan__isnull=False).order_by("-created_at", "-pk")


def plan_points(school: School, plan: dict) -> list[dict]:
    """What the drawing of a proposal shows, which its tables say too."""
    points = [
        {
            "label": f"{trip['vehicle']} · {at}. {stop['name']}",
            "lat": stop["lat"],
            "lon": stop["lon"],
            "tone": "done",
            "state": trip["vehicle"],
            "url": f"#viaje-{number}",
        }
        for number, trip in enumerate(plan["trips"], start=1)
        for at, stop in enumerate(trip["stops"], start=1)
    ]
    end = {"label": school.name, "lat": school.lat, "lon": school.lon, "tone": "open", "state": _("Escuela")}
    return [*points, {**end, "url": school.get_absolute_url()}]


def _in_order(route: Route) -> list[Stop]:
    return sorted(route.stops.all(), key=lambda one: (one.position, one.pk))


def _site(point) -> rule.Site:
    return rule.Site(float(point.lat), float(point.lon))


def site_of(school: School) -> rule.Site | None:
    return None if school.lat is None else _site(school)


def _minutes(school: School, stops: Sequence[Stop], at: rule.Pace) -> int | None:
    site = site_of(school)
    if site is None or not stops or any(one.lat is None for one in stops):
        return None
    places = [rule.Place(one.settlement, one.pupils, _site(one)) for one in stops]
    return rule.lasts(rule.Task(site, places, (), 0, at), range(len(places)))
