"""A promise from a need to a solved need: written at a desk, confirmed by phone, seen by two, ended by the school."""

import pytest
from playwright.sync_api import expect

from commitments.enums import CommitmentState
from commitments.models import Commitment
from core.accounts.enums import Role
from core.tenancy.scope import scope
from needs.enums import NeedState
from needs.models import Need
from needs.tests.factories import NeedFactory
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


class Village:
    """A school with a leaking roof, its director and guardian, the army and its colonel."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.school = SchoolFactory(name="IE 42042 San Martín")
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.hilda = make_person("hilda", Role.UGEL_HEAD, ugel=ugel)
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            self.gino = make_person("gino", Role.GUARDIAN, ugel=ugel)
            SchoolStaff.objects.create(school=self.school, user=self.rosa, is_head=True)
            SchoolStaff.objects.create(school=self.school, user=self.gino, kind="witness")
            self.need = NeedFactory(school=self.school, reported_by=self.rosa, what="Gotea el techo", number=7)
            army = PartnerFactory(name="Ejército", created_by=self.elmer)
            ContactFactory(partner=army, name="Coronel Díaz", search_name="coronel diaz", post="Jefe")

    def stands(self):
        with scope(self.ugel):
            return Commitment.objects.get().state, Need.objects.get().state


@pytest.fixture
def village(norte_closed):
    return Village(norte_closed)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "techo.jpg"
    path.write_bytes(photo_upload(size=(1600, 1200)).read())
    return path


def write_promise(desk):
    desk.get_by_role("link", name="Escribir un compromiso").click()
    desk.get_by_label("Qué aliado").select_option(label="Ejército")
    desk.get_by_label("¿Qué promete?").fill("Cambiar las calaminas")
    desk.get_by_label("Cantidad por entrega").fill("40")
    desk.get_by_label("Unidad").fill("calaminas")
    desk.get_by_label("Fecha, o primer día").fill("2026-05-12")
    desk.get_by_role("button", name="Guardar y pedir confirmación").click()


def say_what_came(phone, picture=None):
    """One question after another: all of it came, seen today."""
    phone.get_by_role("link", name="Decir qué llegó").click()
    phone.get_by_label("Se entregó", exact=True).check()
    for _ in range(4):
        next_one(phone)
    if picture:
        phone.get_by_label("Fotos de cómo quedó").set_input_files(picture)
    next_one(phone)
    phone.get_by_role("button", name="Enviar lo que vi").click()


def next_one(phone):
    button = phone.get_by_role("button", name="Continuar")
    if button.is_visible():
        button.click()


def test_a_promise_from_a_need_until_the_school_says_it_is_solved(browser_at, as_person, worker, village, picture, axe):
    # given a need that the specialist answers with what the army promised
    desk = as_person(browser_at(1280), village.elmer)
    desk.goto(f"/230008/necesidades/{village.need.pk}/")
    write_promise(desk)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Cambiar las calaminas")
    expect(desk.get_by_text("Propuesto").first).to_be_visible()
    axe(desk)

    # when the colonel says yes on the telephone
    desk.get_by_role("link", name="Anotar la confirmación").click()
    axe(desk)
    desk.get_by_label("¿Quién lo dijo?").select_option(label="Coronel Díaz")
    desk.get_by_label("Por teléfono").check()
    desk.get_by_role("button", name="Guardar la confirmación").click()
    expect(desk.get_by_text("Confirmado").first).to_be_visible()
    assert village.stands() == (CommitmentState.CONFIRMED, NeedState.COVERED)

    # and the specialist sees the roof, and the guardian too, with a photo
    say_what_came(desk)
    expect(desk.get_by_text("Falta la segunda palabra").first).to_be_visible()
    phone = as_person(browser_at(360), village.gino)
    phone.goto("/230008/compromisos/")
    axe(phone)
    phone.get_by_role("link", name="Cambiar las calaminas").click()
    say_what_came(phone, picture)
    expect(phone.get_by_text("Verificado").first).to_be_visible()
    assert village.stands() == (CommitmentState.VERIFIED, NeedState.COVERED)
    wait_for(lambda: photos_of(village) == 1, lambda: worker.log("worker"))
    phone.reload()
    expect(phone.locator("figure.photo img")).to_have_count(1)
    axe(phone)

    # then the director is asked, and in one tap it is solved
    director = as_person(browser_at(360), village.rosa)
    director.goto(f"/230008/necesidades/{village.need.pk}/")
    expect(director.get_by_text("Dos testigos del compromiso")).to_be_visible()
    axe(director)
    director.get_by_role("button", name="Sí, resuelta").click()
    expect(director.get_by_text("Resuelta y verificada").first).to_be_visible()
    assert village.stands() == (CommitmentState.VERIFIED, NeedState.SOLVED)


def photos_of(village):
    with scope(village.ugel):
        return Commitment.objects.get().evidence.count()
