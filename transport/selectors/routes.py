"""Routes as lists and pages show them, whether they are safe, and who else could carry their pupils."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.enums import NOT_PROMISED
from commitments.models import Commitment
from core.strategies import settings as ugel_settings
from needs.enums import Category
from partners.models import Offer
from schools.models import School
from transport import rule
from transport.enums import SafetyState
from transport.models import Route, RouteCommitment, Stop

ON_TIME, OLDEST, WARN = "transport.on_time_minutes", "transport.oldest_vehicle_years", "transport.warn_before_days"
EXPIRED = "vencidos"
MOST_SUBSTITUTES = 30
# The worst first: a school on the map shows how its worst route stands.
WORST_FIRST = (
    SafetyState.UNSAFE,
    SafetyState.NO_VEHICLE,
    SafetyState.UNKNOWN,
    SafetyState.EXPIRING,
    SafetyState.SAFE,
)


def limits() -> rule.Limits:
    stored = ugel_settings.values([OLDEST, WARN])
    return rule.Limits(oldest_years=int(stored[OLDEST]), warn_days=int(stored[WARN]))


def verdict_of(route: Route, *, day: date, limits: rule.Limits) -> rule.Verdict:
    """Free where `with_vehicle_and_papers` fetched the route."""
    vehicle = route.vehicle.facts if route.vehicle else None
    return rule.judge(vehicle, route.driver.facts if route.driver else None, day=day, limits=limits)


def with_vehicle_and_papers(routes: QuerySet[Route]) -> QuerySet[Route]:
    return routes.select_related("school__district", "vehicle__partner", "driver").prefetch_related(
        "vehicle__documents"
    )


def with_list_columns(routes: QuerySet[Route]) -> QuerySet[Route]:
    """With `needing`, `seated_entrada` and `seated_salida` of its stops, None where it has none; legs at hand."""
    stops = Stop.objects.filter(route=OuterRef("pk")).order_by().values("route")
    sums = {
        name: Subquery(stops.annotate(n=Sum(column)).values("n"), output_field=IntegerField())
        for name, column in (
            ("needing", "pupils"),
            ("seated_entrada", "seats_entrada"),
            ("seated_salida", "seats_salida"),
        )
    }
    return with_vehicle_and_papers(routes).annotate(**sums)


def of_school(school: School) -> QuerySet[Route]:
    return with_list_columns(Route.objects.filter(school=school)).order_by("-from_date", "name", "pk")


def with_expired_today(_request=None) -> QuerySet[Route]:
    today = timezone.localdate()
    return Route.objects.on(today).with_expired(today)


def payable(route: Route) -> QuerySet[Commitment]:
    """Promises of transport for the route's school that pay no route yet."""
    paying = RouteCommitment.objects.values("commitment")
    rows = Commitment.objects.filter(school=route.school_id, category=Category.TRANSPORT)
    return rows.exclude(state__in=NOT_PROMISED).exclude(pk__in=paying).select_related("partner").order_by("-number")


def substitutes(route: Route) -> QuerySet[Offer]:
    """Open offers of transport by others than whose vehicle it is, the nearest first: `nearness` 0 to 3."""
    district = route.school.district
    parents = [district.pk, district.parent_id] if district else []
    near = Case(
        When(territory=parents[0] if parents else None, then=Value(0)),
        When(territory=parents[1] if parents else None, then=Value(1)),
        When(territory=None, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    offers = Offer.objects.open().filter(category=Category.TRANSPORT, partner__is_active=True)
    if route.vehicle and route.vehicle.partner_id:
        offers = offers.exclude(partner=route.vehicle.partner_id)
    rows = offers.select_related("partner", "territory").annotate(nearness=near)
    return rows.order_by("nearness", "partner__name", "pk")[:MOST_SUBSTITUTES]


def map_points(route: Route, stops: Iterable[Stop]) -> list[dict]:
    """What the drawing shows, which the table of stops says too: each stop, and the school at the end."""
    points = [
        {
            "label": f"{at}. {stop.settlement}",
            "lat": stop.lat,
            "lon": stop.lon,
            "tone": "risk" if stop.waiting else "done",
            "state": _("Falta asiento") if stop.waiting else _("Todos con asiento"),
            "url": f"#parada-{stop.pk}",
        }
        for at, stop in enumerate(stops, start=1)
    ]
    school = route.school
    end = {"label": school.name, "lat": school.lat, "lon": school.lon, "tone": "open", "state": _("Escuela")}
    return [*points, {**end, "url": school.get_absolute_url()}]


def school_states(schools: QuerySet[School]) -> dict[int, SafetyState]:
    """The map's reading: how the worst route of each school stands today; schools without one are left out."""
    today, found = timezone.localdate(), {}
    routes = Route.objects.on(today).filter(school__in=schools.order_by().values("pk"))
    known = limits()
    for route in with_vehicle_and_papers(routes).order_by():
        found.setdefault(route.school_id, set()).add(verdict_of(route, day=today, limits=known).state)
    return {pk: next(state for state in WORST_FIRST if state in states) for pk, states in found.items()}
