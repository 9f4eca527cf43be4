"""Stops of a route, and the seats of its pupils, of which there are never more than the vehicle has."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.models import School
from schools.readers.text import clean
from transport.enums import Direction
from transport.models import Route, Stop
from transport.services.locking import locked


class SeatsFull(DomainError):
    """Says how many are left, so that the person can write that number."""

    message = _("No alcanzan los asientos.")


class MoreSeatsThanPupils(DomainError):
    message = _("No puede haber más estudiantes con asiento que los que lo necesitan.")


class StopTwice(DomainError):
    message = _("Esa parada ya está en la ruta. Corríjala en vez de agregarla otra vez.")


@transaction.atomic
def add_stop(*, route: Route, by, **told) -> Stop:
    """One more stop, at the end unless `position` says where. Raises SeatsFull, MoreSeatsThanPupils, StopTwice."""
    route = locked(route)
    stop = Stop(route=route)
    _write(stop, told)
    if not stop.position:
        stop.position = (route.stops.aggregate(last=Max("position"))["last"] or 0) + 1
    stop.save()
    _note("transport.stop_added", stop, by=by)
    return stop


@transaction.atomic
def change_stop(*, stop: Stop, by, **told) -> Stop:
    """Another number of pupils or seats, another order. Raises SeatsFull, MoreSeatsThanPupils, StopTwice."""
    route = locked(stop.route)
    stop = Stop.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    stop.route = route
    position = stop.position
    _write(stop, told)
    stop.position = stop.position or position
    stop.save()
    _note("transport.stop_changed", stop, by=by)
    return stop


@transaction.atomic
def remove_stop(*, stop: Stop, by) -> Route:
    """Nobody gets on there any more; its seats are free again."""
    route = locked(stop.route)
    stop.route = route
    _note("transport.stop_removed", stop, by=by)
    Stop.objects.filter(pk=stop.pk).delete()
    return route


def _write(stop: Stop, told: dict) -> None:
    held = {Direction.ENTRADA: stop.seats_entrada, Direction.SALIDA: stop.seats_salida}
    for name, value in told.items():
        setattr(stop, name, value)
    stop.settlement = clean(stop.settlement)[:120]
    _place(stop)
    if max(stop.seats_entrada, stop.seats_salida) > stop.pupils:
        raise MoreSeatsThanPupils
    if Stop.objects.filter(route=stop.route, settlement=stop.settlement).exclude(pk=stop.pk).exists():
        raise StopTwice
    _check_free(stop, held)


def _check_free(stop: Stop, held: dict) -> None:
    """Under the route's lock the counter does not move; the database would refuse without a sentence."""
    for leg in stop.route.legs.select_for_update().order_by("pk"):
        asked = stop.seats_entrada if leg.direction == Direction.ENTRADA else stop.seats_salida
        left = leg.free + held[Direction(leg.direction)]
        if asked > left:
            words = ngettext(
                "A la %(leg)s queda %(left)s asiento de %(all)s y pide %(asked)s. Baje el número o asigne un vehículo "
                "más grande.",
                "A la %(leg)s quedan %(left)s asientos de %(all)s y pide %(asked)s. Baje el número o asigne un "
                "vehículo más grande.",
                left,
            )
            known = {"leg": leg.get_direction_display().lower(), "left": left, "all": leg.seats, "asked": asked}
            raise SeatsFull(words % known)


def _place(stop: Stop) -> None:
    """A settlement that the registry of schools knows brings its code, and its point where none was written."""
    stop.centre_code = ""
    same = School.objects.filter(centre__iexact=stop.settlement).exclude(lat=None).order_by("pk")
    near = same.filter(district=stop.route.school.district_id).first() or same.first()
    if near is None:
        return
    stop.centre_code = near.centre_code
    if stop.lat is None:
        stop.lat, stop.lon = near.lat, near.lon


def _note(verb: str, stop: Stop, *, by) -> None:
    name, where = stop.route.name, stop.settlement
    record(verb, stop.route, by=by, school_id=stop.route.school_id, name=name, stop=where, pupils=stop.pupils)
