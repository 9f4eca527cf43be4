"""A local network on a telephone: formed, met, agreed, its acta with a number, its contact sheet on paper."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commitments.models import Commitment
from core.accounts.enums import Role
from core.documents.models import Document
from core.strategies.indicators import Frame
from core.tenancy.scope import scope
from networks.indicators import ACTIVE
from networks.models import Meeting
from partners.tests.factories import ContactFactory, PartnerFactory
from reports.selectors.figures import compute
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory, freeze_target
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


class Valley:
    """A district with two schools of the ámbito, the director of one, and the health post with its nurse."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            self.schools = [SchoolFactory(name=name) for name in ("IE Piñapa", "IE Camiara")]
            freeze_target(*self.schools, year=timezone.localdate().year)
            SchoolStaff.objects.create(school=self.schools[0], user=self.rosa, is_head=True)
            post = PartnerFactory(name="Puesto de Salud", kind="health_network", created_by=self.elmer)
            ContactFactory(partner=post, name="Ana Vilca", search_name="ana vilca", post="Enfermera")

    def figure(self):
        today = timezone.localdate()
        year = Frame(today.replace(month=1, day=1), today.replace(month=12, day=31), timezone.now())
        with scope(self.ugel):
            (found,) = compute(ACTIVE, year, [self.ugel.pk])
            return found.numerator, found.denominator

    def promised(self):
        with scope(self.ugel):
            return sorted(Commitment.objects.values_list("what", "school__name"))

    def is_printed(self):
        with scope(self.ugel):
            return Document.objects.filter(type="acta").exclude(file_sha256="").exists()

    def meeting(self):
        with scope(self.ugel):
            return Meeting.objects.get().get_absolute_url()


@pytest.fixture
def valley(norte_closed):
    return Valley(norte_closed)


def form_the_network(page, axe):
    page.goto("/230008/redes/")
    expect(page.get_by_text("Aún no hay ninguna red registrada")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Registrar una red").click()
    axe(page)
    page.get_by_label("Distrito").select_option(label="Locumba")
    page.get_by_label("Nombre de la red").fill("Red local de Locumba")
    today = timezone.localdate()
    page.get_by_label("Se formó el").fill(today.replace(month=1, day=1).isoformat())
    page.get_by_label("Con qué se reconoció").select_option(label="Resolución")
    page.get_by_label("Número del documento").fill("RD 0219-UGELN")
    page.get_by_label("Fecha del documento").fill(today.isoformat())
    page.get_by_role("button", name="Registrar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Red local de Locumba")
    expect(page.get_by_text("Sin coordinador").first).to_be_visible()


def add_members(page, axe):
    """The nurse from the list of contacts, the director from the people here, a policeman by hand."""
    page.get_by_role("link", name="Agregar un miembro").click()
    axe(page)
    page.get_by_label("Contacto de un aliado").select_option(label="Puesto de Salud · Ana Vilca, Enfermera")
    page.get_by_role("button", name="Agregar").click()
    page.get_by_role("link", name="Agregar un miembro").click()
    page.get_by_label("Persona de la UGEL o de una escuela").select_option(label="Rosa Quispe · IE Piñapa")
    page.get_by_role("button", name="Agregar").click()
    page.get_by_role("link", name="Agregar un miembro").click()
    page.get_by_label("Nombres y apellidos").fill("Marco Ttito")
    page.get_by_label("Institución").fill("Comisaría de Locumba")
    page.get_by_label("Celular").fill("952 000 141")
    page.get_by_label("Sector").select_option(label="Policía y seguridad")
    page.get_by_role("button", name="Agregar").click()
    expect(page.get_by_role("heading", name="Miembros: 3")).to_be_visible()
    page.get_by_role("link", name="anotar quién coordina").click()
    axe(page)
    page.get_by_label("Quién coordina").select_option(label="Puesto de Salud · Ana Vilca, Enfermera")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("Sin reuniones recientes").first).to_be_visible()
    axe(page)


def meet(page, axe):
    page.get_by_role("link", name="Convocar una reunión").click()
    axe(page)
    page.get_by_label("Fecha", exact=True).fill(timezone.localdate().isoformat())
    page.get_by_label("Lugar").fill("Local comunal")
    page.get_by_label("Agenda").fill("Anemia\nCaminos a la escuela")
    page.get_by_role("button", name="Guardar la reunión").click()
    page.get_by_role("button", name="Convocar a los miembros").click()
    expect(page.get_by_role("heading", name="Convocados: 3")).to_be_visible()
    page.get_by_label("Puesto de Salud · Ana Vilca").check()
    page.get_by_label(re.compile("IE Piñapa · Rosa Quispe")).check()
    page.get_by_role("button", name="Anotar a los marcados").click()
    expect(page.get_by_role("heading", name="Asistencia: 2")).to_be_visible()
    axe(page)


def agree(page, what, who, schools):
    if not page.get_by_label("Qué se hará").is_visible():
        page.get_by_text("Anotar un acuerdo", exact=True).click()
    page.get_by_label("Qué se hará").fill(what)
    page.get_by_label("Quién se compromete").select_option(label=who)
    page.get_by_label("Para qué", exact=True).select_option(index=1)
    page.get_by_label("Unidad").fill("campaña")
    page.get_by_label("Hasta cuándo").fill(timezone.localdate().replace(month=12, day=30).isoformat())
    for school in schools:
        page.get_by_label(school, exact=True).check()
    page.get_by_role("button", name="Anotar el acuerdo").click()
    expect(page.get_by_role("heading", name=re.compile(re.escape(what)))).to_be_visible()


def test_from_the_first_member_to_an_acta_and_a_sheet_to_pin_up(browser_at, as_person, worker, valley, axe):
    # given a specialist with a telephone, who forms the network of a district
    phone = as_person(browser_at(360), valley.elmer)
    form_the_network(phone, axe)
    add_members(phone, axe)
    network = phone.url.partition("#")[0]
    assert valley.figure() == (0, 1)

    # when its members meet and two of them take something on
    meet(phone, axe)
    nurse, director = "Puesto de Salud · Ana Vilca, Enfermera", "IE Piñapa · Rosa Quispe"
    agree(phone, "Tamizaje de anemia", nurse, ["IE Piñapa", "IE Camiara"])
    agree(phone, "Reunión con las familias", director, ["IE Piñapa"])

    # then the district counts, and each agreement is a promise for its schools
    assert valley.figure() == (1, 1)
    assert valley.promised() == [
        ("Reunión con las familias", "IE Piñapa"),
        ("Tamizaje de anemia", "IE Camiara"),
        ("Tamizaje de anemia", "IE Piñapa"),
    ]

    # and its acta has a number and a PDF
    phone.get_by_role("button", name="Emitir el acta").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Acta")
    axe(phone)
    wait_for(valley.is_printed, lambda: worker.log("worker"))
    phone.goto(f"/230008{valley.meeting().removeprefix('/230008')}")
    expect(phone.get_by_role("link", name=re.compile("Acta N"))).to_be_visible()
    axe(phone)

    # and who may see the telephones prints the sheet of the network
    phone.goto(network)
    phone.get_by_role("button", name="Directorio").click()
    expect(phone.get_by_role("heading", name="Directorio listo")).to_be_visible(timeout=60_000)
    axe(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Descargar el PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    # and the director reads on her school's page who sits in it
    reader = as_person(browser_at(360), valley.rosa)
    reader.goto(f"/230008/redes/escuela/{valley.schools[0].pk}/")
    expect(reader.get_by_text("Tamizaje de anemia")).to_be_visible()
    expect(reader.get_by_text("Comisaría de Locumba")).to_be_visible()
    assert "952" not in reader.locator("main").inner_text()
    axe(reader)


def test_a_called_member_opens_the_agenda_without_account_or_script(
    browser_at, without_javascript, as_person, worker, valley, axe
):
    # given a network whose members are called to a meeting ahead
    desk = as_person(browser_at(1280), valley.elmer)
    form_the_network(desk, axe)
    add_members(desk, axe)
    desk.get_by_role("link", name="Convocar una reunión").click()
    desk.get_by_label("Fecha", exact=True).fill(timezone.localdate().replace(month=12, day=31).isoformat())
    desk.get_by_label("Lugar").fill("Local comunal")
    desk.get_by_label("Agenda").fill("Agua segura")
    desk.get_by_role("button", name="Guardar la reunión").click()
    desk.get_by_role("button", name="Convocar a los miembros").click()
    desk.get_by_text("Ver a quién y su enlace").click()
    link = desk.get_by_role("link", name=re.compile("su enlace Ana Vilca")).get_attribute("href")

    # when one opens the link
    door = without_javascript(360)
    door.goto(link)

    # then the agenda is there, and the date for the calendar
    expect(door.get_by_text("Agua segura")).to_be_visible()
    with door.expect_download() as download:
        door.get_by_role("link", name="Ponerla en mi calendario").click()
    assert "Red local de Locumba" in download.value.path().read_text()
