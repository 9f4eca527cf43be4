"""Routes proposed for one school: asked of a worker and kept as the result of its job. No route changes."""

from dataclasses import asdict
from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.jobs.models import Job
from core.jobs.services import enqueue
from core.tenancy.errors import DomainError
from schools.models import School
from transport import rule, selectors
from transport.models import Vehicle


class NoSolver(DomainError):
    message = _("En este servidor no está instalado lo que busca las rutas. Pídalo a quien lo administra.")


class NothingToPlan(DomainError):
    message = _("Falta un punto: el de la escuela, o el de una parada al menos. Escríbalos y vuelva a pedirlo.")


class NoVehicle(DomainError):
    message = _("Ninguno de esos vehículos sigue en uso. Elija otros.")


def ask_for_routes(*, school: School, vehicles: list[Vehicle], arrival: time, most_minutes: int, by) -> Job:
    """Promise a proposal; raises NoSolver, NothingToPlan, NoVehicle before anybody waits."""
    keys = [one.pk for one in vehicles]
    task_for(school, keys, most_minutes)
    told: dict[str, Any] = {"school_id": school.pk, "vehicle_ids": keys, "most_minutes": most_minutes}
    return enqueue(selectors.PROPOSE, by=by, arrival=f"{arrival:%H:%M}", **told)


def task_for(school: School, vehicle_ids, most_minutes: int) -> tuple[rule.Task, selectors.Settlements]:
    """What is to be solved, as things stand now; raises NoSolver, NothingToPlan, NoVehicle."""
    if not rule.is_installed():
        raise NoSolver
    found = selectors.settlements_of(selectors.planned_routes(school))
    site = selectors.site_of(school)
    if site is None or not found.places:
        raise NothingToPlan
    vans = [rule.Van(one.pk, str(one), one.seats) for one in selectors.vans(vehicle_ids)]
    if not vans:
        raise NoVehicle
    return rule.Task(site, found.places, vans, most_minutes, selectors.pace()), found


def plan_told(task: rule.Task, found: selectors.Settlements, plan: rule.Plan) -> dict:
    """A plan as its job keeps it: names and numbers, so that its page needs nothing that may change."""
    seated = rule.seated(plan.trips)
    waiting = [(one.name, one.pupils - seated.get(at, 0)) for at, one in enumerate(task.places)]
    return {
        "trips": [_trip(task, trip) for trip in plan.trips],
        "pupils": task.pupils,
        "seated": task.pupils - plan.unseated,
        "unseated": plan.unseated,
        "waiting": [{"name": name, "pupils": pupils} for name, pupils in waiting if pupils],
        "left_out": [{"name": name, "pupils": pupils} for name, pupils in found.left_out],
        "minutes": plan.minutes,
        "has_bound": plan.has_bound,
        "is_best": plan.is_best,
        "bound_unseated": plan.bound_unseated,
        "bound_minutes": plan.bound_minutes,
        "pace": asdict(task.pace),
    }


def _trip(task: rule.Task, trip: rule.Trip) -> dict:
    van, rides = task.vans[trip.van], rule.minutes_at_each_stop(task, trip.order)
    places = [task.places[at] for at in trip.order]
    stops = [
        {"name": one.name, "pupils": pupils, "minutes": ride, "lat": one.site.lat, "lon": one.site.lon}
        for one, (_at, pupils), ride in zip(places, trip.calls, rides, strict=True)
    ]
    return {"vehicle": van.name, "seats": van.seats, "taken": trip.load, "minutes": rides[0], "stops": stops}
