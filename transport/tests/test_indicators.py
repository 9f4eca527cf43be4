"""Seats, trips and lost days worked by hand, their edges, and another UGEL beside them."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from schools.services.calendar import open_school_year, save_closure, save_term
from transport.enums import Direction
from transport.indicators import LOST, ON_TIME_TRIPS, PAPERS, RUN, SEATS, TOLD
from transport.report_sections import build_transport
from transport.selectors import board_of
from transport.services import add_document
from transport.tests.factories import DAY, make_route, make_stop, make_vehicle, say

LIMA = ZoneInfo("America/Lima")
NOW = datetime(2026, 9, 16, 12, tzinfo=LIMA)
MONDAY = date(2026, 9, 7)


def frame(at=NOW + timedelta(minutes=5), start=date(2026, 1, 1)):
    return Frame(period_start=start, period_end=date(2026, 12, 31), cut_off=at)


def amounts(indicator, **when):
    """By direction: (numerator, denominator)."""
    rows = indicator.amounts(frame(**when)).order_by("route_id", "direction")
    return [(row.direction, row.numerator_amount, row.denominator_amount) for row in rows]


@pytest.fixture
def route(norte, elmer):
    """Fifteen need a seat in a van of twelve; all twelve go in, nine come home with it."""
    route = make_route(elmer, stops=[("Borogueña", 8, 8)])
    make_stop(elmer, route, settlement="Chululuni", pupils=7, seats_entrada=4, seats_salida=1)
    return route


def test_seats_of_each_leg_by_hand_and_a_route_without_stops_is_unknown(elmer, route):
    make_route(elmer, name="Sin paradas")

    assert amounts(SEATS) == [("entrada", 12, 15), ("salida", 9, 15), ("entrada", None, None), ("salida", None, None)]


def test_trips_by_hand(elmer, route):
    # In: came, 10 late, 11 late, did not come, no class: 3 of 4 ran, 2 of 4 in time. Home: nobody said a word.
    for at, (said, minutes) in enumerate([("came", None), ("late", 10), ("late", 11), ("absent", None)]):
        say(elmer, route, MONDAY + at * DAY, said, late_minutes=minutes)
    say(elmer, route, MONDAY + 4 * DAY, "no_class")

    assert amounts(RUN) == [("entrada", 3, 4), ("salida", None, None)]
    assert amounts(ON_TIME_TRIPS) == [("entrada", 2, 4), ("salida", None, None)]


def test_lost_days_count_the_pupils_who_had_a_seat_that_day(elmer, route):
    say(elmer, route, MONDAY, "absent")
    say(elmer, route, MONDAY, "absent", Direction.SALIDA)
    stop = route.stops.get(settlement="Chululuni")
    stop.delete()
    say(elmer, route, MONDAY + DAY, "came")

    # 12 lost of the 12 of Monday and the 8 of Tuesday; the way home is no day of class.
    assert amounts(LOST) == [("entrada", 12, 20)]


def test_what_was_said_after_the_cut_off_or_in_another_period_does_not_count(elmer, route):
    say(elmer, route, MONDAY)

    assert amounts(RUN, at=NOW - timedelta(days=1)) == []
    assert amounts(RUN, start=MONDAY + DAY) == [("entrada", None, None), ("salida", None, None)]


def test_planned_trips_are_days_of_school_of_the_route_and_unknown_without_calendar(elmer, route):
    say(elmer, route, MONDAY)
    say(elmer, route, MONDAY + DAY, "no_class")
    assert amounts(TOLD) == [("entrada", None, None), ("salida", None, None)]

    year = open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5], by=elmer)
    save_term(school_year=year, name="III", from_date=date(2026, 9, 7), to_date=date(2026, 12, 18), by=elmer)
    save_closure(kind="other", reason="Paro", from_date=MONDAY + 2 * DAY, to_date=MONDAY + 2 * DAY, by=elmer)

    # 7 to 15 September are seven weekdays, one of which is closed; today, the 16th, is still to be told.
    assert amounts(TOLD) == [("entrada", 2, 6), ("salida", 0, 6)]
    say(elmer, route, NOW.date())
    assert amounts(TOLD) == [("entrada", 2, 6), ("salida", 0, 6)]


def test_a_day_that_the_calendar_closes_later_is_no_trip_and_no_lost_day(elmer, route):
    say(elmer, route, MONDAY, "absent")
    say(elmer, route, MONDAY + DAY, "absent")
    year = open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5], by=elmer)
    save_term(school_year=year, name="III", from_date=MONDAY, to_date=date(2026, 12, 18), by=elmer)
    assert amounts(LOST) == [("entrada", 24, 24)]

    save_closure(kind="other", reason="Paro", from_date=MONDAY, to_date=MONDAY, by=elmer)

    assert (amounts(LOST), amounts(RUN)[0]) == ([("entrada", 12, 12)], ("entrada", 0, 1))
    report = build_transport(SimpleNamespace(frame=frame()))
    assert (report["absent"], report["lost"]) == (1, 12)
    (lane, _home) = board_of(2026, 9)
    assert (lane.absent, lane.lost, lane.cells[6].code) == (1, 12, "N")


def test_a_correction_after_the_cut_off_is_undone(elmer, route):
    said = say(elmer, route, MONDAY, "absent", at=NOW)
    say(elmer, route, MONDAY, "late", late_minutes=30, version=said.version, at=NOW + timedelta(hours=1))
    say(elmer, route, MONDAY, "came", version=2, at=NOW + timedelta(hours=2))

    def at(hours):
        when = NOW + timedelta(hours=hours)
        return amounts(LOST, at=when)[0][1:], amounts(RUN, at=when)[0][1:], amounts(ON_TIME_TRIPS, at=when)[0][1:]

    assert at(0.5) == ((12, 12), (0, 1), (0, 1))
    assert at(1.5) == ((0, 12), (1, 1), (0, 1))
    assert at(2.5) == ((0, 12), (1, 1), (1, 1))


def test_papers_written_down_after_the_cut_off_were_not_known(norte, elmer):
    with time_machine.travel(NOW - timedelta(hours=1)):
        vehicle = make_vehicle(elmer, papers=None)
        make_route(elmer, vehicle=vehicle)
    add_document(vehicle=vehicle, kind="soat", expires=date(2027, 1, 1), by=elmer, at=NOW)
    unknown = PAPERS.apart["unknown"][1]

    assert [unknown(frame(at=at)).count() for at in (NOW - timedelta(seconds=1), NOW)] == [1, 0]


def test_vehicles_with_papers_in_force_by_hand(norte, elmer):
    kinds = [("van", 90), ("van", -1), ("van", None), ("bicycles", None)]
    for at, (kind, left) in enumerate(kinds):
        vehicle = make_vehicle(elmer, kind=kind, papers=left, name=str(at))
        make_route(elmer, vehicle=vehicle, name=str(at))
    make_vehicle(elmer, name="sin ruta")
    asked = frame()

    def names(rows):
        return sorted(rows(asked).values_list("name", flat=True))

    assert names(PAPERS.eligible) == ["0", "1", "2"]
    assert names(PAPERS.achieved) == ["0"]
    assert {key: names(rows) for key, (_label, rows) in PAPERS.apart.items()} == {"lacking": ["1"], "unknown": ["2"]}


def test_legs_and_vehicles_are_named_without_anybodys_name(elmer, route):
    leg = route.legs.get(direction="entrada")
    member = SEATS.named([leg.pk])[leg.pk]
    assert (member.name, member.url) == ("Ruta Alta · Entrada", route.get_absolute_url())

    vehicle = PAPERS.named([route.vehicle_id])[route.vehicle_id]
    assert (vehicle.name, vehicle.url) == ("Combi", route.vehicle.get_absolute_url())


def test_the_report_tells_routes_and_says_what_nobody_told(elmer, route):
    say(elmer, route, MONDAY, "absent")
    told = build_transport(SimpleNamespace(frame=frame()))

    assert {key: told[key] for key in ("total", "came", "late", "absent", "lost", "routes", "silent")} == {
        "total": 1,
        "came": 0,
        "late": 0,
        "absent": 1,
        "lost": 12,
        "routes": 1,
        "silent": 1,
    }
    assert [(row["seated"], row["needing"], row["ran"], row["told"]) for row in told["rows"]] == [
        (12, 15, 0, 1),
        (9, 15, None, None),
    ]
    assert (told["in_force"], told["vehicles"]) == (1, 1)


def test_another_ugel_is_counted_apart_and_the_region_reads_both(norte, sur, elmer, route, delia):
    say(elmer, route, MONDAY)
    with scope(sur):
        assert amounts(RUN) == []
        make_route(delia)
    with region_scope([norte, sur]):
        parts = [SEATS.amounts, RUN.amounts, TOLD.amounts, LOST.amounts, PAPERS.eligible]
        found = [sorted(set(rows(frame()).values_list("ugel_id", flat=True))) for rows in parts]
    assert found == [sorted([norte.pk, sur.pk])] * 5
