import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.enums import Party
from schools.tests.factories import EnrolmentFactory, SchoolFactory
from water import services
from water.enums import HadWater
from water.models import DayState, Delivery, Sample, Supply, Tanker
from water.tests.factories import make_calendar, promise_water, take, tell
from water.tests.test_days import TODAY, YESTERDAY


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_director_tells_the_week_and_corrects_a_day(school, rosa, visit):
    today, yesterday = f"agua-agua-{TODAY}", f"agua-agua-{YESTERDAY}"
    told = {today: "no", yesterday: "yes", f"number-{yesterday}": "400"}
    answer = visit(rosa, "schools:school_week", school.pk, method="post", data=told)
    assert answer.status_code == 302
    seen = {f"seen-{today}": "no|no||"}
    visit(rosa, "schools:school_week", school.pk, method="post", data={today: "partly", **seen})

    rows = DayState.objects.order_by("day").values_list("day", "state", "litres_left")
    assert list(rows) == [(YESTERDAY, "yes", 400), (TODAY, "partly", None)]
    page = text(visit(rosa, "water:school_water", school.pk))
    assert "decía «No hubo agua», ahora «Parte del día»" in page
    assert page.count("Nadie avisó") == 3


def test_litres_without_a_word_are_asked_for(school, rosa, visit):
    answer = visit(rosa, "schools:school_week", school.pk, method="post", data={f"number-agua-agua-{TODAY}": "400"})

    assert (answer.status_code, DayState.objects.count()) == (422, 0)


def test_a_delivery_a_sample_and_a_source_are_noted_by_form(school, rosa, elmer, visit):
    instalment = promise_water(school, elmer, days=0)
    told = {"day": TODAY, "litres": "5000", "instalment": instalment.pk}
    visit(rosa, "water:delivery_add", school.pk, method="post", data=told)
    sample = {"taken_date": TODAY, "point": "Caño", "chlorine": "0.2", "turbidity": "1"}
    visit(elmer, "water:sample_add", school.pk, method="post", data=sample)
    supply = {"source": "tanker", "tank_litres": "2500"}
    visit(elmer, "water:supply_edit", school.pk, method="post", data=supply)

    assert Delivery.objects.get().instalment == instalment
    assert (Sample.objects.get().fitness, Supply.objects.get().tank_litres) == ("unfit", 2500)
    page = text(visit(elmer, "water:school_water", school.pk))
    assert "cloro residual libre (mg/L)" in page
    assert "muestra insuficiente" in page


@pytest.mark.parametrize(
    "wrong",
    [{"chlorine": "-0.1"}, {"coliforms": "-1"}, {"arsenic": "-0.01"}, {"ph": "14.1"}, {"turbidity": "NaN"}],
)
def test_a_result_that_cannot_be_is_asked_again(school, elmer, visit, wrong):
    told = {"taken_date": TODAY, "point": "Caño", "chlorine": "0.8", "turbidity": "1", **wrong}

    answer = visit(elmer, "water:sample_add", school.pk, method="post", data=told)

    assert (answer.status_code, Sample.objects.count()) == (422, 0)


@pytest.mark.parametrize("typed", ["1.000", "1,000", "-1", "0", "NaN"])
def test_litres_that_two_people_read_differently_are_no_delivery(school, rosa, visit, typed):
    answer = visit(rosa, "water:delivery_add", school.pk, method="post", data={"day": TODAY, "litres": typed})

    assert (answer.status_code, Delivery.objects.count()) == (422, 0)


def test_a_week_names_who_corrected_a_day(school, rosa, elmer, visit):
    tell(school, rosa, TODAY)
    tell(school, elmer, TODAY, state=HadWater.NO)

    assert f"{elmer.full_name} dijo: No hubo agua" in text(visit(rosa, "schools:school_week", school.pk))
    late = {f"agua-agua-{TODAY}": "partly", f"seen-agua-agua-{TODAY}": "yes|yes||"}
    answer = visit(rosa, "schools:school_week", school.pk, method="post", data=late)
    assert f"{elmer.full_name} ya dijo: «No hubo agua»" in text(answer)


def test_a_tanker_is_registered_and_renewed(norte, elmer, visit):
    from partners.tests.factories import PartnerFactory

    partner = PartnerFactory(created_by=elmer)
    told = {"partner": partner.pk, "plate": "z1a-234", "authorisation": "RD 1", "valid_to": YESTERDAY}
    visit(elmer, "water:tanker_add", method="post", data=told)
    assert "Vencida" in text(visit(elmer, "water:tanker_list"))

    tanker = Tanker.objects.get()
    visit(elmer, "water:tanker_edit", tanker.pk, method="post", data={**told, "valid_to": TODAY})

    assert (Tanker.objects.get().valid_to, "Vencida" in text(visit(elmer, "water:tanker_list"))) == (TODAY, False)


def test_the_list_is_narrowed_and_exported(school, rosa, elmer, visit):
    dry = SchoolFactory(name="IE Seca")
    tell(dry, rosa, TODAY, state=HadWater.NO)
    tell(school, rosa, TODAY)

    page = visit(elmer, "water:school_list", query="estado=dry").content.decode()
    assert (dry.name in page, school.name in page) == (True, False)
    book = openpyxl.load_workbook(io.BytesIO(visit(elmer, "water:export", query="estado=dry").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["IE Seca"]


def test_the_month_prints_unknown_as_unknown(school, rosa, elmer, visit):
    tell(school, rosa, TODAY)
    SchoolFactory(name="IE Muda")

    page = text(visit(elmer, "water:month", query="mes=2026-09"))
    assert "sin dato" in page
    book = openpyxl.load_workbook(io.BytesIO(visit(elmer, "water:month_export", query="mes=2026-09").content))
    rows = {row[0]: row for row in book.active.iter_rows(values_only=True)}
    assert rows["IE Alfa"][2:7] == (14, 1, 0, 0, 13)
    assert rows["IE Muda"][2:8] == (14, 0, 0, 0, 14, None)


def queries_of(visit, person, *page):
    """How many statements a page asks, once caches are warm."""
    visit(person, *page)
    with CaptureQueriesContext(connection) as asked:
        assert visit(person, *page).status_code == 200
    return len(asked)


@pytest.mark.parametrize("url_name", ["water:school_list", "water:month"])
def test_queries_of_a_page_do_not_grow(norte, hilda, elmer, visit, url_name):
    make_calendar()

    def fill(count):
        for _n in range(count):
            school = EnrolmentFactory().service.school
            tell(school, elmer, TODAY, litres=300)
            take(school, elmer)
        return queries_of(visit, elmer, url_name)

    assert fill(1) == fill(5)


def test_queries_of_a_school_do_not_grow_with_its_rows(school, rosa, elmer, visit):
    def fill(count):
        for _n in range(count):
            services.record_delivery(school=school, day=TODAY, litres=10, party=Party.SCHOOL, by=rosa)
            take(school, elmer)
        tell(school, rosa, TODAY, litres=count)
        return queries_of(visit, rosa, "water:school_water", school.pk)

    assert fill(2) == fill(7)
