"""Two people at once on one leg, one seat or one vehicle: one is heard, the other reads why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from schools.tests.factories import SchoolFactory
from tests.races import at_once
from tests.world import make_person
from transport import services
from transport.models import LegDay
from transport.tests.factories import leg_of, make_route, make_vehicle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def rosa(norte_closed):
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte_closed)


@pytest.fixture
def route(norte_closed, elmer):
    with scope(norte_closed):
        return make_route(elmer, stops=[("Borogueña", 7, 7)])


def refusals(outcomes):
    return sorted(type(one).__name__ for one in outcomes if isinstance(one, DomainError))


def test_two_say_the_same_leg_and_the_second_reads_what_the_first_said(norte_closed, elmer, rosa, route):
    with scope(norte_closed):
        leg = leg_of(route)
    day = timezone.localdate()

    met = at_once(
        norte_closed,
        lambda: services.say_leg(leg=leg, day=day, said="came", by=rosa),
        lambda: services.say_leg(leg=leg, day=day, said="absent", by=elmer),
    )

    with scope(norte_closed):
        (row,) = LegDay.objects.select_related("said_by")
    assert refusals(met) == ["AlreadySaid"]
    (refusal,) = [one for one in met if isinstance(one, DomainError)]
    assert f"{row.said_by.full_name} ya dijo: «{row.words}»" in str(refusal)


def test_two_correct_the_same_word_and_one_stands(norte_closed, elmer, rosa, route):
    day = timezone.localdate()
    with scope(norte_closed):
        leg = leg_of(route)
        services.say_leg(leg=leg, day=day, said="came", by=rosa)

    met = at_once(
        norte_closed,
        lambda: services.say_leg(leg=leg, day=day, said="absent", version=1, by=rosa),
        lambda: services.say_leg(leg=leg, day=day, said="late", late_minutes=9, version=1, by=elmer),
    )

    with scope(norte_closed):
        assert (refusals(met), LegDay.objects.get().version) == (["AlreadySaid"], 2)


def test_two_take_the_last_seats(norte_closed, elmer, route):
    told = {"pupils": 4, "seats_entrada": 4, "seats_salida": 4, "by": elmer}

    met = at_once(
        norte_closed,
        lambda: services.add_stop(route=route, settlement="Chululuni", **told),
        lambda: services.add_stop(route=route, settlement="Cambaya", **told),
    )

    with scope(norte_closed):
        assert refusals(met) == ["SeatsFull"]
        assert set(route.legs.values_list("taken", flat=True)) == {11}


def test_a_vehicle_loses_seats_while_a_stop_takes_them(norte_closed, elmer, route):
    stop = {"settlement": "Chululuni", "pupils": 4, "seats_entrada": 4, "seats_salida": 4, "by": elmer}

    met = at_once(
        norte_closed,
        lambda: services.change_vehicle(vehicle=route.vehicle, seats=8, by=elmer),
        lambda: services.add_stop(route=route, **stop),
    )

    with scope(norte_closed):
        legs = set(route.legs.values_list("seats", "taken"))
    assert (refusals(met), legs) in ((["SeatsFull"], {(8, 7)}), (["SeatsInUse"], {(12, 11)}))


def test_a_route_is_opened_with_a_vehicle_that_changes(norte_closed, elmer):
    with scope(norte_closed):
        vehicle, school = make_vehicle(elmer, seats=12), SchoolFactory()
    first = timezone.localdate() - timedelta(days=9)
    told = {"name": "Ruta Baja", "from_date": first, "weekdays": [0, 1], "vehicle": vehicle, "by": elmer}

    at_once(
        norte_closed,
        lambda: services.open_route(school=school, **told),
        lambda: services.change_vehicle(vehicle=vehicle, seats=20, by=elmer),
    )

    with scope(norte_closed):
        assert set(vehicle.routes.get().legs.values_list("seats", flat=True)) == {20}


def test_the_same_plate_is_registered_twice_at_once_and_stands_once(norte_closed, elmer):
    met = at_once(
        norte_closed,
        *[lambda: services.register_vehicle(kind="van", name="Combi", plate="Z1A-234", seats=9, by=elmer)] * 2,
    )

    assert refusals(met) == ["PlateTaken"]
