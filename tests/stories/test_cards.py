"""How directors get in: a card with a QR, a code read over the phone, and a card that was lost."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from core.accounts.enums import Role
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def rosa(norte_closed):
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte_closed)


def open_person(page, name):
    page.goto("/230008/personas/")
    page.get_by_role("link", name=name).click()


def give_card(page):
    page.get_by_role("link", name="Entregar una tarjeta").click()
    page.get_by_role("button", name="Entregar y mostrar").click()
    return page.locator(".access-card-code").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_director_comes_in_with_her_card_and_is_out_when_it_is_lost(browser_at, as_person, elmer, rosa, axe, width):
    # given the specialist, who gives Rosa a card and copies its message for WhatsApp
    desk = as_person(browser_at(width), elmer)
    open_person(desk, "Rosa Quispe")
    axe(desk)
    desk.get_by_role("link", name="Corregir el celular").click()
    desk.get_by_label("Celular").fill("952 000 001")
    desk.get_by_role("button", name="Guardar").click()
    desk.get_by_role("link", name="Entregar una tarjeta").click()
    axe(desk)
    desk.get_by_role("button", name="Entregar y mostrar").click()
    axe(desk)
    tap = desk.get_by_role("link", name="WhatsApp a Rosa Quispe").get_attribute("href")
    path = desk.get_by_role("button", name="Copiar el mensaje").get_attribute("data-copy").splitlines()[1]
    assert urlsplit(tap).hostname == "wa.me"

    # when Rosa opens the link on her phone
    phone = browser_at(360)
    phone.goto(path)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Soy Rosa Quispe")
    axe(phone)
    phone.get_by_role("button", name="Entrar").click()

    # then she is in, until the specialist ends the card
    expect(phone).to_have_url("/230008/")
    open_person(desk, "Rosa Quispe")
    desk.get_by_role("link", name="Anular su tarjeta y sus códigos").click()
    axe(desk)
    desk.get_by_role("button", name="Anular").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Rosa Quispe")
    phone.reload()
    expect(phone).to_have_url("/entrar/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ingresar con tarjeta o código")
    expect(phone.get_by_role("status")).to_contain_text("Pida una nueva a su UGEL")
    axe(phone)


def test_director_types_her_card_without_javascript(browser_at, without_javascript, as_person, elmer, rosa):
    desk = as_person(browser_at(1280), elmer)
    open_person(desk, "Rosa Quispe")
    code = give_card(desk)

    phone = without_javascript(360)
    phone.goto("/cuenta/login/")
    phone.get_by_role("link", name="Ingresar con tarjeta o código").click()
    phone.get_by_label("Código de su tarjeta").fill(code.lower())
    phone.get_by_role("button", name="Entrar").click()

    expect(phone).to_have_url("/230008/")


def test_director_without_her_card_is_read_a_code_over_the_phone(browser_at, as_person, elmer, rosa, axe):
    # given Rosa, who typed a wrong code
    phone = browser_at(360)
    phone.goto("/entrar/")
    phone.get_by_label("Código de su tarjeta").fill("230008 7777 7777 7777")
    phone.get_by_role("button", name="Entrar").click()
    expect(phone.get_by_text("Ese código no abre")).to_be_visible()
    axe(phone)

    # when the specialist reads her one
    desk = as_person(browser_at(1280), elmer)
    open_person(desk, "Rosa Quispe")
    desk.get_by_role("link", name="Dictar un código por teléfono").click()
    axe(desk)
    desk.get_by_role("button", name="Crear el código").click()
    axe(desk)
    code = desk.locator(".code").inner_text()

    # then it lets her in, once
    phone.get_by_label("Código de su tarjeta").fill(code)
    phone.get_by_role("button", name="Entrar").click()
    expect(phone).to_have_url("/230008/")
    other = browser_at(360)
    other.goto("/entrar/")
    other.get_by_label("Código de su tarjeta").fill(code)
    other.get_by_role("button", name="Entrar").click()
    expect(other.get_by_text("Ese código no abre")).to_be_visible()


def test_specialist_prints_a_sheet_of_cards(browser_at, as_person, worker, elmer, rosa, axe):
    desk = as_person(browser_at(1280), elmer)
    desk.goto("/230008/personas/tarjetas/")
    axe(desk)
    expect(desk.get_by_label("Rosa Quispe")).to_be_checked()
    desk.get_by_role("button", name="Hojas para imprimir").click()

    with desk.expect_download() as download:
        desk.get_by_role("button", name="Descargar el PDF").click(timeout=60_000)

    assert download.value.suggested_filename.startswith("tarjetas-")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    axe(desk)
