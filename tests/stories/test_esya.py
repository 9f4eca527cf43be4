"""A visit from plan to verified: on a cheap phone without scripts, then by the head at her desk."""

from datetime import date

import pytest
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.files.tests.pictures import picture
from core.tenancy.scope import scope
from safety.models import Check
from safety.tests.factories import every_answer, verified_check
from schools.tests.factories import SchoolFactory, freeze_target
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
DIMENSIONS = ["Infraestructura", "Acondicionamiento", "Agua", "Salubridad", "Acogida y seguridad"]


@pytest.fixture
def people(norte_closed):
    return {
        name: make_person(name, role, ugel=norte_closed)
        for name, role in (("elmer", Role.UGEL_SPECIALIST), ("hilda", Role.UGEL_HEAD))
    }


@pytest.fixture
def school(norte_closed):
    with scope(norte_closed):
        school = SchoolFactory(name="IE 42042 San Martín")
        freeze_target(school, year=date.today().year)  # noqa: DTZ011 - the year the page shows by itself
        return school


def mark(page, code, choice):
    """Press the line of an option, as a finger does."""
    page.locator(f'label:has(input[name="{code}"][value="{choice}"])').click()


def test_specialist_fills_on_a_phone_without_scripts_and_the_head_verifies(
    without_javascript, browser_at, as_person, axe, worker, norte_closed, people, school
):
    # given a specialist at a school, with a phone that runs no scripts
    with scope(norte_closed):
        answers = every_answer(AG_02="0")

    phone = as_person(without_javascript(360), people["elmer"])
    phone.goto("/230008/esya/")
    phone.get_by_role("link", name="Planificar visita").click()
    phone.get_by_label("Escuela", exact=True).select_option(label="IE 42042 San Martín")
    phone.get_by_role("button", name="Planificar visita").click()

    # when she answers dimension by dimension, with a photo of the dry tap
    phone.get_by_role("link", name="Llenar la ficha").click()
    phone.get_by_role("button", name="Empezar").click()
    for dimension in DIMENSIONS:
        expect(phone.get_by_role("heading", level=1)).to_have_text(dimension)
        codes = phone.locator("section.question").evaluate_all("sections => sections.map(section => section.id)")
        for code in codes:
            mark(phone, code, answers[code].choice)
        if dimension == "Agua":
            phone.locator("#AG-02 summary").click()
            photo = {"name": "caño.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(400, 300))}
            phone.locator('input[type=file][name="photos-AG-02"]').set_input_files(photo)
        phone.get_by_role("button", name="Guardar y seguir").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Revisar y enviar")
    phone.get_by_role("button", name="Enviar para verificar").click()

    # then the head sees the critical answer and its photo, and verifies
    desk = as_person(browser_at(1280), people["hilda"])
    desk.goto("/230008/")
    desk.get_by_role("link", name="IE 42042 San Martín").click()
    axe(desk)
    expect(desk.get_by_text("Crítico: ¿Hay agua para tomar en este momento? No hay agua ahora.")).to_be_visible()
    expect(desk.locator("#water img")).to_have_count(1)
    desk.get_by_role("button", name="Verificar la ficha").click()
    expect(desk.get_by_text("La ficha quedó verificada y su resultado guardado.")).to_be_visible()
    with scope(norte_closed):
        check = Check.objects.get()
        assert (check.state, check.verified_by, check.water_rung) == ("verified", people["hilda"], "limited")


def test_evidence_of_an_improvement_is_two_checks_side_by_side(
    browser_at, as_person, axe, norte_closed, people, school
):
    # given a school that got water between two verified visits
    year = date.today().year  # noqa: DTZ011
    with scope(norte_closed):
        elmer, hilda = people["elmer"], people["hilda"]
        verified_check(school, elmer, hilda, day=date(year - 1, 11, 20), value=1, AG_02="0")
        verified_check(school, elmer, hilda, day=date(year, 1, 5), value=1)

    for width in (360, 1280):
        # when somebody asks whether it improved
        page = as_person(browser_at(width), people["hilda"])
        page.goto(f"/230008/esya/escuelas/{school.pk}/")
        page.get_by_role("link", name="¿Mejoró este año?").click()

        # then the sentence, both answers and both dates are on one page
        expect(page.get_by_text("Subió en Agua y no bajó de nivel en ninguna condición básica.")).to_be_visible()
        expect(page.locator("#water")).to_contain_text("No hay agua ahora")
        expect(page.locator("#water")).to_contain_text("Sí, pero solo en algunos")
        axe(page)
