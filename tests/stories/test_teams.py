"""A school changes hands, its head adds a colleague, and the UGEL calls where nobody came in."""

import io

import pytest
from django.utils import timezone
from openpyxl import Workbook
from playwright.sync_api import expect

from core.access.services.keys import issue_card
from core.accounts.enums import Role
from core.tenancy.scope import scope
from schools.services.staff import name_head
from schools.tests.factories import ServiceFactory
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def school(norte_closed):
    with scope(norte_closed):
        return ServiceFactory(codigo_modular="0234567", school__name="IE San Martín").school


@pytest.fixture
def rosa_card(norte_closed, school, elmer):
    """Rosa heads the school; her card's code."""
    with scope(norte_closed):
        rosa = name_head(school=school, full_name="Rosa Paz", from_date=timezone.localdate(), by=elmer)
        return issue_card(user=rosa.assignment.user, by=elmer).secret


def come_in(page, code):
    page.goto(f"/230008/t/{code}")
    page.get_by_role("button", name="Entrar").click()
    expect(page).to_have_url("/230008/")


@pytest.mark.parametrize("width", [360, 1280])
def test_head_adds_a_colleague_who_comes_in_and_is_let_go(browser_at, school, rosa_card, axe, width):
    # given Rosa, signed in with her card
    page = browser_at(width)
    come_in(page, rosa_card)
    page.goto(f"/230008/escuelas/{school.pk}/equipo/")
    axe(page)

    # when she adds Julio and hands him a card
    page.get_by_role("link", name="Agregar a un colega").click()
    axe(page)
    page.get_by_label("Nombres y apellidos").fill("Julio Nina")
    page.get_by_role("button", name="Agregar").click()
    page.get_by_role("button", name="Entregar y mostrar").click()
    expect(page.get_by_role("heading", name="Julio Nina")).to_be_visible()
    axe(page)
    code = page.locator(".access-card-code").inner_text()

    # then he comes in, until she lets him go
    his = browser_at(360)
    his.goto("/entrar/")
    his.get_by_label("Código de su tarjeta").fill(code)
    his.get_by_role("button", name="Entrar").click()
    expect(his).to_have_url("/230008/")
    page.get_by_role("link", name="Listo").click()
    page.get_by_role("link", name="Retirar a Julio Nina").click()
    axe(page)
    page.get_by_role("button", name="Retirar").click()
    expect(page.get_by_role("status").first).to_contain_text("Julio Nina ya no figura")
    his.reload()
    expect(his).to_have_url("/entrar/")


@pytest.mark.parametrize("width", [360, 1280])
def test_school_changes_hands(browser_at, as_person, school, rosa_card, elmer, axe, width):
    phone = browser_at(360)
    come_in(phone, rosa_card)

    # when the specialist registers who leads from today
    desk = as_person(browser_at(width), elmer)
    desk.goto(f"/230008/escuelas/{school.pk}/equipo/")
    desk.get_by_role("link", name="Registrar a quien dirige").click()
    axe(desk)
    desk.get_by_label("Nombres y apellidos").fill("Ana Cruz")
    desk.get_by_label("Desde").fill(desk.evaluate("new Date(Date.now() + 864e5).toISOString().slice(0, 10)"))
    desk.get_by_role("button", name="Registrar").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Ana Cruz")
    axe(desk)

    # then Rosa leads until that day, and the card of the next head is one tap away
    desk.get_by_role("link", name="Entregar su tarjeta").click()
    desk.get_by_role("button", name="Entregar y mostrar").click()
    expect(desk.get_by_role("heading", name="Ana Cruz")).to_be_visible()
    phone.reload()
    expect(phone).to_have_url("/230008/")


def test_specialist_loads_directors_and_prints_their_cards(browser_at, as_person, worker, school, elmer, axe):
    desk = as_person(browser_at(1280), elmer)
    desk.goto("/230008/escuelas/ingresos/")
    expect(desk.get_by_text("Nadie figura en esta escuela.")).to_be_visible()
    axe(desk)
    desk.get_by_role("link", name="Cargar personas").click()
    axe(desk)
    book, out = Workbook(), io.BytesIO()
    book.active.append(["CODIGO", "NOMBRES", "FUNCION", "CELULAR"])
    book.active.append(["0234567", "Rosa Paz", "Directora", "952 000 001"])
    book.save(out)
    sheet = {"name": "directores.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": out.getvalue()}
    desk.get_by_label("Planilla").set_input_files(sheet)
    desk.get_by_role("button", name="Revisar la planilla").click()
    desk.get_by_role("button", name="Guardar la planilla").click(timeout=60_000)

    with desk.expect_download() as download:
        desk.get_by_role("button", name="Descargar el PDF").click(timeout=90_000)

    assert download.value.path().read_bytes().startswith(b"%PDF-")
    desk.goto("/230008/escuelas/ingresos/")
    link = desk.get_by_role("link", name="WhatsApp a Rosa Paz").get_attribute("href")
    assert link.startswith("https://wa.me/51952000001?text=")
    axe(desk)
