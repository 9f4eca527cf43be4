"""Vehicles, their papers and who drives them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.readers.text import clean, plate_of
from transport.models import Document, Driver, Leg, Route, Vehicle


class PlateTaken(DomainError):
    message = _("Ya hay un vehículo con esa placa. Búsquelo en la lista.")


class SeatsInUse(DomainError):
    message = _(
        "En una de sus rutas viajan más estudiantes que esos asientos. Quite primero asientos en las paradas o "
        "asigne otro vehículo."
    )


class PaperRegistered(DomainError):
    message = _("Ese documento con esa fecha ya está registrado.")


class LicenceTaken(DomainError):
    message = _("Ya hay una persona con ese número de licencia.")


@transaction.atomic
def register_vehicle(*, by, at: datetime | None = None, **told) -> Vehicle:
    """Write down a vehicle. Raises PlateTaken."""
    vehicle = Vehicle(created_at=at or timezone.now(), **told)
    vehicle.plate = plate_of(vehicle.plate)
    _save(vehicle, PlateTaken)
    record("transport.vehicle_registered", vehicle, by=by, at=at, name=str(vehicle))
    return vehicle


@transaction.atomic
def change_vehicle(*, vehicle: Vehicle, by, **told) -> Vehicle:
    """Correct what is known of a vehicle; its routes have its seats at once. Raises PlateTaken, SeatsInUse."""
    # Routes before the vehicle, as whoever changes a route does; one opened meanwhile is found below.
    list(Route.objects.select_for_update(of=("self",)).filter(vehicle=vehicle).order_by("pk"))
    vehicle = Vehicle.objects.select_for_update(of=("self",)).get(pk=vehicle.pk)
    for name, value in told.items():
        setattr(vehicle, name, value)
    vehicle.plate = plate_of(vehicle.plate)
    legs = Leg.objects.filter(route__vehicle=vehicle)
    if (legs.aggregate(most=Max("taken"))["most"] or 0) > vehicle.seats:
        raise SeatsInUse
    _save(vehicle, PlateTaken)
    legs.update(seats=vehicle.seats)
    record("transport.vehicle_changed", vehicle, by=by, name=str(vehicle))
    return vehicle


@transaction.atomic
def add_document(*, vehicle: Vehicle, kind: str, expires: date, by, number: str = "", at=None) -> Document:
    """One more paper; the newest of a kind speaks, the others stay. Raises PaperRegistered."""
    Vehicle.objects.select_for_update(of=("self",)).get(pk=vehicle.pk)
    if Document.objects.filter(vehicle=vehicle, kind=kind, expires=expires).exists():
        raise PaperRegistered
    told = {"number": clean(number)[:40], "created_at": at or timezone.now()}
    document = Document.objects.create(vehicle=vehicle, kind=kind, expires=expires, **told)
    what = str(document.get_kind_display())
    record("transport.document_added", vehicle, by=by, at=at, what=what, until=expires.isoformat(), name=str(vehicle))
    return document


@transaction.atomic
def register_driver(*, by, at: datetime | None = None, **told) -> Driver:
    """Write down who drives. Raises LicenceTaken."""
    driver = Driver(created_at=at or timezone.now(), **told)
    driver.licence_number = clean(driver.licence_number).upper()[:20]
    _save(driver, LicenceTaken)
    record("transport.driver_registered", driver, by=by, at=at)
    return driver


@transaction.atomic
def change_driver(*, driver: Driver, by, **told) -> Driver:
    """Correct what is known of who drives, the licence's new date above all. Raises LicenceTaken."""
    driver = Driver.objects.select_for_update(of=("self",)).get(pk=driver.pk)
    for name, value in told.items():
        setattr(driver, name, value)
    driver.licence_number = clean(driver.licence_number).upper()[:20]
    _save(driver, LicenceTaken)
    record("transport.driver_changed", driver, by=by)
    return driver


def _save(thing: Vehicle | Driver, taken: type[DomainError]) -> None:
    """Two who write the same plate or licence at once meet at the index, and the second has its sentence."""
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError as error:
        if "_once" not in str(error):
            raise
        raise taken from error
