"""Routes: opened with both legs, changed, ended by a date."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.models import School
from schools.readers.text import clean
from transport.enums import Direction
from transport.models import Driver, Leg, Route, Vehicle
from transport.services.locking import locked


class NameTaken(DomainError):
    message = _("Esa escuela ya tiene una ruta con ese nombre. Elija otro o corrija la que está.")


class RouteUpsideDown(DomainError):
    message = _("El fin no puede ser anterior al inicio. Revise las dos fechas.")


class VehicleTooSmall(DomainError):
    message = _(
        "Ese vehículo tiene menos asientos que los estudiantes que ya viajan. Elija uno más grande o quite asientos "
        "en las paradas."
    )


@transaction.atomic
def open_route(
    *,
    school: School,
    name: str,
    from_date: date,
    by,
    to_date: date | None = None,
    weekdays: list[int],
    vehicle: Vehicle | None = None,
    driver: Driver | None = None,
    entrada_hour: time | None = None,
    salida_hour: time | None = None,
    notes: str = "",
    at: datetime | None = None,
) -> Route:
    """A route with its legs *entrada* and *salida*. Raises NameTaken, RouteUpsideDown."""
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    route = Route(school=school, from_date=from_date, to_date=to_date, created_at=at or timezone.now())
    _tell(route, name, weekdays, notes)
    # The vehicle's row is held while its seats are copied, as whoever changes them does.
    route.vehicle = vehicle and Vehicle.objects.select_for_update(of=("self",)).get(pk=vehicle.pk)
    route.driver = driver
    route.save()
    hours = {Direction.ENTRADA: entrada_hour, Direction.SALIDA: salida_hour}
    seats = route.vehicle.seats if route.vehicle else 0
    Leg.objects.bulk_create(Leg(route=route, direction=one, hour=hour, seats=seats) for one, hour in hours.items())
    record("transport.route_opened", route, by=by, at=at, school_id=school.pk, name=route.name)
    return route


@transaction.atomic
def change_route(
    *,
    route: Route,
    name: str,
    from_date: date,
    to_date: date | None,
    weekdays: list[int],
    vehicle: Vehicle | None,
    driver: Driver | None,
    by,
    entrada_hour: time | None = None,
    salida_hour: time | None = None,
    notes: str = "",
) -> Route:
    """Correct a route, give it another vehicle or driver, or end it. Raises NameTaken, RouteUpsideDown,
    VehicleTooSmall."""
    route = locked(route)
    route.from_date, route.to_date, route.driver = from_date, to_date, driver
    route.vehicle = vehicle and Vehicle.objects.select_for_update(of=("self",)).get(pk=vehicle.pk)
    _tell(route, name, weekdays, notes)
    seats = route.vehicle.seats if route.vehicle else 0
    if (route.legs.aggregate(most=Max("taken"))["most"] or 0) > seats:
        raise VehicleTooSmall
    route.save()
    for direction, hour in ((Direction.ENTRADA, entrada_hour), (Direction.SALIDA, salida_hour)):
        route.legs.filter(direction=direction).update(seats=seats, hour=hour)
    record("transport.route_changed", route, by=by, school_id=route.school_id, name=route.name)
    return route


def _tell(route: Route, name: str, weekdays: list[int], notes: str) -> None:
    route.name, route.notes = clean(name)[:120], notes.strip()[:1000]
    route.weekdays = sorted({int(one) for one in weekdays})
    if route.to_date and route.to_date < route.from_date:
        raise RouteUpsideDown
    if Route.objects.filter(school=route.school, name=route.name).exclude(pk=route.pk).exists():
        raise NameTaken
