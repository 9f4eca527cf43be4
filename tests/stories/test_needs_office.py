"""The specialist's side of needs: their own sheet, answers from the list, repeated needs, papers to print."""

import openpyxl
import pytest
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.tenancy.scope import scope
from needs.models import Need
from needs.tests.factories import NeedFactory
from schools.tests.factories import SchoolFactory
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/230008/necesidades/"


@pytest.fixture
def school(norte_closed):
    with scope(norte_closed):
        return SchoolFactory(name="IE 42042 San Martín", codlocal="012345")


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def own_sheet(tmp_path):
    """As a specialist keeps it: a title, their own words, a school by its nickname."""
    book = openpyxl.Workbook()
    for row in (
        ["Requerimientos 2026"],
        ["N°", "I.E.", "Requerimiento", "Urgencia", "Alumnos"],
        [1, "42042 SAN MARTIN", "No llega agua", "MUY GRAVE", 24],
        [2, "La del cerro", "Faltan doce carpetas", "grado 9", None],
    ):
        book.active.append(row)
    path = tmp_path / "requerimientos.xlsx"
    book.save(path)
    return path


def needs_of(ugel):
    with scope(ugel):
        return list(Need.objects.order_by("number").values_list("what", "severity", "state"))


def test_own_sheet_is_understood_registered_and_undone(
    browser_at, as_person, elmer, school, norte_closed, own_sheet, worker, axe
):
    page = as_person(browser_at(1280), elmer)
    page.goto(LIST)
    page.get_by_role("link", name="Cargar planilla").click()
    page.get_by_label("Planilla").set_input_files(own_sheet)
    page.get_by_role("button", name="Subir y revisar").click()
    expect(page.get_by_label("Urgencia")).to_have_value("severity")
    axe(page)
    page.get_by_role("button", name="Continuar").click()

    page.get_by_label("La del cerro").select_option("other")
    page.get_by_label("Si es otra: código").fill("12345")
    page.get_by_label("«grado 9»").select_option("2")
    axe(page)
    page.get_by_role("button", name="Ver las filas").click()
    expect(page.get_by_text("«Faltan doce carpetas» · Dificulta las clases")).to_be_visible()
    axe(page)
    assert needs_of(norte_closed) == []
    page.get_by_role("button", name="Registrar 2 necesidades").click()
    expect(page.get_by_role("link", name="Faltan doce carpetas")).to_be_visible()
    assert needs_of(norte_closed) == [("No llega agua", 4, "reported"), ("Faltan doce carpetas", 2, "reported")]

    page.get_by_role("link", name="Deshacer").click()
    page.get_by_role("button", name="Deshacer").click()
    expect(page.get_by_text("Se retiraron 2 necesidades.")).to_be_visible()
    assert needs_of(norte_closed) == []


def test_answers_from_the_list_by_keyboard_name_what_they_could_not_reach(
    browser_at, as_person, elmer, school, norte_closed, keyboard_only, axe
):
    with scope(norte_closed):
        _first, second = NeedFactory.create_batch(2, school=school, reported_by=elmer)
    page = as_person(browser_at(1280), elmer)
    keys = keyboard_only(page)
    page.goto(LIST)
    axe(page)
    keys.press(page.get_by_label("Marcar todas"), key="Space")
    with scope(norte_closed):
        Need.objects.filter(pk=second.pk).update(state="closed_unsolved", reason="La escuela cerró")
    keys.choose(page.get_by_label("Respuesta"), "Priorizar")
    keys.press(page.get_by_role("button", name="Responder", exact=True))

    expect(page.get_by_text("Respondió 1 necesidad.")).to_be_visible()
    expect(page.get_by_text(f"N.º {second.number}")).to_contain_text("Otra persona ya respondió")
    assert sorted(state for *_rest, state in needs_of(norte_closed)) == ["closed_unsolved", "prioritised"]


def test_papers_of_a_school_are_printed_by_a_worker(browser_at, as_person, elmer, school, worker, axe):
    page = as_person(browser_at(360), elmer)
    page.goto("/230008/necesidades/hojas/")
    axe(page)
    page.get_by_label("IE 42042 San Martín").check()
    page.get_by_role("button", name="Preparar el PDF").click()
    expect(page.get_by_role("link", name="Descargar el PDF")).to_be_visible(timeout=60_000)
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar el PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
