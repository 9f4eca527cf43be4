"""The head imports the padrón: upload, preview, confirm, progress, 28 rural schools, and back again."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.tenancy.services import create_ugel
from tests.world import as_owner, make_person

pytestmark = pytest.mark.django_db(transaction=True)

PADRON = Path(settings.BASE_DIR) / "schools" / "demo" / "padron.csv"
JOB_SECONDS = 60
# As people name files: without a space, and wider than a phone.
LONG_NAME = "padron_de_la_ugel_jorge_basadre_corregido_y_revisado_version_final_2.csv"


@pytest.fixture
def marta(region):
    """Heads UGEL Jorge Basadre, which has no school yet."""
    with as_owner():
        ugel = create_ugel(code="230002", name="UGEL Jorge Basadre", region=region)
    return make_person("marta", Role.UGEL_HEAD, ugel=ugel)


def upload(page, path=PADRON):
    page.goto("/230002/escuelas/padron/nuevo/")
    file = {"name": LONG_NAME, "mimeType": "text/csv", "buffer": path.read_bytes()}
    page.get_by_label("Archivo del padrón").set_input_files(file)
    page.get_by_role("button", name="Revisar el archivo").click()


def wait_for_result(page, heading):
    """The page of the job leads on by itself."""
    expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=JOB_SECONDS * 1000)


def counts(page):
    lines = [text.split("\n") for text in page.get_by_role("main").locator(".card-list li").all_inner_texts()]
    return {label: int(number) for number, label, *_ in lines}


@pytest.mark.parametrize("width", [360, 1280])
def test_head_imports_the_padron_and_undoes_it(browser_at, as_person, worker, marta, axe, width):
    # given a UGEL without schools, whose list says what to do
    page = as_person(browser_at(width), marta)
    page.goto("/230002/escuelas/")
    axe(page)
    page.get_by_role("main").get_by_role("link", name="Importar el padrón").click()
    axe(page)

    # when she uploads the file while the worker is busy
    with worker.held():
        upload(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Revisando el padrón")
        axe(page)

    # then the preview opens by itself and nothing is stored yet
    wait_for_result(page, "Qué cambiaría")
    assert counts(page) == {"Nuevos": 56, "Cambian": 0, "Sin cambios": 0, "Ya no figuran": 0, "Filas rechazadas": 0}
    axe(page)

    # when she confirms, then 28 rural schools are there
    page.get_by_role("button", name="Confirmar la importación").click()
    wait_for_result(page, "Qué cambió")
    axe(page)
    page.goto("/230002/escuelas/")
    expect(page.get_by_text("28 escuelas públicas rurales activas")).to_be_visible()
    axe(page)

    # when she undoes it, then the list is as empty as before
    page.goto("/230002/escuelas/padron/")
    axe(page)
    page.get_by_role("link", name=LONG_NAME).click()
    page.get_by_role("link", name="Deshacer la importación").click()
    axe(page)
    page.get_by_role("button", name="Deshacer la importación").click()
    wait_for_result(page, "Qué cambió")
    page.goto("/230002/escuelas/")
    expect(page.get_by_role("main").get_by_role("link", name="Importar el padrón")).to_be_visible()


def test_same_padron_again_changes_nothing_also_without_javascript(without_javascript, as_person, worker, marta):
    # given a padrón that was imported
    page = as_person(without_javascript(360), marta)
    upload(page)
    wait_for_result(page, "Qué cambiaría")
    page.get_by_role("button", name="Confirmar la importación").click()
    wait_for_result(page, "Qué cambió")

    upload(page)

    wait_for_result(page, "Qué cambiaría")
    assert counts(page) == {"Nuevos": 0, "Cambian": 0, "Sin cambios": 56, "Ya no figuran": 0, "Filas rechazadas": 0}


def test_file_that_is_no_padron_is_refused_in_words(browser_at, as_person, worker, marta, tmp_path, axe):
    page = as_person(browser_at(360), marta)
    photo = tmp_path / "padron.csv"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))

    upload(page, photo)

    refusal = "Este archivo no es un padrón. Suba el ZIP de ESCALE, un DBF, un CSV o un Excel (.xlsx)."
    expect(page.get_by_text(refusal)).to_be_visible(timeout=JOB_SECONDS * 1000)
    axe(page)
    page.goto("/230002/escuelas/")
    expect(page.get_by_role("main").get_by_role("link", name="Importar el padrón")).to_be_visible()


def test_an_empty_file_is_told_from_none(browser_at, as_person, marta):
    page = as_person(browser_at(360), marta)
    page.goto("/230002/escuelas/padron/nuevo/")
    page.get_by_label("Archivo del padrón").set_input_files({"name": "p.csv", "mimeType": "text/csv", "buffer": b""})
    page.get_by_role("button", name="Revisar el archivo").click()

    expect(page.get_by_text("El archivo está vacío").first).to_be_visible()
