"""The paper twin of «Mi semana»: every part prints what it asks, on few pages and never cut."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pypdf import PdfReader

from attendance.services import Line, record_week
from core.documents.pdf import pdf_of
from schools.services.calendar import open_school_year, save_closure, save_term
from schools.services.week_sheets import sheet_html
from schools.tests.factories import EnrolmentFactory, SchoolFactory, ServiceFactory
from transport.tests.factories import make_route
from water.services import record_day

FRIDAY = datetime(2026, 9, 18, 15, tzinfo=ZoneInfo("America/Lima"))
MONDAY = date(2026, 9, 14)
KEYS = ["agua", "transporte", "asistencia"]


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel(FRIDAY):
        yield


@pytest.fixture
def school(norte, elmer):
    """Six grades of boys and girls, a route and a calendar: a usual school."""
    year = open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5])
    save_term(school_year=year, name="Año", from_date=date(2026, 3, 16), to_date=date(2026, 12, 18))
    school = SchoolFactory(name="IE Usual")
    enrol(ServiceFactory(school=school))
    make_route(elmer, school=school, stops=[("Borogueña", 7, 7)])
    return school


def enrol(service):
    for grade in "123456":
        for sex in ("boy", "girl"):
            EnrolmentFactory(service=service, grade=grade, sex=sex, count=4)


def printed(school, monday=MONDAY):
    """The text of each page."""
    html = sheet_html(school_id=school.pk, monday=monday, keys=KEYS)
    pages = PdfReader(io.BytesIO(pdf_of(html))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_a_usual_school_has_one_page_with_attendance_and_the_tank(school, elmer):
    record_day(school=school, day=MONDAY, state="yes", litres_left=4321, by=elmer)

    (page,) = printed(school)

    assert page.count("Litros en el tanque") == 5
    assert "4321" in page
    assert "De ellas, sin causa" in page
    assert page.count("grado") == 12
    assert "Firma" in page


def test_attendance_of_a_week_still_to_come_is_asked_on_paper(school):
    with time_machine.travel(datetime(2026, 9, 14, 8, tzinfo=ZoneInfo("America/Lima"))):
        (page,) = printed(school)

    assert page.count("grado") == 12


def test_what_was_handed_in_is_printed(school, elmer):
    service = school.services.get()
    record_week(school=school, monday=MONDAY, lines=[Line(service.pk, 8, 37, 19, "1", "girl")], by=elmer)

    (page,) = printed(school)

    assert "8 37 19" in page


def test_many_services_take_two_pages_and_nothing_is_cut(school):
    for _n in range(2):
        enrol(ServiceFactory(school=school))

    pages = printed(school)

    assert len(pages) == 2
    assert sum(page.count("grado") for page in pages) == 36
    assert "Firma" in pages[-1]


def test_a_week_of_holidays_asks_for_no_attendance(school, elmer):
    save_closure(kind="holiday", reason="Vacaciones", from_date=MONDAY, to_date=date(2026, 9, 18), by=elmer)

    (page,) = printed(school)

    assert "No hubo clases esta semana" in page
    assert "grado" not in page
