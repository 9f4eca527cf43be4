"""Routes: opened with both legs, changed, ended by a date."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.models import School
from schools.readers.text import clean
from transport.enums import Direction, Said
from transport.models import Driver, Leg, LegDay, Route, Vehicle
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


class SeatedWithoutVehicle(DomainError):
    message = _(
        "Hay estudiantes con asiento en esta ruta y sin vehículo no hay asientos. Quite primero sus asientos en las "
        "paradas, o asigne otro vehículo."
    )


class TripsOutside(DomainError):
    """Says the day up to which, or from which, somebody told trips."""

    message = _("La ruta tiene viajes anotados fuera de esas fechas.")


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
    VehicleTooSmall, SeatedWithoutVehicle, TripsOutside."""
    route = locked(route)
    route.from_date, route.to_date, route.driver = from_date, to_date, driver
    route.vehicle = vehicle and Vehicle.objects.select_for_update(of=("self",)).get(pk=vehicle.pk)
    _tell(route, name, weekdays, notes)
    _check_told_days(route)
    seats = route.vehicle.seats if route.vehicle else 0
    if (route.legs.aggregate(most=Max("taken"))["most"] or 0) > seats:
        raise VehicleTooSmall if route.vehicle else SeatedWithoutVehicle
    route.save()
    for direction, hour in ((Direction.ENTRADA, entrada_hour), (Direction.SALIDA, salida_hour)):
        route.legs.filter(direction=direction).update(seats=seats, hour=hour)
    record("transport.route_changed", route, by=by, school_id=route.school_id, name=route.name)
    return route


def _check_told_days(route: Route) -> None:
    """Trips that were told stay within the route's dates: outside they would count nowhere, unseen."""
    trips = LegDay.objects.filter(leg__route=route).exclude(said=Said.NO_CLASS)
    told = trips.aggregate(first=Min("day"), last=Max("day"))
    if told["last"] and route.to_date and told["last"] > route.to_date:
        words = _gettext(
            "Hay viajes anotados hasta el %(day)s: el fin no puede ser antes. Si ese día no hubo viaje, corríjalo a "
            "«No hubo clases»."
        )
        raise TripsOutside(words % {"day": date_format(told["last"], "SHORT_DATE_FORMAT")})
    if told["first"] and told["first"] < route.from_date:
        words = _gettext("Hay viajes anotados desde el %(day)s: el inicio no puede ser después.")
        raise TripsOutside(words % {"day": date_format(told["first"], "SHORT_DATE_FORMAT")})


def _tell(route: Route, name: str, weekdays: list[int], notes: str) -> None:
    route.name, route.notes = clean(name)[:120], notes.strip()[:1000]
    route.weekdays = sorted({int(one) for one in weekdays})
    if route.to_date and route.to_date < route.from_date:
        raise RouteUpsideDown
    if Route.objects.filter(school=route.school, name=route.name).exclude(pk=route.pk).exists():
        raise NameTaken
