"""Routes proposed: what is asked for, what a worker keeps, what the page says beside the routes that run."""

from datetime import date
from decimal import Decimal

import pytest

from core.jobs.models import Job
from core.jobs.services import JobFailed, run_inline
from core.strategies import settings as ugel_settings
from schools.models import School
from tests.queries import queries_of
from transport import rule, selectors
from transport.models import Leg, Route, Stop
from transport.tests.factories import make_driver, make_proposal, make_route, make_stop, make_vehicle

MOST_QUERIES = 14
needs_solver = pytest.mark.skipif(not rule.is_installed(), reason="OR-Tools, the `routing` extra, is not installed")


@pytest.fixture
def route(norte, elmer, school):
    """Nine pupils at three settlements: two are near the school, of the third nobody knows where it is."""
    route = make_route(elmer, school=school, driver=make_driver(elmer), entrada_hour="07:30")
    for at, (settlement, pupils, seats) in enumerate([("Borogueña", 4, 3), ("Chululuni", 3, 3)], start=1):
        point = {"lat": school.lat + Decimal(at) / 50, "lon": school.lon}
        make_stop(elmer, route, settlement=settlement, pupils=pupils, seats=seats, **point)
    make_stop(elmer, route, settlement="Nadie sabe", pupils=2)
    return route


def text(answer):
    return answer.content.decode()


def asked(route, **told):
    return {"vehicles": [route.vehicle_id], "arrival": "07:30", "most_minutes": "60", **told}


@needs_solver
def test_a_proposal_is_asked_worked_out_and_read_beside_the_routes_that_run(visit, norte, elmer, school, route):
    before = list(Route.objects.values()), list(Stop.objects.values()), list(Leg.objects.values())
    page = text(visit(elmer, "transport:routes_propose", school.pk))
    assert "Combi · 12 asientos" in page and "07:30" in page
    assert "2 estudiantes de anexos de los que nadie sabe dónde quedan" in page and "Nadie sabe · 2" in page

    answer = visit(elmer, "transport:routes_propose", school.pk, method="post", data=asked(route))
    job = Job.objects.get(dispatch__kind=selectors.PROPOSE)
    assert (answer.status_code, answer.url.endswith(job.get_absolute_url())) == (302, True)

    result = run_inline(selectors.PROPOSE, ugel=norte, by=elmer, **job.args)
    plan = result["plan"]
    # Two legs of 2.22 km, by 1.4 at 30 km/h 6.2 minutes each: so 7, and one to get on.
    assert [(one["name"], one["pupils"], one["minutes"]) for one in plan["trips"][0]["stops"]] == [
        ("Chululuni", 3, 16),
        ("Borogueña", 4, 8),
    ]
    assert (plan["seated"], plan["unseated"], plan["is_best"], plan["left_out"]) == (
        7,
        0,
        True,
        [{"name": "Nadie sabe", "pupils": 2}],
    )
    page = text(visit(elmer, "transport:proposal_detail", selectors.proposals().get().pk))
    assert "07:14" in page and "07:22" in page and "7 de 12 asientos" in page and "La mejor" in page
    assert "Borogueña → Chululuni → Nadie sabe" in page and "sin dato" in page  # the present one lacks a point
    assert f"?escuela={school.pk}" in page
    assert before == (list(Route.objects.values()), list(Stop.objects.values()), list(Leg.objects.values()))


def test_a_plan_without_a_bound_says_so_and_names_who_is_left(visit, norte, elmer, school, route):
    small = make_vehicle(elmer, seats=5, name="Auto")
    Stop.objects.filter(settlement="Nadie sabe").delete()
    job = make_proposal(elmer, school, vehicles=[small])
    page = text(visit(elmer, "transport:proposal_detail", job.pk))

    assert "Sin cota" in page and "5 de 7" in page and "5 de 5 asientos" in page
    assert "Sin asiento" in page and "quedan fuera" not in page
    assert sum(one["pupils"] for one in job.result["plan"]["waiting"]) == 2


def test_the_present_routes_are_counted_with_the_same_pace(norte, elmer, school, route):
    Stop.objects.filter(settlement="Nadie sabe").delete()
    (present,) = selectors.present_plan(school, selectors.planned_routes(school), selectors.pace())
    # Borogueña, back out to Chululuni and the whole way in: the stops in the order people gave them.
    assert (present.minutes, present.seated, present.waiting) == (22, 6, 1)

    ugel_settings.change(name=selectors.KMH, new_value=0)
    assert selectors.pace().kmh == 1


def test_bicycles_boats_and_routes_that_ended_are_not_planned(norte, elmer, school, route):
    bicycles = make_vehicle(elmer, kind="bicycles", papers=None, name="Bicicletas")
    make_route(elmer, school=school, name="En bicicleta", vehicle=bicycles, stops=[("Cerca", 2, 2)])
    make_route(elmer, school=school, name="Antes", to_date=date(2026, 8, 31), stops=[("Lejos", 2, 2)])
    make_route(elmer, school=school, name="Sin nada", vehicle=None, stops=[("Borogueña", 5, 0)])

    found = selectors.settlements_of(selectors.planned_routes(school))
    assert [(one.name, one.pupils) for one in found.places] == [("Borogueña", 9), ("Chululuni", 3)]
    assert found.left_out == [("Nadie sabe", 2)]
    assert bicycles not in selectors.vans()


@needs_solver
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"vehicles": []}, "Este campo es requerido"),
        ({"most_minutes": "1"}, "mayor o igual"),
        ({"arrival": "25:00"}, "hora válida"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_the_form(visit, elmer, school, route, told, words):
    answer = visit(elmer, "transport:routes_propose", school.pk, method="post", data=asked(route, **told))

    assert (answer.status_code, words in text(answer), Job.objects.count()) == (422, True, 0)


@needs_solver
def test_without_points_or_vehicles_in_use_a_page_says_what_is_missing(visit, norte, elmer, school, route):
    told = {"school_id": school.pk, "vehicle_ids": [route.vehicle_id], "arrival": "07:30", "most_minutes": 60}
    with pytest.raises(JobFailed, match="sigue en uso"):
        run_inline(selectors.PROPOSE, ugel=norte, by=elmer, **{**told, "vehicle_ids": []})
    Stop.objects.update(lat=None, lon=None)
    assert "Ninguna parada tiene coordenadas" in text(visit(elmer, "transport:routes_propose", school.pk))
    with pytest.raises(JobFailed, match="Falta un punto"):
        run_inline(selectors.PROPOSE, ugel=norte, by=elmer, **told)
    School.objects.filter(pk=school.pk).update(lat=None, lon=None)
    assert "La escuela no tiene coordenadas" in text(visit(elmer, "transport:routes_propose", school.pk))


def test_where_the_solver_is_missing_the_page_says_how_to_install_it_and_nothing_is_asked(
    visit, elmer, school, route, monkeypatch
):
    monkeypatch.setattr(rule, "is_installed", lambda: False)
    page = text(visit(elmer, "transport:routes_propose", school.pk))
    assert "pip install --require-hashes -r requirements-routing.lock" in page and "Buscar rutas" not in page

    answer = visit(elmer, "transport:routes_propose", school.pk, method="post", data=asked(route))
    assert (answer.status_code, "no está instalada" in text(answer), Job.objects.count()) == (422, True, 0)
    assert "Proponer rutas" in text(visit(elmer, "transport:school_routes", school.pk))


def test_pages_ask_the_database_as_often_for_many_stops_as_for_few(norte, elmer, school, route):
    job = make_proposal(elmer, school)
    pages = [("routes_propose", school.pk), ("proposal_detail", job.pk)]

    def counted():
        return [len(queries_of(elmer, f"transport:{name}", pk, ugel=norte)) for name, pk in pages]

    few = counted()
    for at in range(3):
        more = make_route(elmer, school=school, name=f"Ruta {at}")
        make_stop(elmer, more, settlement=f"Parada {at}", pupils=1, lat=school.lat, lon=school.lon)
    assert few == counted()
    assert max(few) <= MOST_QUERIES
