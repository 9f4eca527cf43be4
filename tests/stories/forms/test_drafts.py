"""What was typed comes back: after a reload by the camera, a killed browser, a line that went."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/230008/cartas/nueva/"
KEPT, RECEIVED = "Guardado en este teléfono", "Recibido por la UGEL n.º 1"


def fill_in(page):
    page.get_by_label("Texto").fill("Falta agua en el baño")
    page.get_by_label("Detalle").fill("Desde marzo.\nHay 46 niñas y niños.")
    page.get_by_label("Lugar").select_option("patio")
    page.get_by_label("Hoy").check()
    page.get_by_label("Luz").check()


def expect_filled_in(page):
    expect(page.get_by_label("Texto")).to_have_value("Falta agua en el baño")
    expect(page.get_by_label("Detalle")).to_have_value("Desde marzo.\nHay 46 niñas y niños.")
    expect(page.get_by_label("Lugar")).to_have_value("patio")
    expect(page.get_by_label("Hoy")).to_be_checked()
    expect(page.get_by_label("Luz")).to_be_checked()
    expect(page.get_by_label("Agua", exact=True)).not_to_be_checked()


def open_form(page):
    page.goto(FORM)
    expect(page.locator("form[data-wired]")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_reload_by_the_camera_brings_everything_back(browser_at, as_person, elmer, photo, office, axe, width):
    page = as_person(browser_at(width), elmer)
    open_form(page)
    fill_in(page)
    page.get_by_label("Fotos").set_input_files(photo)
    expect(page.get_by_text("Lista para enviar")).to_be_visible()

    page.reload()

    expect(page.get_by_text("Recuperamos lo que escribió")).to_be_visible()
    expect_filled_in(page)
    expect(page.get_by_text("Lista para enviar")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Enviar carta").click()
    expect(page.get_by_text(RECEIVED)).to_be_visible()
    assert (office.letters, office.receipts) == (["Falta agua en el baño"], [1])
    assert office.uploads in (["complete"], ["attached"])  # a worker may have been quick
    open_form(page)
    expect(page.get_by_label("Texto")).to_have_value("")


def test_killed_browser_brings_everything_back(phone, as_person, elmer, photo, office):
    page = as_person(phone.open(), elmer)
    open_form(page)
    fill_in(page)
    page.get_by_label("Fotos").set_input_files(photo)
    expect(page.locator(".tile")).to_have_count(1)
    page.wait_for_timeout(1000)  # the promise: what was typed a second ago is kept

    phone.kill()

    page = as_person(phone.open(), elmer)
    open_form(page)
    expect_filled_in(page)
    expect(page.locator(".tile")).to_have_count(1)
    page.get_by_role("button", name="Enviar carta").click()
    expect(page.get_by_text(RECEIVED)).to_be_visible()
    assert office.letters == ["Falta agua en el baño"]


def test_a_draft_is_begun_anew_on_request(browser_at, as_person, elmer):
    page = as_person(browser_at(360), elmer)
    open_form(page)
    fill_in(page)
    page.wait_for_timeout(800)
    page.reload()

    page.get_by_role("button", name="Empezar de nuevo").click()

    expect(page.get_by_label("Texto")).to_have_value("")
    expect(page.get_by_text("Recuperamos lo que escribió")).to_be_hidden()


def test_two_people_on_one_device_never_see_each_others_draft(browser_at, as_person, elmer, hilda):
    page = as_person(browser_at(360), elmer)
    open_form(page)
    fill_in(page)
    page.wait_for_timeout(800)

    as_person(page, hilda)
    open_form(page)
    expect(page.get_by_label("Texto")).to_have_value("")
    page.get_by_label("Texto").fill("Soy Hilda")
    page.wait_for_timeout(800)

    as_person(page, elmer)
    open_form(page)
    expect_filled_in(page)
