"""How people get in: e-mail and password, a wrong one, too many wrong ones, an invitation."""

import pytest
from playwright.sync_api import expect

from core.accounts.enums import Role
from tests.world import PASSWORD, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hilda(norte_closed):
    """Heads UGEL Norte and has a password."""
    person = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(page, email, password):
    page.get_by_label("Correo o teléfono").fill(email)
    page.get_by_label("Contraseña", exact=True).fill(password)
    page.get_by_role("button", name="Ingresar", exact=True).click()


@pytest.mark.parametrize("width", [360, 1280])
def test_head_signs_in_and_comes_back_to_the_page_she_wanted(browser_at, hilda, axe, width):
    # given the head without a session, who opens a page of her UGEL
    page = browser_at(width)
    page.goto("/230008/personas/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingresar")
    axe(page)

    # when she signs in
    sign_in(page, hilda.email, PASSWORD)

    # then she is at that page, and out again when she says so
    expect(page).to_have_url("/230008/personas/")
    account = page.locator("summary", has_text="Su cuenta: Hilda Quispe")
    account.click()
    page.get_by_role("button", name="Cerrar sesión").click()
    expect(account).to_have_count(0)
    page.goto("/230008/personas/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ingresar")


def test_head_signs_in_without_javascript(without_javascript, hilda):
    page = without_javascript(360)
    page.goto("/cuenta/login/")

    sign_in(page, hilda.email, PASSWORD)

    expect(page).to_have_url("/230008/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Buen día, Hilda")


def test_head_signs_in_by_keyboard_only(browser_at, keyboard_only, hilda):
    page = browser_at(1280)
    keyboard = keyboard_only(page)
    page.goto("/cuenta/login/")

    keyboard.write(page.get_by_label("Correo o teléfono"), hilda.email)
    keyboard.write(page.get_by_label("Contraseña", exact=True), PASSWORD)
    keyboard.press(page.get_by_role("button", name="Ingresar", exact=True))

    expect(page).to_have_url("/230008/")


def test_wrong_password_is_said_and_the_email_stays(browser_at, hilda, axe):
    page = browser_at(360)
    page.goto("/cuenta/login/")

    sign_in(page, hilda.email, "no es esta")

    expect(page.get_by_role("alert")).to_contain_text("no son correctos")
    expect(page.get_by_label("Correo o teléfono")).to_have_value(hilda.email)
    expect(page.get_by_label("Contraseña", exact=True)).to_be_empty()
    axe(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_too_many_wrong_passwords_pause_the_account(browser_at, watch, settings, hilda, axe, width):
    # given somebody who has guessed until one try is left
    page = browser_at(width)
    watch.expects(429)
    page.goto("/cuenta/login/")
    for attempt in range(settings.AXES_FAILURE_LIMIT - 1):
        sign_in(page, hilda.email, f"intento {attempt}")
        expect(page.get_by_role("alert")).to_be_visible()

    # when the last one is wrong too
    sign_in(page, hilda.email, "el último")

    # then sign-in rests, also for the right password, and the page says what can be done
    expect(page.get_by_role("heading", level=1)).to_have_text("Demasiados intentos")
    axe(page)
    page.goto("/cuenta/login/")
    sign_in(page, hilda.email, PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Demasiados intentos")
    page.get_by_role("link", name="Pedir una contraseña nueva").click()
    expect(page).to_have_url("/cuenta/clave/olvido/")


@pytest.mark.parametrize("width", [360, 1280])
def test_invited_specialist_chooses_a_password_once(browser_at, as_person, watch, hilda, axe, width):
    # given the head, who invites a specialist
    page = as_person(browser_at(width), hilda)
    page.goto("/230008/personas/")
    axe(page)
    page.get_by_role("link", name="Invitar a una persona").click()
    axe(page)
    page.get_by_label("Nombres y apellidos").fill("Nora Paz")
    page.get_by_label("Correo electrónico").fill("nora@example.pe")
    page.get_by_label("Función").select_option(label="Especialista de la UGEL")
    page.get_by_role("button", name="Invitar").click()
    expect(page.get_by_label("Enlace de invitación")).to_be_visible()
    axe(page)
    link = page.get_by_label("Enlace de invitación").input_value()

    # when Nora opens the link on her own phone, first with too short a password
    phone = browser_at(360)
    phone.goto(link)
    phone.get_by_label("Contraseña nueva").fill("corta")
    phone.get_by_role("button", name="Guardar e ingresar").click()
    expect(phone.get_by_role("alert")).to_contain_text("10 caracteres")
    axe(phone)
    phone.get_by_label("Contraseña nueva").fill("lluvia sobre Ite")
    phone.get_by_role("button", name="Guardar e ingresar").click()

    # then she is in, and the link is used up
    expect(phone).to_have_url("/230008/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Buen día, Nora")
    axe(phone)
    watch.expects(410)
    stranger = browser_at(360)
    stranger.goto(link)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Esta invitación ya no sirve")
    axe(stranger)


def test_head_withdraws_a_person_who_is_out_at_once(browser_at, as_person, watch, hilda, norte_closed, axe):
    elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)
    his, hers = as_person(browser_at(360), elmer), as_person(browser_at(1280), hilda)
    his.goto("/230008/")
    expect(his.get_by_role("heading", level=1)).to_have_text("Buen día, Elmer")

    hers.goto("/230008/personas/")
    hers.get_by_role("link", name="Elmer Quispe").click()
    axe(hers)
    hers.get_by_role("link", name="Retirar la función «Especialista de la UGEL»").click()
    axe(hers)
    hers.get_by_role("button", name="Retirar la función").click()
    expect(hers.get_by_role("status").filter(has_text="Elmer Quispe ya no tiene esta función")).to_be_visible()

    watch.expects(404)
    his.reload()
    expect(his.get_by_role("heading", level=1)).to_have_text("No encontramos esta página")
    axe(his)
