"""The first hour of a UGEL: from `create_ugel` to the first report, each step ticked by what is there."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

PADRON = Path(settings.BASE_DIR) / "schools" / "demo" / "padron.csv"
JOB_MS = 90_000


@pytest.fixture
def invitation(worker):
    """What whoever hosts COMUSET types, and the address it prints for the head."""
    place = ["230002", "UGEL Jorge Basadre", "--region", "DRE Tacna"]
    said = worker.manage("create_ugel", *place, "--head", "marta@example.pe", "--head-name", "Marta Condori")
    return urlsplit(re.search(r"http\S+/invitacion/\S+", said).group()).path


def guide_on_home(page):
    page.goto("/230002/")
    return page.get_by_role("region", name="Primeros pasos de su UGEL")


@pytest.mark.parametrize("width", [360, 1280])
def test_head_takes_her_ugel_from_nothing_to_the_first_report(browser_at, without_javascript, invitation, axe, width):
    # given a UGEL made a moment ago, and its head with an invitation
    page, phone = browser_at(width), without_javascript(360)
    page.goto(invitation)
    page.get_by_label("Contraseña nueva").fill("lluvia sobre Locumba")
    page.get_by_role("button", name="Guardar e ingresar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Buen día, Marta")
    axe(page)

    # when she begins each next step from home and does it
    for number, (label, do) in enumerate(STEPS.items()):
        guide = guide_on_home(page)
        expect(guide).to_contain_text(f"{number} de {len(STEPS)}")
        expect(guide.locator("[aria-current=step]")).to_contain_text(label)
        guide.get_by_role("link", name="Empezar este paso").click()
        do(page, phone)

    # then home is free of the guide, which stays to be read, all ticked
    expect(guide_on_home(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Le espera hoy")).to_be_visible()
    axe(page)
    page.goto("/230002/primeros-pasos/")
    expect(page.locator(".first-steps > li.done")).to_have_count(len(STEPS))
    expect(page.get_by_text("Su UGEL completó los primeros pasos")).to_be_visible()
    axe(page)


def load_padron(page, phone):
    page.get_by_label("Archivo del padrón").set_input_files(PADRON)
    page.get_by_role("button", name="Revisar el archivo").click()
    page.get_by_role("button", name="Confirmar la importación").click(timeout=JOB_MS)
    expect(page.get_by_role("heading", name="Qué cambió")).to_be_visible(timeout=JOB_MS)


def freeze_target(page, phone):
    page.get_by_role("button", name="Proponer el ámbito").click()
    page.get_by_label("Resolución").fill("RD 0123-2026")
    page.get_by_role("button", name="Congelar el ámbito").click()
    expect(page.get_by_role("definition").filter(has_text="RD 0123-2026")).to_be_visible()


def write_calendar(page, phone):
    year = timezone.localdate().year
    page.get_by_role("link", name=f"Abrir el calendario {year}").click()
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("link", name="Agregar un periodo").click()
    page.get_by_label("Nombre", exact=True).fill("Año escolar")
    page.get_by_label("Primer día de clases").fill(f"{year}-03-16")
    page.get_by_label("Último día de clases").fill(f"{year}-12-18")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_role("rowheader", name="Año escolar")).to_be_visible()


def name_head(page, phone):
    page.get_by_role("main").get_by_role("link", name="Registrar a quien dirige").first.click()
    page.get_by_label("Nombres y apellidos").fill("Rosa Paz")
    page.get_by_role("button", name="Registrar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rosa Paz")


def register_partner(page, phone):
    page.get_by_role("main").get_by_role("link", name="Registrar un aliado").first.click()
    page.get_by_label("Nombre", exact=True).fill("Batallón de Infantería Motorizado N.º 5")
    page.get_by_label("Tipo").select_option(label="Fuerzas Armadas")
    page.get_by_role("button", name="Registrar", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Batallón")


def give_card(page, phone):
    """The head shows the card; Rosa types its code on her own phone."""
    page.get_by_role("button", name="Mostrar y enviar por WhatsApp").click()
    phone.goto("/entrar/")
    phone.get_by_label("Código de su tarjeta").fill(page.locator(".access-card-code").inner_text())
    phone.get_by_role("button", name="Entrar").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Buen día, Rosa")


def tell_need(page, phone):
    """Rosa, without scripts, from her home with one tap; it reaches the head's list."""
    phone.get_by_role("link", name="Registrar una necesidad").click()
    phone.get_by_label("El local").check()
    phone.get_by_label("Impide usar").check()
    phone.get_by_label("¿Qué pasa?").fill("Gotea el techo de 3.º")
    send = phone.get_by_role("button", name="Enviar a la UGEL")
    send.click()
    expect(send).to_have_count(0)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Gotea el techo de 3.º")


def write_promise(page, phone):
    page.get_by_label("Qué aliado").select_option(label="Batallón de Infantería Motorizado N.º 5")
    page.get_by_label("¿Qué promete?").fill("Cambiar las calaminas")
    page.get_by_role("group", name="Para qué escuelas").get_by_role("checkbox").first.check()
    page.get_by_label("Cantidad por entrega").fill("40")
    page.get_by_label("Unidad").fill("calaminas")
    page.get_by_label("Fecha, o primer día").fill("2026-12-10")
    page.get_by_role("button", name="Guardar y pedir confirmación").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cambiar las calaminas")


def plan_report(page, phone):
    page.get_by_role("button", name="Contar las cifras").click()
    expect(page.get_by_role("link", name=re.compile("PDF"))).to_be_visible(timeout=JOB_MS)


STEPS = {
    "Cargue su padrón": load_padron,
    "Congele el ámbito del año": freeze_target,
    "Escriba el calendario escolar": write_calendar,
    "Registre a sus directores": name_head,
    "Registre a sus aliados": register_partner,
    "Entregue sus tarjetas": give_card,
    "Reciba las primeras necesidades": tell_need,
    "Escriba el primer compromiso": write_promise,
    "Prepare su primer informe": plan_report,
}
