import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from commitments.models import Commitment
from needs.enums import Category
from partners.tests.factories import OfferFactory, PartnerFactory
from schools.models import School
from schools.services.calendar import open_school_year, save_closure, save_term
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from transport import services
from transport.enums import Direction
from transport.models import Driver, EarlierWord, LegDay, Route, Stop, Vehicle
from transport.selectors import school_states
from transport.tests.factories import DAY, leg_of, make_driver, make_route, make_stop, make_vehicle, say

TODAY = date(2026, 9, 16)
WEEK = ["0", "1", "2", "3", "4"]
MOST_QUERIES = 14


@pytest.fixture
def route(norte, elmer, school):
    return make_route(elmer, school=school, driver=make_driver(elmer), stops=[("Borogueña", 7, 7)])


def text(answer):
    return answer.content.decode()


def test_a_specialist_makes_a_route_with_stops_until_the_seats_are_full(visit, norte, elmer, school):
    van = {"kind": "van", "name": "Combi", "plate": "z1a 234", "seats": "9"}
    visit(elmer, "transport:vehicle_create", method="post", data=van)
    vehicle = Vehicle.objects.get(plate="Z1A234")
    told = {
        "school": school.pk,
        "name": "Ruta Alta",
        "vehicle": vehicle.pk,
        "weekdays": WEEK,
        "from_date": "2026-03-16",
    }
    told |= {"entrada_hour": "07:15", "salida_hour": "13:15"}
    page = text(visit(elmer, "transport:route_create", method="post", data=told, follow=True))
    assert "La ruta no tiene paradas todavía" in page and "07:15" in page

    route = Route.objects.get()
    stop = {"settlement": "Borogueña", "pupils": "7", "seats_entrada": "7", "seats_salida": "7", "minutes_before": "60"}
    page = text(visit(elmer, "transport:stop_add", route.pk, method="post", data=stop, follow=True))
    assert "antes 60 min" in page and "2 asientos libres de 9" in page
    other = {"settlement": "Chululuni", "pupils": "4", "seats_entrada": "4", "seats_salida": "2"}
    answer = visit(elmer, "transport:stop_add", route.pk, method="post", data=other)
    assert (answer.status_code, "A la entrada quedan 2 asientos de 9 y pide 4" in text(answer)) == (422, True)
    page = text(
        visit(elmer, "transport:stop_add", route.pk, method="post", data={**other, "seats_entrada": "2"}, follow=True)
    )
    assert "0 asientos libres de 9" in page and "Faltan 2" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"pupils": "0"}, "mayor o igual"),
        ({"seats_entrada": "9"}, "No puede haber más estudiantes con asiento"),
        ({"settlement": "Borogueña"}, "Esa parada ya está en la ruta"),
        ({"lat": "-17.5"}, "Escriba latitud y longitud, las dos, o ninguna"),
        ({"lat": "-117.5", "lon": "-70"}, "Revise las coordenadas"),
    ],
)
def test_a_stop_that_cannot_be_is_refused_at_the_form(visit, elmer, route, data, words):
    told = {"settlement": "Chululuni", "pupils": "4", "seats_entrada": "1", "seats_salida": "1", **data}
    answer = visit(elmer, "transport:stop_add", route.pk, method="post", data=told)

    assert (answer.status_code, words in text(answer), Stop.objects.count()) == (422, True, 1)


def test_a_route_is_corrected_and_a_stop_leaves_it(visit, elmer, route):
    told = {"name": "Ruta Alta", "weekdays": ["0", "2"], "from_date": "2026-03-16", "to_date": "2026-03-01"}
    answer = visit(elmer, "transport:route_edit", route.pk, method="post", data={**told, "vehicle": route.vehicle_id})
    assert (answer.status_code, "El fin no puede ser anterior" in text(answer)) == (422, True)
    answer = visit(elmer, "transport:route_edit", route.pk, method="post", data={**told, "to_date": ""})
    assert "menos asientos que los estudiantes que ya viajan" in text(answer)

    stop = route.stops.get()
    changed = {"settlement": "Borogueña", "pupils": "5", "seats_entrada": "5", "seats_salida": "5"}
    assert "Todos con asiento" in text(
        visit(elmer, "transport:stop_edit", stop.pk, method="post", data=changed, follow=True)
    )
    visit(elmer, "transport:stop_remove", stop.pk, method="post")
    visit(elmer, "transport:route_edit", route.pk, method="post", data={**told, "to_date": ""})
    route.refresh_from_db()
    assert (route.weekdays, route.vehicle, Stop.objects.count()) == ([0, 2], None, 0)


def test_what_was_said_before_a_correction_is_read_beside_it(visit, rosa, elmer, route):
    first = say(rosa, route, TODAY, "absent")
    services.say_leg(leg=first.leg, day=TODAY, said="came", note="Llegó a las 8", by=elmer, version=1)

    page = text(visit(rosa, "transport:day_detail", first.pk))
    assert "Llegó a las 8" in page and "Lo que se dijo antes" in page and EarlierWord.objects.count() == 1
    assert f"/semana/{TODAY}/" in page


def test_the_school_sees_its_own_routes_and_not_the_neighbours(visit, elmer, rosa, school, route):
    other = make_route(elmer, name="Ruta Lejana")
    word = say(elmer, other, TODAY)

    assert "Ruta Alta" in text(visit(rosa, "transport:school_routes", school.pk))
    hidden = [
        ("school_routes", other.school_id),
        ("route_detail", other.pk),
        ("day_detail", word.pk),
    ]
    assert [visit(rosa, f"transport:{name}", pk).status_code for name, pk in hidden] == [404] * 3


def test_who_drives_is_read_by_whoever_manages_routes_alone(visit, elmer, rosa, raul, route):
    assert "Julio Mamani" in text(visit(elmer, "transport:route_detail", route.pk))
    assert "Julio Mamani" in text(visit(elmer, "transport:vehicle_list"))
    for person, name, args in (
        (rosa, "route_detail", [route.pk]),
        (raul, "route_detail", [route.pk]),
        (raul, "vehicle_list", []),
        (raul, "route_list", []),
    ):
        assert "Julio" not in text(visit(person, f"transport:{name}", *args)), name


def test_the_list_is_narrowed_and_exported_as_it_is(visit, elmer, route):
    expired = make_vehicle(elmer, papers=-1)
    make_route(elmer, name="Ruta Vencida", vehicle=expired, school=SchoolFactory(name="IE Lejana"))
    make_route(elmer, name="Ruta Nueva", vehicle=None, stops=[("Cambaya", 3, 0)])
    make_route(elmer, name="Ruta Antigua", to_date=TODAY - DAY)
    say(elmer, route, TODAY, "absent")
    names = ["Ruta Alta", "Ruta Vencida", "Ruta Nueva", "Ruta Antigua"]

    def shown(query, url="route_list"):
        page = text(visit(elmer, f"transport:{url}", query=query)) if url == "route_list" else export(query)
        return [name for name in names if name in page]

    def export(query):
        answer = visit(elmer, "transport:route_export", query=f"formato=csv&{query}")
        return b"".join(answer.streaming_content).decode()

    expected = {
        "": names[:3],
        "estado=vencidos": ["Ruta Vencida"],
        "estado=sin-asiento": ["Ruta Nueva"],
        "estado=sin-vehiculo": ["Ruta Nueva"],
        "estado=hoy-no-vino": ["Ruta Alta"],
        "estado=terminadas": ["Ruta Antigua"],
        "q=cambaya": ["Ruta Nueva"],
        "q=lejana": ["Ruta Vencida"],
        "tipo=bus": [],
    }
    assert {query: shown(query) for query in expected} == expected
    assert {query: shown(query, "export") for query in expected} == expected
    book = load_workbook(io.BytesIO(visit(elmer, "transport:route_export").content))
    assert sorted(row[2].value for row in book.active.iter_rows(min_row=2)) == sorted(names[:3])


def test_an_expired_paper_shows_and_its_renewal_makes_it_safe(visit, elmer, norte, school):
    vehicle = make_vehicle(elmer, papers=-1)
    route = make_route(elmer, school=school, vehicle=vehicle, driver=make_driver(elmer))
    assert "No es segura" in text(visit(elmer, "transport:route_detail", route.pk))
    assert school_states(School.objects.all()) == {school.pk: "unsafe"}

    for kind in ("soat", "citv"):
        told = {"kind": kind, "number": "123", "expires": "2027-09-16"}
        visit(elmer, "transport:document_add", vehicle.pk, method="post", data=told)
    assert "No es segura" not in text(visit(elmer, "transport:route_detail", route.pk))
    again = visit(elmer, "transport:document_add", vehicle.pk, method="post", data=told)
    assert (again.status_code, "ya está registrado" in text(again)) == (422, True)


def test_a_driver_is_registered_and_corrected(visit, elmer, norte):
    told = {"name": "Nilda Ticona", "licence_class": "A-IIIc", "licence_number": "q1", "licence_expires": "2027-01-01"}
    visit(elmer, "transport:driver_create", method="post", data=told)
    answer = visit(elmer, "transport:driver_create", method="post", data={**told, "name": "Otra"})
    assert "Ya hay una persona con ese número de licencia" in text(answer)

    driver = Driver.objects.get()
    visit(elmer, "transport:driver_edit", driver.pk, method="post", data={**told, "licence_expires": "2028-01-01"})
    driver.refresh_from_db()
    assert (driver.licence_expires, driver.is_active) == (date(2028, 1, 1), False)


def test_a_substitute_is_found_and_asked_to_pay(visit, elmer, route):
    assert "Nadie más ofreció transporte" in text(visit(elmer, "transport:route_substitutes", route.pk))
    partner = PartnerFactory(name="Minera Toquepala", created_by=elmer)
    OfferFactory(partner=partner, category=Category.TRANSPORT, description="Dos combis", from_date=TODAY - DAY)
    page = text(visit(elmer, "transport:route_substitutes", route.pk))
    assert "Minera Toquepala" in page and "Dos combis" in page

    for wrong, words in (({}, "una de las dos"), ({"partner": partner.pk}, "hasta cuándo se le pide")):
        answer = visit(elmer, "transport:route_pay", route.pk, method="post", data=wrong)
        assert (answer.status_code, words in text(answer)) == (422, True)
    told = {"partner": partner.pk, "until_date": "2026-12-31"}
    page = text(visit(elmer, "transport:route_pay", route.pk, method="post", data=told, follow=True))
    assert "Minera Toquepala" in page and Commitment.objects.get().school == route.school


def test_the_month_goes_out_as_a_sheet_and_comes_back_filled(visit, elmer, rosa, school, route):
    other = make_route(elmer, name="Ruta Lejana")
    say(elmer, route, date(2026, 9, 1))
    sheet = visit(rosa, "transport:month_sheet", query="mes=2026-09-01")
    book = load_workbook(io.BytesIO(sheet.content))
    page = book.worksheets[0]
    columns = {cell.value: cell.column for cell in page[1]}
    assert page.max_row == 3  # the legs of her school alone
    assert [page.cell(2, columns[day]).value for day in ("D01", "D02", "D05")] == ["V", None, "-"]
    page.cell(2, columns["D02"]).value = "t15"
    page.cell(2, columns["D03"]).value = "N"
    page.cell(2, columns["D01"]).value = "S"
    page.cell(3, columns["D02"]).value = "X"

    answer = text(send(visit, rosa, book))
    assert "3 viajes anotados" in answer and "El 02/09 dice «X»" in answer
    told = {one.day.day: one.code for one in LegDay.objects.filter(leg=leg_of(route))}
    assert told == {1: "S", 2: "T15", 3: "N"}
    assert EarlierWord.objects.get().said == "came"

    answer = text(send(visit, rosa, book))
    assert "Alguien habló de este viaje después de que descargó la planilla" in answer
    assert not LegDay.objects.filter(leg__route=other).exists()


def test_saving_a_route_keeps_what_went_out_of_use(visit, elmer, route):
    Vehicle.objects.update(is_active=False)
    Driver.objects.update(is_active=False)
    form = visit(elmer, "transport:route_edit", route.pk).context["form"]
    told = {name: form[name].value() or "" for name in form.fields}

    answer = visit(elmer, "transport:route_edit", route.pk, method="post", data=told)

    assert answer.status_code == 302
    assert Route.objects.filter(pk=route.pk, vehicle=route.vehicle_id, driver=route.driver_id).exists()


def test_a_sheet_says_no_word_of_a_day_without_class_and_names_it(visit, elmer, rosa, school, route):
    year = open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5], by=elmer)
    save_term(school_year=year, name="III", from_date=date(2026, 9, 1), to_date=date(2026, 12, 18), by=elmer)
    save_closure(kind="other", reason="Paro", from_date=date(2026, 9, 2), to_date=date(2026, 9, 2), by=elmer)
    sheet = visit(rosa, "transport:month_sheet", query="mes=2026-09-01")
    book = load_workbook(io.BytesIO(sheet.content))
    columns = {cell.value: cell.column for cell in book.worksheets[0][1]}
    book.worksheets[0].cell(2, columns["D02"]).value = "N"
    book.worksheets[0].cell(3, columns["D30"]).value = "V"

    answer = text(send(visit, rosa, book))

    assert "02/09: Ese día la ruta no funciona o no hay clases" in answer
    assert "30/09: Ese día todavía no llega" in answer and "No se anotó nada" in answer
    assert not LegDay.objects.exists()


def send(visit, person, book):
    out = io.BytesIO()
    book.save(out)
    data = {"sheet": SimpleUploadedFile("mes.xlsx", out.getvalue())}
    return visit(person, "transport:month_load", method="post", data=data, follow=True)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"A;B\n1;2\n"])
def test_a_sheet_that_is_none_is_refused_with_a_sentence(visit, rosa, route, content):
    data = {"sheet": SimpleUploadedFile("mes.csv", content)}
    answer = visit(rosa, "transport:month_load", method="post", data=data)

    assert (answer.status_code, "error" in text(answer)) == (422, True)


def test_the_month_of_all_tells_what_nobody_told_on_screen_and_paper(visit, elmer, route):
    say(elmer, route, date(2026, 9, 1), "absent")
    for name in ("month_show", "month_print"):
        page = text(visit(elmer, f"transport:{name}", query="mes=2026-09-01"))
        assert "7 días-estudiante perdidos" in page and "de 23 viajes nadie dijo nada" in page, name
    assert "Ninguna ruta funciona ese mes" in text(visit(elmer, "transport:month_show", query="mes=2020-09-01"))


@pytest.mark.parametrize("name", ["month_show", "month_print"])
def test_a_month_of_which_nobody_spoke_has_no_zeros(visit, elmer, route, name):
    page = text(visit(elmer, f"transport:{name}", query="mes=2026-09-01"))

    assert "De ningún viaje de este mes se dijo qué pasó: no se sabe." in page
    assert ("perdidos</strong>" in page, "0 viajes" in page, '<td class="num">0</td>' in page) == (False, False, False)


def test_the_pages_ask_as_much_for_many(norte, elmer, rosa, school, route):
    say(elmer, route, TODAY)
    pages = [
        ("route_list",),
        ("route_detail", route.pk),
        ("route_export",),
        ("school_routes", school.pk),
        ("month_show",),
        ("month_print",),
        ("month_sheet",),
        ("vehicle_list",),
        ("vehicle_detail", route.vehicle_id),
    ]

    def asked():
        return [len(queries_of(elmer, f"transport:{name}", *args, ugel=norte)) for name, *args in pages]

    one = asked()
    for at in range(3):
        more = make_route(elmer, school=school, name=f"Ruta {at}", driver=make_driver(elmer), stops=[("Cambaya", 2, 2)])
        for direction in Direction:
            say(elmer, more, TODAY, "absent", direction)
        make_stop(elmer, route, settlement=f"Parada {at}", pupils=1)
        make_route(elmer, name="Otra", vehicle=route.vehicle)

    assert one == asked()
    assert max(one) <= MOST_QUERIES
