"""A week of water: the director says on her telephone that it stopped, the UGEL reads it and finds it unfit."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commitments.models import Commitment
from core.accounts.enums import Role
from core.notifications.models import Message
from core.tenancy.scope import scope
from schools.models import SchoolStaff
from schools.services.calendar import open_school_year, save_term
from schools.tests.factories import EnrolmentFactory, SchoolFactory
from tests.world import make_person
from water.models import DayState

pytestmark = pytest.mark.django_db(transaction=True)


class Village:
    """A school with ten pupils and its director, another one, and a calendar where every day is a school day."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            year = timezone.localdate().year
            made = open_school_year(year=year, weekdays=[1, 2, 3, 4, 5, 6, 7])
            first, last = timezone.localdate().replace(month=1, day=1), timezone.localdate().replace(month=12, day=31)
            save_term(school_year=made, name="Año", from_date=first, to_date=last)
            self.school = EnrolmentFactory(year=year, service__school__name="IE Alfa").service.school
            SchoolFactory(name="IE Beta")
            SchoolStaff.objects.create(school=self.school, user=self.rosa, is_head=True)

    def states(self):
        with scope(self.ugel):
            return list(DayState.objects.values_list("state", flat=True))

    def corrections(self):
        with scope(self.ugel):
            return list(Commitment.objects.values_list("what", flat=True))

    def alarms(self):
        with scope(self.ugel):
            return sorted(Message.objects.filter(kind__startswith="water.").values_list("kind", flat=True))


@pytest.fixture
def village(norte_closed):
    return Village(norte_closed)


def test_a_school_says_it_has_no_water_and_the_ugel_answers(browser_at, as_person, village, axe):
    # given a director with a telephone
    phone = as_person(browser_at(360), village.rosa)
    phone.goto(f"/230008/escuelas/{village.school.pk}/semana/")
    axe(phone)

    # when she says that today there is none
    phone.get_by_label("No hubo agua").last.check()
    phone.get_by_role("button", name="Enviar la semana").click()
    expect(phone.get_by_text("Quedó anotada 1 respuesta")).to_be_visible()
    axe(phone)
    assert village.states() == ["no"]

    # then the specialist reads it first, and what nobody said stays unsaid
    page = as_person(browser_at(1280), village.elmer)
    page.goto("/230008/agua/?estado=dry")
    expect(page.get_by_role("link", name="IE Alfa")).to_be_visible()
    expect(page.get_by_role("link", name="IE Beta")).to_have_count(0)
    axe(page)

    # and what is in the tank is found unfit: told at once, its correction proposed
    page.get_by_role("link", name="IE Alfa").click()
    page.get_by_role("link", name="Registrar una muestra").click()
    page.get_by_label("Punto de muestreo").fill("caño del patio")
    page.get_by_label("Cloro residual libre").fill("0.2")
    page.get_by_label("Turbiedad").fill("6")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("No apta").first).to_be_visible()
    axe(page)
    assert village.corrections() == ["Clorar el agua, buscar la causa y repetir la muestra"]
    assert village.alarms() == ["water.interruption", "water.unfit"]
