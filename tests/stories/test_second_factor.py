"""The UGEL asks its staff for more than a password: the code of a phone, or a passkey."""

import pytest
from playwright.sync_api import expect

from core.access.roles import DEMAND_SECOND_FACTOR
from core.access.tests.test_second_factor import code_of
from core.accounts.enums import Role
from core.strategies import settings as ugel_settings
from core.tenancy.scope import scope
from tests.stories.browser import Watch
from tests.world import PASSWORD, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    """A specialist with a password, at a UGEL that demands a second factor."""
    with scope(norte_closed):
        ugel_settings.change(name=DEMAND_SECOND_FACTOR, new_value=True)
    person = make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def machine_with_fingerprint(browser, stage):
    """A browser whose machine has a fingerprint reader; passkeys belong to a name, never to a number."""
    here = stage.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=here, viewport={"width": 360, "height": 740}, locale="es-PE")
    watch = Watch(here)
    watch.over(context)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    reader = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
    yield page
    context.close()
    assert watch.complaints == []


def sign_in(page, person):
    page.goto("/cuenta/login/")
    page.get_by_label("Correo o teléfono").fill(person.email)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Ingresar", exact=True).click()


def confirm_password(page):
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirmar").click()


@pytest.mark.parametrize("width", [360, 1280])
def test_specialist_sets_up_the_code_of_the_phone_and_comes_in(browser_at, without_javascript, elmer, axe, width):
    # given Elmer, to whom nothing opens with the password alone
    page = browser_at(width) if width == 1280 else without_javascript(width)
    look = axe if width == 1280 else (lambda page: None)
    sign_in(page, elmer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Falta un segundo paso")
    look(page)

    # when he sets it up
    page.get_by_role("link", name="Prepararlo ahora").click()
    look(page)
    page.get_by_role("link", name="Código en su celular").click()
    look(page)
    confirm_password(page)
    look(page)
    secret = page.locator(".code").first.inner_text()
    page.get_by_label("Código").fill(code_of(secret))
    page.get_by_role("button", name="Activar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Códigos de respaldo")
    look(page)
    paper = page.locator("ul.code li").first.inner_text()
    page.get_by_role("link", name="Los guardé, seguir").click()
    expect(page).to_have_url("/230008/")

    # then another browser asks for it, and takes a code of paper too
    other = browser_at(width)
    sign_in(other, elmer)
    expect(other.get_by_role("heading", level=1)).to_have_text("Segundo paso")
    axe(other)
    other.get_by_label("Código").fill(paper)
    other.get_by_role("button", name="Continuar").click()
    expect(other).to_have_url("/230008/")


def test_specialist_makes_a_passkey_and_comes_in_without_a_password(machine_with_fingerprint, elmer, axe):
    page = machine_with_fingerprint
    sign_in(page, elmer)
    page.get_by_role("link", name="Prepararlo ahora").click()
    page.get_by_role("link", name="Llave de acceso").click()
    confirm_password(page)
    page.get_by_label("Nombre para reconocerla").fill("Celular de Elmer")
    axe(page)
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Códigos de respaldo")
    page.get_by_role("link", name="Los guardé, seguir").click()
    page.locator("summary", has_text="Su cuenta").click()
    page.get_by_role("button", name="Cerrar sesión").click()

    page.goto("/cuenta/login/")
    page.get_by_role("button", name="Ingresar con llave de acceso").click()

    page.wait_for_url("**/230008/")
    page.goto("/cuenta/llaves/")
    expect(page.get_by_text("Celular de Elmer").first).to_be_visible()
    axe(page)
