"""The rows of this app in the isolation matrix (tests/tenancy/matrix.py)."""

from datetime import timedelta

from django.utils import timezone

from core.accounts.enums import Role
from partners.tests.factories import PartnerFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from transport.tests.factories import make_driver, make_proposal, make_route, say

TABLE = """
                                                     head spec dire memb guar case regi oper neig anon
transport:route_list                          GET    200  200  403  403  403  403  200  404  404  in
transport:route_export                        GET    200  200  403  403  403  403  200  404  404  in
transport:route_create                        GET    200  200  403  403  403  403  403  404  404  in
transport:route_create                        POST   302  302  403  403  403  403  403  404  404  in
transport:route_detail {route}                GET    200  200  200  404  403  403  200  404  404  in
transport:route_edit {route}                  GET    200  200  403  403  403  403  403  404  404  in
transport:route_edit {route}                  POST   302  302  403  403  403  403  403  404  404  in
transport:route_pay {route}                   GET    200  200  403  403  403  403  403  404  404  in
transport:route_pay {route}                   POST   302  302  403  403  403  403  403  404  404  in
transport:route_substitutes {route}           GET    200  200  403  403  403  403  403  404  404  in
transport:stop_add {route}                    GET    200  200  403  403  403  403  403  404  404  in
transport:stop_add {route}                    POST   302  302  403  403  403  403  403  404  404  in
transport:stop_edit {stop}                    GET    200  200  403  403  403  403  403  404  404  in
transport:stop_edit {stop}                    POST   302  302  403  403  403  403  403  404  404  in
transport:stop_remove {stop}                  GET    405  405  403  403  403  403  403  404  404  in
transport:stop_remove {stop}                  POST   302  302  403  403  403  403  403  404  404  in
transport:vehicle_list                        GET    200  200  403  403  403  403  200  404  404  in
transport:vehicle_create                      GET    200  200  403  403  403  403  403  404  404  in
transport:vehicle_create                      POST   302  302  403  403  403  403  403  404  404  in
transport:vehicle_detail {vehicle}            GET    200  200  403  403  403  403  200  404  404  in
transport:vehicle_edit {vehicle}              GET    200  200  403  403  403  403  403  404  404  in
transport:vehicle_edit {vehicle}              POST   302  302  403  403  403  403  403  404  404  in
transport:document_add {vehicle}              GET    200  200  403  403  403  403  403  404  404  in
transport:document_add {vehicle}              POST   302  302  403  403  403  403  403  404  404  in
transport:driver_create                       GET    200  200  403  403  403  403  403  404  404  in
transport:driver_create                       POST   302  302  403  403  403  403  403  404  404  in
transport:driver_edit {driver}                GET    200  200  403  403  403  403  403  404  404  in
transport:driver_edit {driver}                POST   302  302  403  403  403  403  403  404  404  in
transport:school_routes {carried_school}      GET    200  200  200  404  403  403  200  404  404  in
transport:routes_propose {carried_school}      GET    200  200  403  403  403  403  403  404  404  in
transport:routes_propose {carried_school}      POST   302  302  403  403  403  403  403  404  404  in
transport:proposal_detail {proposal}          GET    200  200  403  403  403  403  403  404  404  in
transport:day_detail {leg_day}                GET    200  200  200  404  403  403  200  404  404  in
transport:month_show                          GET    200  200  403  403  403  403  200  404  404  in
transport:month_print                         GET    200  200  403  403  403  403  200  404  404  in
transport:month_sheet                         GET    200  200  200  200  403  403  403  404  404  in
transport:month_load                          GET    200  200  200  200  403  403  403  404  404  in
transport:month_load                          POST   422  422  422  422  403  403  403  404  404  in
"""


def posted_day(**told):
    """What is posted, its days told from today when it is posted."""
    return lambda: {
        name: (timezone.localdate() + timedelta(days=value)).isoformat() if isinstance(value, int) else value
        for name, value in told.items()
    }


EVERY_DAY = ["0", "1", "2", "3", "4", "5", "6"]
POSTED = {
    "transport:route_create": posted_day(school="{carried_school}", name="Ruta nueva", from_date=0, weekdays=EVERY_DAY),
    "transport:route_edit": posted_day(name="Ruta corregida", from_date=-40, weekdays=EVERY_DAY, vehicle="{vehicle}"),
    "transport:route_pay": posted_day(partner="{carrier}", until_date=90),
    "transport:routes_propose": {"vehicles": "{vehicle}", "arrival": "08:00", "most_minutes": "60"},
    "transport:stop_add": {"settlement": "Chululuni", "pupils": "2", "seats_entrada": "2", "seats_salida": "1"},
    "transport:stop_edit": {"settlement": "Borogueña", "pupils": "6", "seats_entrada": "6", "seats_salida": "6"},
    "transport:vehicle_create": {"kind": "van", "name": "Otra combi", "seats": "10"},
    "transport:vehicle_edit": {"kind": "van", "name": "Combi", "seats": "15", "is_active": "on"},
    "transport:document_add": posted_day(kind="permit", expires=200),
    "transport:driver_create": {"name": "Nilda Ticona"},
    "transport:driver_edit": {"name": "Julio Mamani", "licence_class": "A-IIIa", "is_active": "on"},
}


def things(people):
    """A route at the director's school with a stop and its papers, and what a leg was yesterday."""
    head, today = people[Role.UGEL_HEAD], timezone.localdate()
    begun = today - timedelta(days=40)
    school = SchoolFactory()
    if director := people.get(Role.SCHOOL_HEAD):
        SchoolStaff.objects.create(school=school, user=director, is_head=True, from_date=begun)
    told = {"from_date": begun, "weekdays": [0, 1, 2, 3, 4, 5, 6], "driver": make_driver(head)}
    route = make_route(head, school=school, stops=[("Borogueña", 6, 6)], **told)
    for direction in ("entrada", "salida"):
        word = say(head, route, today - timedelta(days=1), direction=direction)
    route.stops.update(lat="-17.55", lon="-70.70")
    return {
        "proposal": make_proposal(head, school).pk,
        "route": route.pk,
        "stop": route.stops.get().pk,
        "vehicle": route.vehicle_id,
        "driver": route.driver_id,
        "carried_school": school.pk,
        "carrier": PartnerFactory(created_by=head).pk,
        "leg_day": word.pk,
    }
