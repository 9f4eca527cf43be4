"""An ESYA check from the plan to the verified result: on a phone, with photos, by two people."""

import io

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.tenancy.scope import scope
from safety.enums import CheckState
from safety.models import AnswerPhoto, Check
from safety.selectors.checklists import current_version
from schools.tests.factories import SchoolFactory
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def school(norte_closed):
    with scope(norte_closed):
        return SchoolFactory(name="IE 42042 San Martín")


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def hilda(norte_closed):
    return make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)


@pytest.fixture
def photos(tmp_path):
    """Two pictures as a phone takes them, drawn here."""
    paths = [tmp_path / "techo.jpg", tmp_path / "muro.jpg"]
    for path, colour in zip(paths, ("#B5532A", "#0B6E6E"), strict=True):
        image = Image.new("RGB", (2400, 1800), colour)
        ImageDraw.Draw(image).polygon([(300, 900), (1200, 300), (2100, 900)], fill="#FBF9F5")
        out = io.BytesIO()
        image.save(out, "JPEG", quality=90)
        path.write_bytes(out.getvalue())
    return paths


def plan(page, school, visitor):
    page.goto("/230008/esya/")
    page.get_by_role("link", name="Planificar visita").first.click()
    page.get_by_label("Escuela", exact=True).select_option(label=str(school))
    page.get_by_label("Fecha prevista").fill(timezone.localdate().isoformat())
    page.get_by_label("Quién visita").select_option(label=str(visitor))
    page.get_by_role("button", name="Planificar visita").click()


def photos_of_the_check(ugel):
    """How many the worker has drawn anew and attached."""
    with scope(ugel):
        return AnswerPhoto.objects.count()


def answer_page(page, photos=()):
    """The best answer to every question of one dimension; photos at the first."""
    questions = page.locator("section.question")
    for number in range(questions.count()):
        questions.nth(number).get_by_role("radio").first.check()
    if photos:
        questions.first.get_by_text("Foto u observación").click()
        questions.first.get_by_label("Agregar fotos").set_input_files(photos)
        questions.first.get_by_label("Observación").fill("Techo nuevo, lo puso la APAFA.")
    page.get_by_role("button", name="Guardar y seguir").click()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_specialist_fills_a_check_on_a_phone_and_the_head_verifies(
    browser_at, as_person, worker, norte_closed, school, elmer, hilda, photos, axe, has_scripts
):
    look = axe if has_scripts else lambda page: None  # the same pages; axe itself is a script
    # given a visit the specialist planned for himself
    phone = as_person(browser_at(360, javascript=has_scripts), elmer)
    plan(phone, school, elmer)
    expect(phone.get_by_role("heading", level=1)).to_have_text(school.name)
    look(phone)

    # when he answers dimension after dimension at the school, with two photos
    phone.get_by_role("link", name="Llenar la ficha").click()
    look(phone)
    phone.get_by_role("button", name="Empezar").click()
    for number, dimension in enumerate(("Infraestructura", "Acondicionamiento", "Agua", "Salubridad", "Acogida")):
        expect(phone.get_by_role("heading", level=1)).to_contain_text(dimension)
        look(phone)
        answer_page(phone, photos if number == 0 else ())
    expect(phone.get_by_role("heading", level=1)).to_have_text("Revisar y enviar")
    look(phone)
    phone.get_by_role("button", name="Enviar para verificar").click()

    wait_for(lambda: photos_of_the_check(norte_closed) == 2, lambda: worker.log("worker"))

    # then the head finds it waiting, sees answers and photos, and verifies
    desk = as_person(browser_at(1280, javascript=has_scripts), hilda)
    desk.goto("/230008/esya/")
    look(desk)
    desk.get_by_role("link", name="1 por verificar").click()
    desk.get_by_role("link", name=school.name).first.click()
    look(desk)
    desk.get_by_role("link", name="Revisar y verificar").click()
    expect(desk.get_by_text("Techo nuevo, lo puso la APAFA.").first).to_be_visible()
    expect(desk.locator("figure.photo img")).to_have_count(2)
    look(desk)
    desk.get_by_role("button", name="Verificar la ficha").click()
    expect(desk.get_by_role("heading", name="Semáforo")).to_be_visible()
    look(desk)
    with scope(norte_closed):
        check = Check.objects.get()
        assert (check.state, check.author, check.verified_by) == (CheckState.VERIFIED, elmer, hilda)
        assert check.answers.count() == current_version().items.count()
