"""Transport on telephones: a route filled until its seats are full, a week confirmed, a lost day that shows."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.strategies.indicators import Frame
from core.tenancy.scope import scope
from reports.selectors.figures import compute
from schools.models import SchoolStaff
from schools.services.calendar import open_school_year, save_term
from schools.tests.factories import SchoolFactory
from tests.world import make_person
from transport.indicators import LOST
from transport.models import Route
from transport.tests.factories import make_driver, make_vehicle

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


class Valley:
    """A school with its director, a van of nine that is in order, and a specialist."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            self.school = SchoolFactory(name="IE Alto Ilo")
            begun = timezone.localdate() - 60 * DAY
            SchoolStaff.objects.create(school=self.school, user=self.rosa, is_head=True, from_date=begun)
            make_vehicle(self.elmer, name="Combi Alta", seats=9)
            self.open_every_day()
            make_driver(self.elmer)

    def open_every_day(self):
        """So that the story runs on any day."""
        for year in {timezone.localdate().year, (timezone.localdate() - 9 * DAY).year}:
            made = open_school_year(year=year, weekdays=[1, 2, 3, 4, 5, 6, 7])
            save_term(school_year=made, name="Año", from_date=date(year, 1, 1), to_date=date(year, 12, 31))

    def lost(self):
        today = timezone.localdate()
        frame = Frame(today - 30 * DAY, today.replace(month=12, day=31), timezone.now())
        with scope(self.ugel):
            (found,) = compute(LOST, frame, [self.ugel.pk])
            return found.numerator, found.denominator

    def week(self, day):
        return f"/230008/escuelas/{self.school.pk}/semana/{day.isoformat()}/"


@pytest.fixture
def valley(norte_closed):
    return Valley(norte_closed)


def open_route(page, valley, axe):
    page.goto("/230008/transporte/")
    expect(page.get_by_text("Todavía no hay rutas")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Abrir una ruta").click()
    axe(page)
    page.get_by_label("Escuela", exact=True).select_option(label="IE Alto Ilo")
    page.get_by_label("Nombre de la ruta").fill("Ruta Alta")
    page.get_by_role("combobox", name="Vehículo").select_option(label="Combi Alta")
    page.get_by_role("combobox", name="Conductor").select_option(label="Julio Mamani")
    for weekday in ("sábado", "domingo"):  # so that the story runs on any day
        page.get_by_label(weekday, exact=True).check()
    page.get_by_label("Desde", exact=True).fill((timezone.localdate() - 40 * DAY).isoformat())
    page.get_by_role("button", name="Abrir la ruta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ruta Alta")
    axe(page)


def add_stop(page, settlement, pupils, seats):
    page.get_by_role("link", name="Agregar una parada").click()
    write_stop(page, settlement, pupils, seats)


def write_stop(page, settlement, pupils, seats):
    page.get_by_label("Centro poblado o anexo").fill(settlement)
    page.get_by_label("Estudiantes que necesitan asiento").fill(str(pupils))
    page.get_by_label("Con asiento a la entrada").fill(str(seats))
    page.get_by_label("Con asiento a la salida").fill(str(seats))
    page.get_by_role("button", name="Agregar").click()


def fill_the_seats(page, axe):
    """Seven of nine, then four where two are left."""
    add_stop(page, "Borogueña", 7, 7)
    expect(page.get_by_text("2 asientos libres de 9").first).to_be_visible()
    add_stop(page, "Chululuni", 4, 4)
    expect(page.get_by_text("A la entrada quedan 2 asientos de 9 y pide 4")).to_be_visible()
    axe(page)
    write_stop(page, "Chululuni", 4, 2)
    expect(page.get_by_text("0 asientos libres de 9").first).to_be_visible()
    expect(page.get_by_text("Faltan 2")).to_be_visible()
    axe(page)


def say(page, valley, day, direction, words):
    page.goto(valley.week(day))
    page.locator(f"fieldset[data-day='{day}']", has_text=direction).get_by_label(words, exact=True).check()
    send(page)


def send(page):
    page.get_by_role("button", name="Enviar la semana").click()
    expect(page.get_by_text(re.compile("Qued(ó|aron) anotada"))).to_be_visible()


def test_a_route_is_filled_a_week_is_confirmed_and_a_lost_day_shows(
    browser_at, without_javascript, as_person, valley, axe
):
    # given a specialist who opens a route and gives its seats until none is left
    phone = as_person(browser_at(360), valley.elmer)
    open_route(phone, valley, axe)
    fill_the_seats(phone, axe)
    today = timezone.localdate()

    # when the director confirms without a script, leg by leg, then «igual que ayer»
    director = as_person(without_javascript(360), valley.rosa)
    for direction in ("Entrada", "Salida"):
        say(director, valley, today - 2 * DAY, direction, "Vino")
    director.goto(valley.week(today - DAY))
    director.locator(f"button[name=fill][value='{today - DAY}']").click()
    send(director)
    assert valley.lost() == (0, 18)

    # and one morning the van did not come
    say(director, valley, today, "Entrada", "No vino")

    # then nine pupils lost a day, and the specialist sees it
    assert valley.lost() == (9, 27)
    phone.goto("/230008/transporte/?estado=hoy-no-vino")
    expect(phone.get_by_role("link", name="Ruta Alta")).to_be_visible()
    phone.goto("/230008/transporte/mes/")
    expect(phone.get_by_text("9 días-estudiante perdidos").first).to_be_visible()
    axe(phone)
    with scope(valley.ugel):
        assert Route.objects.get().legs.get(direction="entrada").taken == 9
