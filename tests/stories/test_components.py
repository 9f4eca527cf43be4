"""The gallery stands for every page: what holds here holds where its pieces are used."""

import pytest
from playwright.sync_api import expect

from core.accounts.enums import Role
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/componentes/", "/componentes/telefono/"])
def test_every_component_can_be_read_by_everybody(browser_at, as_person, elmer, axe, path, width, scheme):
    page = as_person(browser_at(width), elmer)
    page.emulate_media(color_scheme=scheme)
    page.goto(path)

    axe(page)


def test_map_shows_its_points_and_the_list_lights_them(browser_at, as_person, elmer):
    page = as_person(browser_at(1280), elmer)
    page.goto("/componentes/")

    holder = page.locator("[data-map]")
    expect(holder.locator(".map-spot")).to_have_count(4)
    expect(holder.locator("[data-map-drawing]")).to_be_hidden()
    holder.get_by_role("link", name="Cambaya").focus()
    expect(holder.locator(".map-spot.is-here")).to_have_count(1)


def test_map_without_scripts_is_a_drawing_and_a_list(without_javascript, as_person, elmer):
    page = as_person(without_javascript(360), elmer)
    page.goto("/componentes/")

    holder = page.locator("[data-map]")
    expect(holder.locator("[data-map-drawing] svg[role=img]")).to_be_visible()
    expect(holder.get_by_role("listitem")).to_contain_text(
        ["Alto Camilaca", "Borogueña", "Cambaya", "Pampa Baja", "Sagollo"]
    )


def test_menu_opens_and_closes_without_scripts(without_javascript, as_person, elmer):
    page = as_person(without_javascript(360), elmer)
    page.goto("/230008/")
    expect(page.get_by_role("navigation", name="Menú principal")).to_be_hidden()

    page.get_by_role("link", name="Menú", exact=True).click()
    expect(page.get_by_role("navigation", name="Menú principal").get_by_role("link", name="Inicio")).to_be_visible()
    page.get_by_role("link", name="Cerrar el menú").click()
    expect(page.get_by_role("navigation", name="Menú principal")).to_be_hidden()


def test_person_menu_closes_with_escape_and_gives_the_focus_back(browser_at, as_person, elmer):
    page = as_person(browser_at(1280), elmer)
    page.goto("/230008/")
    summary = page.locator("summary", has_text="Su cuenta")

    summary.press("Enter")
    expect(page.get_by_role("button", name="Cerrar sesión")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Cerrar sesión")).to_be_hidden()
    expect(summary).to_be_focused()
