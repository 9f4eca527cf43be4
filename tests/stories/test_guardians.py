"""A guardian from the day the UGEL accepts her to the promise her word verifies, and what the partner reads of it."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commitments.enums import CommitmentState, Outcome
from commitments.models import Commitment
from commitments.services import Voice, attest, issue_key, path_of
from core.accounts.enums import Role
from core.tenancy.scope import scope
from guardians.models import Guardian, Visit
from guardians.tests.factories import make_delivery
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


class Valley:
    """A school that was promised ten chairs, which the colonel says he brought; nobody else saw them."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.school = SchoolFactory(name="IE 42042 San Martín")
            for number in range(12):  # a list long enough to be searched
                SchoolFactory(name=f"IE Ñuñoa {number}")
            army = PartnerFactory(name="Ejército del Perú", short_name="Ejército", created_by=self.elmer)
            PartnerFactory(name="Minera del Sur", created_by=self.elmer)
            self.colonel = ContactFactory(partner=army, name="Coronel Díaz", search_name="coronel diaz")
            delivery = make_delivery(self.elmer, contact=self.colonel, school=self.school)
            attest(instalment=delivery, voice=Voice.of_contact(self.colonel), outcome=Outcome.DELIVERED)

    def berta(self):
        with scope(self.ugel):
            return Guardian.objects.select_related("user").get().user

    def link(self):
        with scope(self.ugel):
            key = issue_key(contact=self.colonel, commitments=list(Commitment.objects.all()), by=self.elmer)
            return f"/{self.ugel.code}{path_of(key)}"

    def stands(self):
        with scope(self.ugel):
            return Commitment.objects.get().state

    def pictures(self):
        with scope(self.ugel):
            return Visit.objects.get().files.count(), Commitment.objects.get().evidence.count()


@pytest.fixture
def valley(norte_closed):
    return Valley(norte_closed)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "sillas.jpg"
    path.write_bytes(photo_upload(size=(1600, 1200)).read())
    return path


def accept_berta(desk, axe):
    """The code first; then she, for one school, who declares whom her family works for."""
    desk.goto("/230008/guardianes/")
    axe(desk)
    desk.get_by_role("link", name="Publicar el código").click()
    axe(desk)
    desk.get_by_role("button", name="Publicar esta versión").click()
    expect(desk.get_by_role("status").first).to_contain_text("publicado")
    desk.goto("/230008/guardianes/nuevo/")
    desk.get_by_label("Nombres y apellidos").fill("Berta Laura Nina")
    search_the_list(desk)
    desk.get_by_label("IE 42042 San Martín").check()
    desk.get_by_label("¿Trabaja para un aliado, o es parte de él?").select_option(label="Minera del Sur")
    desk.get_by_label("Qué lo une").select_option(label="Su familia trabaja para")
    desk.get_by_role("button", name="Aceptar").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Berta Laura Nina")
    expect(desk.get_by_role("link", name="Entregar su tarjeta")).to_be_visible()
    axe(desk)


def search_the_list(desk):
    """Without accents or capitals; what does not match steps aside."""
    box, school = desk.get_by_role("searchbox", name="Buscar en la lista"), desk.get_by_label("IE 42042 San Martín")
    box.fill("NUNOA 3")
    expect(school).to_be_hidden()
    expect(desk.get_by_label("IE Ñuñoa 3")).to_be_visible()
    box.fill("san martin")
    expect(school).to_be_visible()
    expect(desk.get_by_label("IE Ñuñoa 3")).to_be_hidden()


def draw_a_sample(desk, axe):
    desk.goto("/230008/guardianes/muestras/")
    axe(desk)
    desk.get_by_role("link", name="Sortear entregas").click()
    first = timezone.localdate().replace(month=1, day=1)
    desk.get_by_label("Entregas desde").fill(first.isoformat())
    desk.get_by_label("Cantidad o porcentaje").fill("50")
    desk.get_by_label("Semilla del sorteo").fill("4711")
    desk.get_by_role("button", name="Sortear y encargar").click()
    expect(desk.get_by_text("dio lo mismo")).to_be_visible()
    expect(desk.get_by_role("region", name="En la muestra", exact=True)).to_contain_text("Berta Laura Nina")
    axe(desk)


def say_what_she_saw(phone, picture, axe):
    """One thing after another: it came, two pictures, no recording, today."""
    phone.goto("/230008/")
    phone.get_by_role("link", name=re.compile("Diez sillas")).first.click()
    axe(phone)
    phone.get_by_role("link", name="Decir qué vi").click()
    phone.get_by_label("Llegó todo").check()
    axe(phone)
    next_one(phone)
    phone.get_by_label("Foto de lo que llegó").set_input_files(picture)
    next_one(phone)
    phone.get_by_label("Foto del lugar").set_input_files(picture)
    for _question in range(4):
        next_one(phone)
    phone.get_by_role("button", name="Enviar lo que vi").click()
    expect(phone.get_by_text("quedó registrado")).to_be_visible()


def next_one(phone):
    button = phone.get_by_role("button", name="Continuar")
    if button.is_visible():
        button.click()


def test_a_guardian_is_accepted_drawn_and_her_word_verifies_the_promise(
    browser_at, without_javascript, as_person, worker, valley, picture, axe
):
    # given a delivery the colonel says he made, and a specialist who accepts a guardian
    desk = as_person(browser_at(1280), valley.elmer)
    accept_berta(desk, axe)

    # when a sample is drawn and falls to her
    draw_a_sample(desk, axe)
    assert valley.stands() == CommitmentState.DELIVERED

    # and she goes, looks, and says on her telephone what she saw, with two pictures
    phone = as_person(browser_at(360), valley.berta())
    say_what_she_saw(phone, picture, axe)

    # then the promise is verified by two parties, and her pictures are its evidence
    assert valley.stands() == CommitmentState.VERIFIED
    wait_for(lambda: valley.pictures() == (2, 2), lambda: worker.log("worker"))
    phone.reload()
    expect(phone.locator("figure.photo img")).to_have_count(2)
    axe(phone)

    # and the partner reads that a witness of the community saw it, and not who
    door = without_javascript(360)
    door.goto(valley.link())
    expect(door.get_by_text("un testigo de la comunidad")).to_be_visible()
    expect(door.get_by_text("Berta")).to_have_count(0)


def test_slips_are_printed_by_the_worker(browser_at, as_person, worker, valley, axe):
    desk = as_person(browser_at(1280), valley.elmer)
    accept_berta(desk, axe)
    draw_a_sample(desk, axe)

    desk.goto("/230008/guardianes/visitas/hojas/")
    axe(desk)
    desk.get_by_label(re.compile("Berta Laura Nina")).check()
    desk.get_by_role("button", name="Preparar el PDF").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Hojas listas", timeout=60_000)
    axe(desk)
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Descargar el PDF").click()
    assert taken.value.suggested_filename == "hojas-de-visita.pdf"
