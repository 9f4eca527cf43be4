from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from core.jobs.models import Job
from core.jobs.services import enqueue
from schools.tests.factories import SchoolFactory
from transport import rule, selectors, services
from transport.enums import Direction, LicenceClass, VehicleKind
from transport.models import LegDay

DAY = timedelta(days=1)


def make_vehicle(by, *, kind=VehicleKind.VAN, seats=12, papers=400, **told):
    """In order: its papers end `papers` days from today (None: it has none), all on board, three years old."""
    today = timezone.localdate()
    on_board = [str(one) for one in rule.ON_BOARD[kind]]
    known = {"made_year": today.year - 3, "equipment": on_board, "equipment_date": today, "name": "Combi"}
    vehicle = services.register_vehicle(kind=kind, seats=seats, by=by, **{**known, **told})
    if papers is not None:
        for line in rule.REQUIRED[kind]:
            services.add_document(vehicle=vehicle, kind=line[0], expires=today + papers * DAY, by=by)
    return vehicle


def make_driver(by, *, expires=400, licence=LicenceClass.A_IIB, **told):
    told = {"name": "Julio Mamani", **told}
    until = timezone.localdate() + expires * DAY
    return services.register_driver(licence_class=licence, licence_expires=until, by=by, **told)


def make_route(by, *, school=None, vehicle="new", driver=None, name="Ruta Alta", stops=(), **told):
    """Monday to Friday since March, with a van of twelve and stops of (settlement, pupils, seats both ways)."""
    vehicle = make_vehicle(by) if vehicle == "new" else vehicle
    told = {"from_date": date(timezone.localdate().year, 3, 16), "weekdays": [0, 1, 2, 3, 4], **told}
    school = school or SchoolFactory()
    route = services.open_route(school=school, name=name, vehicle=vehicle, driver=driver, by=by, **told)
    for settlement, pupils, seats in stops:
        make_stop(by, route, settlement=settlement, pupils=pupils, seats=seats)
    return route


def make_stop(by, route, *, settlement="Borogueña", pupils=5, seats=None, **told):
    seats = pupils if seats is None else seats
    both = {"seats_entrada": seats, "seats_salida": seats}
    return services.add_stop(route=route, settlement=settlement, pupils=pupils, by=by, **{**both, **told})


def leg_of(route, direction=Direction.ENTRADA):
    return route.legs.select_related("route__school").get(direction=direction)


def say(by, route, day, said="came", direction=Direction.ENTRADA, **told) -> LegDay:
    return services.say_leg(leg=leg_of(route, direction), day=day, said=said, by=by, **told)


def make_proposal(by, school, *, vehicles=None, arrival="08:00", most_minutes=60) -> Job:
    """A job that has ended with the plan of a school's stops as they are; needs no OR-Tools."""
    found = selectors.settlements_of(selectors.planned_routes(school))
    vans = [rule.Van(one.pk, str(one), one.seats) for one in vehicles or selectors.vans()]
    task = rule.Task(selectors.site_of(school), found.places, vans, most_minutes, selectors.pace())
    told = {"school_id": school.pk, "vehicle_ids": [one.key for one in vans], "most_minutes": most_minutes}
    job = enqueue(selectors.PROPOSE, by=by, arrival=arrival, **told)
    address = reverse("transport:proposal_detail", args=[job.pk])
    job.result = {"next": address, "plan": services.plan_told(task, found, rule.inserted(task))}
    job.save(update_fields=["result"])
    return job
