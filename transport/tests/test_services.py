"""Seats, papers, promises and words, as the services and the database hold them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from commitments.models import Commitment
from commitments.services import make_commitment, on_dates
from core.audit.models import Entry
from needs.enums import Category
from partners.tests.factories import OfferFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from transport import selectors, services
from transport.enums import PaperKind, SafetyState
from transport.models import Document, EarlierWord, Leg, LegDay, Route, RouteCommitment, Stop, Vehicle
from transport.tests.factories import DAY, make_driver, make_route, make_stop, make_vehicle, say

TODAY = date(2026, 9, 16)


def promise(school, partner, by):
    return make_commitment(
        school=school,
        parts=on_dates([TODAY], Decimal(1)),
        promiser="partner",
        partner=partner,
        what="Movilidad",
        unit="mes",
        category=Category.TRANSPORT,
        by=by,
    )


def taken(route):
    return dict(route.legs.values_list("direction", "taken"))


def test_a_route_has_both_legs_with_the_seats_of_its_vehicle(norte, elmer):
    route = make_route(elmer, vehicle=make_vehicle(elmer, seats=12))

    assert set(route.legs.values_list("direction", "seats", "taken")) == {("entrada", 12, 0), ("salida", 12, 0)}
    assert Entry.objects.filter(verb="transport.route_opened", school_id=route.school_id).count() == 1


def test_seats_are_counted_for_each_leg_by_itself(norte, elmer):
    route = make_route(elmer, stops=[("Borogueña", 8, 8)])
    make_stop(elmer, route, settlement="Chululuni", pupils=6, seats_entrada=4, seats_salida=1)

    assert taken(route) == {"entrada": 12, "salida": 9}


def test_a_seat_too_many_is_refused_with_how_many_are_left(norte, elmer):
    route = make_route(elmer, stops=[("Borogueña", 8, 8)])

    with pytest.raises(services.SeatsFull, match="A la entrada quedan 4 asientos de 12 y pide 5"):
        make_stop(elmer, route, settlement="Chululuni", pupils=5)
    make_stop(elmer, route, settlement="Chululuni", pupils=5, seats=3)
    with pytest.raises(services.SeatsFull, match=r"queda 1 asiento de 12 y pide 2\. Baje el número"):
        make_stop(elmer, route, settlement="Cambaya", pupils=2)
    make_stop(elmer, route, settlement="Cambaya", pupils=1)
    assert taken(route) == {"entrada": 12, "salida": 12}


def test_a_stop_may_keep_its_own_seats_when_it_is_changed_and_gives_them_back(norte, elmer):
    route = make_route(elmer, stops=[("Borogueña", 12, 12)])
    stop = route.stops.get()
    told = {"settlement": "Borogueña", "pupils": 12, "seats_entrada": 12, "seats_salida": 3, "position": None}
    services.change_stop(stop=stop, by=elmer, **told)
    assert taken(route) == {"entrada": 12, "salida": 3}

    services.remove_stop(stop=stop, by=elmer)
    assert taken(route) == {"entrada": 0, "salida": 0}


def test_the_database_holds_the_seats_whoever_writes(norte, elmer):
    route = make_route(elmer, stops=[("Borogueña", 8, 8)])
    known = {"route": route, "position": 2, "settlement": "Chululuni", "pupils": 9, "seats_entrada": 5}

    with pytest.raises(IntegrityError, match="transport_leg_seats"), transaction.atomic():
        Stop.objects.create(**known)
    with pytest.raises(IntegrityError, match="transport_leg_seats"), transaction.atomic():
        Stop.objects.update(pupils=40, seats_salida=13)
    other = make_route(elmer, name="Otra")
    with pytest.raises(DatabaseError, match="stays on its route"), transaction.atomic():
        Stop.objects.update(route=other)
    assert taken(route) == {"entrada": 8, "salida": 8}


def test_more_seats_than_pupils_and_the_same_stop_twice_are_refused(norte, elmer):
    route = make_route(elmer, stops=[("Borogueña", 3, 3)])

    with pytest.raises(services.MoreSeatsThanPupils):
        make_stop(elmer, route, settlement="Chululuni", pupils=2, seats=3)
    with pytest.raises(services.StopTwice):
        make_stop(elmer, route, settlement="  Borogueña ", pupils=1)


def test_a_settlement_of_the_registry_brings_its_point_and_a_typed_one_none(norte, elmer):
    known = SchoolFactory(centre="CHULULUNI", centre_code="2303020014")
    route = make_route(elmer)
    make_stop(elmer, route, settlement="Chululuni")
    make_stop(elmer, route, settlement="Pampa sin nombre", pupils=1)

    first, second = route.stops.order_by("position")
    assert (first.centre_code, first.lat, first.lon) == ("2303020014", known.lat, known.lon)
    assert (second.centre_code, second.lat, second.position) == ("", None, 2)


def test_a_smaller_vehicle_is_refused_while_its_seats_are_taken(norte, elmer):
    small = make_vehicle(elmer, seats=6)
    route = make_route(elmer, stops=[("Borogueña", 8, 8)])
    told = {"name": route.name, "from_date": route.from_date, "to_date": None, "weekdays": [0], "driver": None}

    with pytest.raises(services.VehicleTooSmall):
        services.change_route(route=route, vehicle=small, by=elmer, **told)
    with pytest.raises(services.VehicleTooSmall):
        services.change_route(route=route, vehicle=None, by=elmer, **told)
    with pytest.raises(services.SeatsInUse):
        services.change_vehicle(vehicle=route.vehicle, seats=7, by=elmer)
    services.change_vehicle(vehicle=route.vehicle, seats=9, by=elmer)
    assert set(route.legs.values_list("seats", flat=True)) == {9}


def test_refusals_of_routes_and_vehicles_have_their_names(norte, elmer, school):
    make_route(elmer, school=school, vehicle=make_vehicle(elmer, plate="z1a-234"))

    with pytest.raises(services.NameTaken):
        make_route(elmer, school=school)
    with pytest.raises(services.RouteUpsideDown):
        make_route(elmer, name="Otra", to_date=date(2026, 1, 1))
    with pytest.raises(services.PlateTaken):
        make_vehicle(elmer, plate="Z1A-234")
    make_driver(elmer, licence_number="q123")
    with pytest.raises(services.LicenceTaken):
        make_driver(elmer, licence_number="Q123")
    vehicle = Vehicle.objects.get(plate="Z1A-234")
    paper = vehicle.documents.first()
    with pytest.raises(services.PaperRegistered):
        services.add_document(vehicle=vehicle, kind=paper.kind, expires=paper.expires, by=elmer)


def test_an_expired_paper_takes_safe_away_in_the_list_and_by_the_rule_alike(norte, elmer):
    good, late, none = (make_vehicle(elmer, papers=left) for left in (90, -1, None))
    routes = [
        make_route(elmer, vehicle=one, driver=make_driver(elmer), name=str(at))
        for at, one in enumerate((good, late, none))
    ]
    tired = make_route(elmer, vehicle=good, driver=make_driver(elmer, expires=-1), name="licencia")

    judged = {
        route.pk: selectors.verdict_of(route, day=TODAY, limits=selectors.limits()).state
        for route in selectors.with_list_columns(Route.objects.all())
    }
    assert [judged[one.pk] for one in routes] == [SafetyState.SAFE, SafetyState.UNSAFE, SafetyState.UNKNOWN]
    assert set(Route.objects.with_expired(TODAY)) == {routes[1], tired}
    assert set(Vehicle.objects.with_papers_in_force(TODAY)) == {good}

    services.add_document(vehicle=late, kind=PaperKind.CAT, expires=TODAY + 9 * DAY, by=elmer)
    services.add_document(vehicle=late, kind=PaperKind.CITV, expires=TODAY, by=elmer)
    assert set(Route.objects.with_expired(TODAY)) == {tired}
    assert set(Vehicle.objects.with_papers_in_force(TODAY)) == {good, late}
    assert Document.objects.filter(vehicle=late).count() == 4


def test_a_leg_is_said_once_corrected_and_what_was_said_stays(norte, elmer, rosa, school):
    route = make_route(elmer, school=school, stops=[("Borogueña", 7, 7)])
    first = say(rosa, route, TODAY, "absent")
    assert (first.pupils, first.version) == (7, 1)
    with pytest.raises(services.AlreadySaid, match="Rosa Quispe ya dijo: «No vino»"):
        say(elmer, route, TODAY, "came")

    make_stop(elmer, route, settlement="Chululuni", pupils=2)
    fixed = say(elmer, route, TODAY, "late", late_minutes=25, version=1)
    assert (fixed.pk, fixed.words, fixed.version, fixed.pupils) == (first.pk, "Vino 25 min tarde", 2, 7)
    assert [(one.words, one.said_by) for one in EarlierWord.objects.all()] == [("No vino", rosa)]
    assert Entry.objects.filter(verb__in=["transport.leg_lost", "transport.day_corrected"]).count() == 2


def test_the_same_word_again_is_no_correction(norte, elmer):
    route = make_route(elmer)
    say(elmer, route, TODAY)
    say(elmer, route, TODAY, version=1)

    assert (LegDay.objects.get().version, EarlierWord.objects.count()) == (1, 0)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_what_was_said_before(norte, elmer, change):
    route = make_route(elmer)
    say(elmer, route, TODAY)
    say(elmer, route, TODAY, "absent", version=1)

    with pytest.raises(DatabaseError, match="what was said before stays"), transaction.atomic():
        EarlierWord.objects.update(said="no_class") if change == "update" else EarlierWord.objects.all().delete()


@pytest.mark.parametrize(
    ("day", "said", "minutes", "error"),
    [
        (TODAY + DAY, "came", None, services.DayToCome),
        (date(2026, 9, 13), "came", None, services.NotThatDay),
        (date(2026, 3, 13), "came", None, services.NotThatDay),
        (TODAY, "late", None, services.MinutesMissing),
        (TODAY, "late", 601, services.MinutesMissing),
    ],
    ids=["tomorrow", "sunday", "before the route", "late without minutes", "ten hours late"],
)
def test_what_cannot_be_said_is_refused(norte, elmer, day, said, minutes, error):
    route = make_route(elmer)

    with pytest.raises(error):
        say(elmer, route, day, said, late_minutes=minutes)
    assert not LegDay.objects.exists()


def test_minutes_stand_with_late_alone(norte, elmer):
    route = make_route(elmer)
    say(elmer, route, TODAY, "came", late_minutes=15)

    assert LegDay.objects.get().late_minutes is None
    with pytest.raises(IntegrityError, match="transport_legday_said"), transaction.atomic():
        LegDay.objects.update(late_minutes=5)


def test_a_promise_of_its_school_pays_a_route_once(norte, elmer, school):
    route, other = make_route(elmer, school=school), make_route(elmer, school=school, name="Ruta Baja")
    partner = PartnerFactory(created_by=elmer)
    paying, elsewhere = promise(school, partner, elmer), promise(SchoolFactory(), partner, elmer)
    assert list(selectors.payable(route)) == [paying]

    services.link_promise(route=route, commitment=paying, by=elmer)
    with pytest.raises(services.AlreadyPays):
        services.link_promise(route=other, commitment=paying, by=elmer)
    with pytest.raises(services.OfOtherSchool):
        services.link_promise(route=other, commitment=elsewhere, by=elmer)
    link = RouteCommitment.objects.get()
    assert (link.origin, link.origin_url) == (f"Ruta Alta · {school}", route.get_absolute_url())
    assert not selectors.payable(other).exists()


def test_a_partner_is_asked_to_pay_the_route_month_by_month(norte, elmer, school):
    route = make_route(elmer, school=school)
    partner = PartnerFactory(created_by=elmer)
    services.ask_partner(route=route, partner=partner, until_date=date(2026, 12, 31), by=elmer)

    promise = Commitment.objects.get()
    due = list(promise.instalments.order_by("due_date").values_list("due_date", flat=True))
    assert due == [date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)]
    assert (promise.category, promise.strategy, promise.what) == (
        "transport",
        "transport",
        "Transporte escolar: Ruta Alta",
    )


def test_who_could_substitute_stands_with_the_nearest_first(norte, elmer):
    owner = PartnerFactory(name="Dueño", created_by=elmer)
    route = make_route(elmer, vehicle=make_vehicle(elmer, partner=owner))
    told = {"category": Category.TRANSPORT, "from_date": TODAY - DAY}
    anywhere = OfferFactory(partner=PartnerFactory(name="B", created_by=elmer), **told)
    near = OfferFactory(partner=PartnerFactory(name="Z", created_by=elmer), territory=route.school.district, **told)
    OfferFactory(partner=owner, **told)
    OfferFactory(partner=PartnerFactory(name="Vencida", created_by=elmer), to_date=TODAY - DAY, **told)
    OfferFactory(partner=PartnerFactory(name="Agua", created_by=elmer), **{**told, "category": Category.WATER})

    assert list(selectors.substitutes(route)) == [near, anywhere]


def test_an_expired_credential_counts_and_bicycles_ask_no_licence(norte, elmer):
    driver = make_driver(elmer, credential_expires=TODAY - DAY)
    van = make_route(elmer, vehicle=make_vehicle(elmer, papers=90), driver=driver)
    wheels = make_vehicle(elmer, kind="bicycles", papers=None, name="Bicis")
    make_route(elmer, vehicle=wheels, driver=make_driver(elmer, expires=-1), name="En bicicleta")

    assert list(Route.objects.with_expired(TODAY)) == [van]


def test_what_ends_is_told_once_and_not_where_it_was_renewed(norte, elmer):
    vehicle = make_vehicle(elmer, papers=5, name="Combi de Ilabaya")
    route = make_route(elmer, vehicle=vehicle, driver=make_driver(elmer, expires=8))
    services.add_document(vehicle=vehicle, kind=PaperKind.SOAT, expires=TODAY + 365 * DAY, by=elmer)

    found = selectors.expiring_between(TODAY, TODAY + timedelta(days=30))

    assert [(one.day, one.what) for one in found] == [
        (TODAY + 5 * DAY, "Inspección técnica (CITV) · Combi de Ilabaya"),
        (TODAY + 8 * DAY, "Ruta Alta"),
    ]
    assert found[1].url == route.get_absolute_url()


def test_the_board_of_a_month_says_what_nobody_told(norte, elmer):
    make_route(elmer, stops=[("Borogueña", 7, 7)])
    route = Route.objects.get()
    say(elmer, route, date(2026, 9, 1), "absent")
    say(elmer, route, date(2026, 9, 2), "late", late_minutes=15)
    say(elmer, route, date(2026, 9, 3), "no_class")

    entrada, salida = selectors.board_of(2026, 9)

    # 12 days from Monday to Friday until the 16th, three of which are told.
    assert [cell.code for cell in entrada.cells[:7]] == ["N", "T15", "S", "?", "", "", "?"]
    assert (entrada.ran, entrada.absent, entrada.unknown, entrada.lost) == (1, 1, 9, 7)
    assert (salida.ran, salida.unknown, salida.lost) == (0, 12, None)
    assert timezone.localdate() == TODAY and Leg.objects.count() == 2
