"""A year of «Adopto una escuela» on telephones: the list frozen, a school adopted, a day promised, seen and counted."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from adoptions.indicators import NEEDIEST
from adoptions.models import Recognition, WorkDay
from adoptions.tests.factories import make_adoption, make_ambito, make_day, see
from commitments.models import Commitment
from commitments.services import issue_key, path_of
from core.accounts.enums import Role
from core.strategies.indicators import Frame
from core.tenancy.scope import scope
from partners.tests.factories import ContactFactory, PartnerFactory
from reports.selectors.figures import compute
from schools.models import SchoolStaff
from tests.pictures import photo_upload
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


class Valley:
    """Four schools with a need each, a unit with its colonel, the director of the second school."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.hilda = make_person("hilda", Role.UGEL_HEAD, ugel=ugel)
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            self.schools = make_ambito(4, 3, 2, 1, by=self.elmer)
            SchoolStaff.objects.create(school=self.schools[1], user=self.rosa, is_head=True)
            army = PartnerFactory(name="Batallón Locumba", kind="army", created_by=self.elmer)
            self.colonel = ContactFactory(partner=army, name="Coronel Díaz", search_name="coronel diaz", post="Jefe")

    def link(self):
        """What the colonel got by WhatsApp."""
        with scope(self.ugel):
            key = issue_key(contact=self.colonel, commitments=list(Commitment.objects.all()), by=self.elmer)
            return f"/{self.ugel.code}{path_of(key)}"

    def figure(self):
        today = timezone.localdate()
        year = Frame(today.replace(month=1, day=1), today.replace(month=12, day=31), timezone.now())
        with scope(self.ugel):
            (found,) = compute(NEEDIEST, year, [self.ugel.pk])
            return found.numerator, found.denominator

    def is_recognised(self):
        with scope(self.ugel):
            return Recognition.objects.exists()

    def photos(self):
        with scope(self.ugel):
            return WorkDay.objects.get().photos.count()


@pytest.fixture
def valley(norte_closed):
    return Valley(norte_closed)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "pared.jpg"
    path.write_bytes(photo_upload(size=(1600, 1200)).read())
    return path


def freeze_the_list(page, axe):
    """The first is passed over with a reason; the second comes instead."""
    page.goto("/230008/adopto/lista/")
    axe(page)
    page.get_by_role("link", name="Preparar la lista").click()
    expect(page.get_by_text("Van 1: el 25 % de 4")).to_be_visible()
    axe(page)
    page.get_by_label("Motivo para saltar a IE 01").fill("La obra está en curso")
    page.get_by_role("button", name="Congelar la lista").click()
    expect(page.get_by_role("region", name="En la lista", exact=True)).to_contain_text("IE 02")
    expect(page.get_by_text("La obra está en curso")).to_be_visible()
    axe(page)


def adopt_and_plan(page, axe):
    page.goto("/230008/adopto/")
    expect(page.get_by_text("0 de 1 de las más necesitadas")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Asignar una unidad").click()
    axe(page)
    page.get_by_label("Unidad y quien coordina").select_option(label="Batallón Locumba · Coronel Díaz, Jefe")
    today = timezone.localdate()
    page.get_by_label("Hasta", exact=True).fill(today.replace(year=today.year + 1, day=1).isoformat())
    page.get_by_role("button", name="Registrar").click()
    expect(page.get_by_text("Vigente").first).to_be_visible()
    page.get_by_role("link", name="Planificar una jornada").click()
    axe(page)
    page.get_by_label("Pintado de paredes").check()
    page.get_by_label("Dónde o cuánto").fill("aula de 3.º")
    page.get_by_label("Día", exact=True).fill(today.isoformat())
    page.get_by_label("Personas que vendrán").fill("10")
    page.get_by_role("button", name="Planificar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pintado de paredes: aula de 3.º")
    expect(page.get_by_text("Propuesto").first).to_be_visible()


def promise_and_say_it_is_done(door):
    """The colonel behind his link, without account or script."""
    sign(door)
    door.get_by_role("button", name=re.compile("^Confirmar")).click()
    door.get_by_role("link", name="Decir qué se entregó").click()
    door.get_by_label("Se entregó", exact=True).check()
    sign(door)
    door.get_by_role("button", name="Enviar a la UGEL").click()
    expect(door.get_by_role("status").first).to_contain_text("quedará verificado")


def sign(door):
    door.get_by_label("Su nombre y apellidos").fill("Juan Díaz")
    door.get_by_label("Su cargo").fill("Coronel")


def witness(phone):
    """The director reads who adopted her school, and says what she saw."""
    phone.get_by_role("link", name="Pintado de paredes: aula de 3.º").click()
    phone.get_by_role("link", name="Ver la promesa y decir qué se hizo").click()
    phone.get_by_role("link", name="Decir qué llegó").click()
    phone.get_by_label("Se entregó", exact=True).check()
    for _question in range(8):
        button = phone.get_by_role("button", name="Continuar")
        if button.is_visible():
            button.click()
    phone.get_by_role("button", name="Enviar lo que vi").click()
    expect(phone.get_by_text("Verificado").first).to_be_visible()


def tell_who_came(page, picture, axe):
    page.get_by_role("link", name="Anotar quiénes vinieron").click()
    axe(page)
    page.get_by_label("Personas que vinieron").fill("9")
    page.get_by_label("Horas que duró").fill("4.5")
    page.get_by_label("Materiales que se usaron").fill("40 L de látex")
    page.get_by_label("Fotos").set_input_files(picture)
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("40 L de látex")).to_be_visible()


def test_from_the_frozen_list_to_a_school_that_counts(
    browser_at, without_javascript, as_person, worker, valley, picture, axe
):
    # given a specialist with a telephone, who freezes the list of the year
    phone = as_person(browser_at(360), valley.elmer)
    freeze_the_list(phone, axe)
    assert valley.figure() == (0, 1)

    # when a unit adopts the school on it and a day of work is planned
    adopt_and_plan(phone, axe)
    day = phone.url
    axe(phone)

    # and the colonel promises it and says that it was done
    door = without_javascript(360)
    door.goto(valley.link())
    promise_and_say_it_is_done(door)
    assert valley.figure() == (0, 1)

    # and the director of the school saw it too
    director = as_person(browser_at(360), valley.rosa)
    director.goto(f"/230008/adopto/escuela/{valley.schools[1].pk}/")
    expect(director.get_by_text("Batallón Locumba").first).to_be_visible()
    axe(director)
    witness(director)

    # then the school counts, and the day shows who came and a picture
    assert valley.figure() == (1, 1)
    phone.goto(day)
    tell_who_came(phone, picture, axe)
    wait_for(lambda: valley.photos() == 1, lambda: worker.log("worker"))
    phone.goto(day)
    expect(phone.locator("figure.photo img")).to_have_count(1)
    expect(phone.get_by_text("Verificado").first).to_be_visible()
    axe(phone)
    phone.goto("/230008/adopto/")
    expect(phone.get_by_text("1 de 1 de las más necesitadas")).to_be_visible()


def test_a_unit_rotates_gives_the_school_back_and_has_its_certificate(browser_at, as_person, worker, valley, axe):
    # given an adopted school with a day that two saw
    with scope(valley.ugel):
        adoption = make_adoption(valley.elmer, school=valley.schools[0], contact=valley.colonel)
        see(make_day(valley.elmer, adoption), ugel=valley.elmer)
        ContactFactory(partner=valley.colonel.partner, name="Mayor Soto", search_name="mayor soto", post="Jefe")

    # when somebody else of the unit takes over, and then the school is given back
    phone = as_person(browser_at(360), valley.elmer)
    phone.goto(f"/230008/adopto/{adoption.pk}/")
    phone.get_by_role("link", name="Anotar un relevo").click()
    axe(phone)
    phone.get_by_label("Quién toma el relevo").select_option(label="Batallón Locumba · Mayor Soto, Jefe")
    phone.get_by_label("Por qué cambia").fill("Rota la unidad")
    phone.get_by_role("button", name="Guardar el relevo").click()
    expect(phone.get_by_text("Mayor Soto")).to_be_visible()
    expect(phone.get_by_text("Coronel Díaz")).to_be_visible()
    phone.get_by_role("link", name="Devolver la escuela").click()
    axe(phone)
    phone.get_by_label("Motivo").fill("La unidad se traslada")
    phone.get_by_role("button", name="Devolver").click()
    expect(phone.get_by_text("Devuelta").first).to_be_visible()
    axe(phone)

    # then the head thanks the unit for what was seen, on a numbered paper
    head = as_person(browser_at(1280), valley.hilda)
    head.goto(f"/230008/adopto/{adoption.pk}/")
    head.get_by_role("button", name="Emitir el certificado").click()
    wait_for(valley.is_recognised, lambda: worker.log("web"))
    later = as_person(browser_at(1280), valley.hilda)
    later.goto(f"/230008/adopto/{adoption.pk}/")
    axe(later)
    later.get_by_role("link", name=re.compile("Certificado N")).click()
    expect(later.get_by_role("heading", level=1)).to_contain_text("Certificado")
