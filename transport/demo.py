"""Transport at the demo UGEL: a route each of a kind, their papers, and five weeks of who came."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from core.jobs.services import run_inline
from core.strategies.demo import Demo
from core.tenancy.scope import scope
from partners.models import Partner
from schools.models import School, SchoolStaff
from schools.selectors.targets import latest_target
from transport import rule, services
from transport.enums import Equipment, LicenceClass, PaperKind, Said, VehicleKind
from transport.models import Driver, Leg, Route, Vehicle
from transport.rule import is_installed
from transport.selectors import PROPOSE

DAY = timedelta(days=1)
WEEKS = 5
# Of the first stops of a route, in degrees from its school.
AROUND = (("0.031", "0.042"), ("-0.027", "0.018"))


class Craft(NamedTuple):
    """A vehicle; `papers` are (kind, days until it ends), `lacks` is not on board, `seen` whether somebody looked."""

    kind: str
    name: str
    plate: str
    seats: int
    age: int | None
    papers: tuple[tuple[str, int], ...] = ()
    lacks: tuple[str, ...] = ()
    is_seen: bool = True


class Way(NamedTuple):
    """A route of the school at this place of the ámbito; stops are (settlement, need, seats, before, after)."""

    place: int
    name: str
    craft: int | None
    driver: int | None
    stops: tuple[tuple[str, int, int, int | None, int | None], ...]
    is_paid: bool = False


CRAFTS = (
    Craft(
        VehicleKind.VAN, "Combi de la municipalidad", "Z2B-614", 14, 6, ((PaperKind.SOAT, 210), (PaperKind.CITV, 18))
    ),
    Craft(VehicleKind.BUS, "Minibús de la mina", "Z4C-902", 22, 4, ((PaperKind.SOAT, 300), (PaperKind.CITV, 160))),
    Craft(
        VehicleKind.VAN,
        "Camioneta de la APAFA",
        "Z1A-377",
        9,
        11,
        ((PaperKind.CAT, -12), (PaperKind.CITV, 75)),
        (Equipment.FIRST_AID,),
    ),
    Craft(VehicleKind.BICYCLES, "Bicicletas de Rutas Solidarias", "", 16, None),
    Craft(VehicleKind.VAN, "Combi de reemplazo", "Z3D-118", 12, None, is_seen=False),
)
DRIVERS = (
    ("Hernán Coaquira Mamani", LicenceClass.A_IIB, 420),
    ("Nilda Ticona Quispe", LicenceClass.A_IIIC, 25),
    ("Abel Choque Ramos", LicenceClass.A_IIA, 300),
)
WAYS = (
    Way(
        0,
        "Ruta Alta",
        0,
        0,
        (("Pampa Alta", 6, 6, 55, 15), ("Cruce de Oconchay", 5, 5, 40, 10), ("Las Lomas", 4, 3, 25, 8)),
        True,
    ),
    Way(2, "Ruta del Valle", 1, 1, (("Chipe", 9, 9, 70, 20), ("Piñapa", 7, 7, 45, 15)), True),
    Way(4, "Ruta de la quebrada", 2, 2, (("Quebrada Honda", 8, 7, 60, 20),)),
    Way(5, "En bicicleta", 3, None, (("Camino al río", 11, 11, 45, 15),)),
    Way(7, "Ruta por cubrir", None, None, (("Alto Camiara", 6, 0, 80, None), ("El Golpe", 3, 0, None, None))),
)
# What became of both legs of the first routes, by weekday and then by turns; a blank day nobody told.
TURNS = ("VV", "VV", "TV", "VV", "NV", "VV", "VV", "VT", "  ", "VN", "VV", "VV")
LETTER = {"V": (Said.CAME, None), "T": (Said.LATE, 20), "N": (Said.ABSENT, None)}


def load(demo: Demo) -> None:
    """Tell it once, through the services people use."""
    with scope(demo.ugel):
        target = latest_target(year=demo.today.year, at=timezone.now())
        if target is None or Route.objects.exists() or not Partner.objects.exists():
            return
        entries = target.entries.filter(is_included=True).select_related("school")
        schools = sorted((entry.school for entry in entries), key=lambda school: school.national_key)
        # The demo's director works at one of them: hers is the first route.
        own = SchoolStaff.objects.on(None).filter(user=demo.people["director"]).values_list("school_id", flat=True)
        schools.sort(key=lambda school: school.pk not in set(own))
        by = demo.people["specialist"]
        crafts = [_craft(demo, one, by) for one in CRAFTS]
        drivers = [_driver(demo, *one, by) for one in DRIVERS]
        routes = [_route(demo, way, schools[way.place], (crafts, drivers)) for way in WAYS]
        for at, route in enumerate(routes[:4]):
            _tell_weeks(demo, route, at)
        if is_installed():
            keys = [crafts[at].pk for at in (0, 4)]
            told = {"school_id": routes[0].school_id, "vehicle_ids": keys, "arrival": "07:30", "most_minutes": 60}
            run_inline(PROPOSE, ugel=demo.ugel, by=by, **told)
        demo.say(f"transport: {len(routes)} routes, {len(crafts)} vehicles")


def _noon(day: date) -> datetime:
    return min(timezone.now(), timezone.make_aware(datetime.combine(day, time(12))))


def _craft(demo, craft: Craft, by) -> Vehicle:
    begun = _noon(demo.today - 60 * DAY)
    on_board = [str(one) for one in rule.ON_BOARD[VehicleKind(craft.kind)] if one not in craft.lacks]
    partner = Partner.objects.filter(is_active=True).order_by("pk").first() if craft.plate else None
    vehicle = services.register_vehicle(
        kind=craft.kind,
        name=craft.name,
        plate=craft.plate,
        seats=craft.seats,
        made_year=demo.today.year - craft.age if craft.age else None,
        partner=partner,
        equipment=on_board if craft.is_seen else [],
        equipment_date=demo.today - 50 * DAY if craft.is_seen else None,
        by=by,
        at=begun,
    )
    for number, (kind, left) in enumerate(craft.papers, start=101):
        told = {"kind": kind, "expires": demo.today + left * DAY, "number": f"{vehicle.pk:04}-{number}"}
        services.add_document(vehicle=vehicle, by=by, at=begun, **told)
    return vehicle


def _driver(demo, name: str, licence: str, left: int, by) -> Driver:
    told = {"licence_class": licence, "licence_expires": demo.today + left * DAY}
    return services.register_driver(name=name, by=by, at=_noon(demo.today - 60 * DAY), **told)


def _route(demo, way: Way, school: School, fleet: tuple[list[Vehicle], list[Driver]]) -> Route:
    (crafts, drivers), by = fleet, demo.people["specialist"]
    first = demo.today - 7 * WEEKS * DAY
    route = services.open_route(
        school=school,
        name=way.name,
        from_date=first,
        weekdays=[0, 1, 2, 3, 4],
        vehicle=None if way.craft is None else crafts[way.craft],
        driver=None if way.driver is None else drivers[way.driver],
        entrada_hour=time(7, 15),
        salida_hour=time(13, 15),
        by=by,
        at=_noon(first),
    )
    for at, (settlement, pupils, seats, before, after) in enumerate(way.stops):
        told = _point(school, at) | {
            "minutes_before": before,
            "minutes_after": after,
            "seats_entrada": seats,
            "seats_salida": seats,
        }
        services.add_stop(route=route, settlement=settlement, pupils=pupils, by=by, **told)
    if way.is_paid:
        partner = Partner.objects.filter(is_active=True).order_by("pk").first()
        until = demo.today + 90 * DAY
        services.ask_partner(route=route, partner=partner, until_date=until, by=by, is_asked=False)
    return route


def _point(school: School, at: int) -> dict:
    """Some kilometres from the school, each stop in another direction; nobody wrote down where the third one is."""
    if school.lat is None or at >= len(AROUND):
        return {}
    north, east = AROUND[at]
    return {"lat": school.lat + Decimal(north), "lon": school.lon + Decimal(east)}


def _tell_weeks(demo, route: Route, shift: int) -> None:
    """The weeks until yesterday by turns; today is for whoever opens the page."""
    legs = {leg.direction: leg for leg in Leg.objects.filter(route=route)}
    by, turn = demo.people["specialist"], shift * 3
    for back in range(7 * WEEKS, 0, -1):
        day = demo.today - back * DAY
        if day.weekday() not in route.weekdays or day < route.from_date:
            continue
        for direction, letter in zip(("entrada", "salida"), TURNS[turn % len(TURNS)], strict=True):
            if letter.strip():
                said, minutes = LETTER[letter]
                told = {"said": said, "late_minutes": minutes, "by": by, "at": _noon(day)}
                services.say_leg(leg=legs[direction], day=day, **told)
        turn += 1
