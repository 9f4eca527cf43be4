"""A need from the director's phone to the UGEL's answer and back, question by question and over a bad line."""

import pytest
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.tenancy.scope import scope
from needs.enums import NeedState
from needs.models import Need
from needs.tests.factories import NeedFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/230008/necesidades/nueva/"


@pytest.fixture
def school(norte_closed):
    with scope(norte_closed):
        return SchoolFactory(name="IE 42042 San Martín")


@pytest.fixture
def rosa(norte_closed, school):
    with scope(norte_closed):
        rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte_closed)
        SchoolStaff.objects.create(school=school, user=rosa, is_head=True)
    return rosa


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "techo.jpg"
    path.write_bytes(photo_upload().read())
    return path


def told(ugel):
    with scope(ugel):
        return list(Need.objects.order_by("number").values_list("category", "space", "element", "what"))


def open_form(page):
    page.goto(FORM)
    expect(page.locator("form[data-wired].stepped")).to_be_visible()


def go_on(page):
    page.get_by_role("button", name="Continuar").click()


def tell_of_the_roof(page):
    """Answers up to the photos, by thumb."""
    page.get_by_label("El local").check()
    go_on(page)
    page.get_by_label("Aulas").check()
    go_on(page)
    page.get_by_role("radio", name="Techo", exact=True).check()
    go_on(page)
    page.get_by_label("Impide usar").check()
    go_on(page)
    page.get_by_role("button", name="No sé").click()
    page.get_by_label("¿Qué pasa?").fill("Gotea el techo de 3.º")
    go_on(page)


def test_director_tells_without_a_line_and_hears_the_answer(
    browser_at, as_person, rosa, elmer, school, norte_closed, photo, worker, watch, axe
):
    watch.expects_a_bad_line()
    page = as_person(browser_at(360), rosa)
    open_form(page)
    expect(page.get_by_text("Pregunta 1 de 5")).to_be_visible()
    axe(page)
    go_on(page)
    expect(page.get_by_text("Elija lo que más se parezca.")).to_be_visible()

    page.context.set_offline(True)
    tell_of_the_roof(page)
    page.get_by_label("Muéstrelo con fotos").set_input_files(photo)
    expect(page.get_by_text("Guardada en este teléfono")).to_be_visible()
    go_on(page)
    expect(page.get_by_text("Gotea el techo de 3.º")).to_be_visible()
    expect(page.get_by_text("1 foto", exact=True)).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Enviar a la UGEL").click()
    expect(page.get_by_text("Guardado en este teléfono", exact=True)).to_be_visible()
    assert told(norte_closed) == []

    page.context.set_offline(False)
    expect(page.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()
    assert told(norte_closed) == [("premises", "classroom", "roof", "Gotea el techo de 3.º")]
    with scope(norte_closed):
        wait_for(lambda: Need.objects.get().attachments.count() == 1)

    office = as_person(browser_at(1280), elmer)
    office.goto("/230008/necesidades/")
    office.get_by_role("link", name="Gotea el techo de 3.º").click()
    office.get_by_role("link", name="Responder").click()
    office.get_by_label("La atiende un programa del Estado").check()
    office.get_by_label("Motivo, dato que falta o programa").fill("Mantenimiento PRONIED")
    office.get_by_role("button", name="Guardar la respuesta").click()
    expect(office.get_by_text("la escuela recibe el aviso")).to_be_visible()

    page.goto("/230008/avisos/")
    expect(page.get_by_text("(Gotea el techo de 3.º) lo atenderá Mantenimiento PRONIED.")).to_be_visible()


def test_back_reload_and_branches_lose_nothing(browser_at, as_person, rosa, school, norte_closed):
    page = as_person(browser_at(360), rosa)
    open_form(page)
    tell_of_the_roof(page)
    page.go_back()
    expect(page.get_by_label("¿Qué pasa?")).to_have_value("Gotea el techo de 3.º")
    page.wait_for_timeout(600)  # the promise: what was typed half a second ago is kept

    page.reload()

    expect(page.get_by_label("¿Qué pasa?")).to_have_value("Gotea el techo de 3.º")
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Cambiar Qué falta").click()
    page.get_by_label("Agua", exact=True).check()
    go_on(page)
    expect(page.get_by_text("Revise antes de enviar").first).to_be_visible()
    expect(page.get_by_text("En qué ambiente")).to_be_hidden()
    page.get_by_role("button", name="Enviar a la UGEL").click()
    expect(page.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()
    assert told(norte_closed) == [("water", "", "", "Gotea el techo de 3.º")]


def test_what_the_school_asked_already_is_shown_while_one_tells(
    browser_at, as_person, rosa, school, norte_closed, photo
):
    with scope(norte_closed):
        NeedFactory(school=school, reported_by=rosa, category="water", what="No llega agua")
        NeedFactory(school=school, reported_by=rosa, category="power", what="No hay luz")
        NeedFactory(school=school, reported_by=rosa, category="meals", state=NeedState.CLOSED_UNSOLVED, reason="x")
    page = as_person(browser_at(360), rosa)
    open_form(page)
    page.get_by_role("button", name="Empezar por las fotos").click()
    page.get_by_label("Muéstrelo con fotos").set_input_files(photo)
    go_on(page)
    page.get_by_label("Agua", exact=True).check()
    go_on(page)

    expect(page.get_by_role("link", name="No llega agua")).to_be_visible()
    expect(page.get_by_role("link", name="No hay luz")).to_be_hidden()
    go_on(page)
    page.get_by_label("Dificulta las clases").check()
    go_on(page)
    page.get_by_label("¿A cuántos estudiantes afecta?").fill("24")
    page.keyboard.press("Enter")
    page.get_by_label("¿Qué pasa?").fill("El agua llega turbia")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Enviar a la UGEL").click()

    expect(page.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()
    assert "El agua llega turbia" in [row[3] for row in told(norte_closed)]


def test_director_tells_with_the_keyboard_alone(browser_at, as_person, rosa, school, norte_closed, keyboard_only):
    page = as_person(browser_at(1280), rosa)
    keys = keyboard_only(page)
    open_form(page)
    keys.reach(page.locator("input[name=category]").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    keys.reach(page.locator("input[name=severity]").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    keys.press(page.get_by_role("button", name="No sé"))
    keys.write(page.get_by_label("¿Qué pasa?"), "No llega agua")
    page.keyboard.press("Enter")
    keys.press(page.get_by_role("button", name="Continuar"))
    keys.press(page.get_by_role("button", name="Enviar a la UGEL"))

    expect(page.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()
    assert told(norte_closed) == [("water", "", "", "No llega agua")]


def test_without_scripts_it_is_one_plain_form_that_asks_about_similar_ones(
    without_javascript, as_person, rosa, school, norte_closed
):
    with scope(norte_closed):
        NeedFactory(school=school, reported_by=rosa, category="water", what="No llega agua")
    page = as_person(without_javascript(360), rosa)
    page.goto(FORM)
    page.get_by_label("Agua", exact=True).check()
    page.get_by_label("Dificulta las clases").check()
    page.get_by_label("¿Qué pasa?").fill("El agua llega turbia")
    page.get_by_role("button", name="Enviar a la UGEL").click()

    expect(page.get_by_text("Todavía no se registró")).to_be_visible()
    page.get_by_role("button", name="No es ninguna de estas: enviar").click()
    expect(page.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()
    assert len(told(norte_closed)) == 2
