"""The whole mission: need, table, acta, link, delivery, the school's word, counted; one contradicted, and resolved."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commitments.enums import CommitmentState
from commitments.models import Commitment
from core.accounts.enums import Role
from core.notifications.models import Message
from core.tenancy.scope import scope
from needs.enums import NeedState
from needs.models import Need
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory, freeze_target
from tests.pictures import photo_upload
from tests.stories.test_mediat import note
from tests.stories.test_needs import go_on, open_form, tell_of_the_roof
from tests.stories.test_partner_page import sign
from tests.stories.test_promises import say_what_came
from tests.workers import wait_for
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
JOB_SECONDS = 120


class District:
    """Two schools of an ámbito with their directors, a specialist, the head, and an army unit with its colonel."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.roof, self.other = SchoolFactory(name="IE San Martín"), SchoolFactory(name="IE Bolognesi")
            freeze_target(self.roof, self.other, year=timezone.localdate().year, at=timezone.now() - timedelta(days=1))
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.hilda = make_person("hilda", Role.UGEL_HEAD, ugel=ugel)
            self.rosa, self.ana = (make_person(name, Role.SCHOOL_HEAD, ugel=ugel) for name in ("rosa", "ana"))
            for person, school in ((self.rosa, self.roof), (self.ana, self.other)):
                SchoolStaff.objects.create(school=school, user=person, is_head=True)
            army = PartnerFactory(name="Ejército", short_name="", created_by=self.elmer)
            ContactFactory(partner=army, name="Coronel Díaz", search_name="coronel diaz")

    def states(self):
        with scope(self.ugel):
            return dict(Commitment.objects.values_list("school__name", "state"))

    def link(self):
        """What the colonel got by WhatsApp when the table asked for his word."""
        with scope(self.ugel):
            return f"/{self.ugel.code}{Message.objects.get(kind='commitments.promiser', state='waiting').path}"

    def photos(self):
        with scope(self.ugel):
            return sum(one.evidence.count() for one in Commitment.objects.all())

    def need(self):
        with scope(self.ugel):
            return Need.objects.get().state


@pytest.fixture
def district(norte_closed):
    return District(norte_closed)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "techo.jpg"
    path.write_bytes(photo_upload(size=(1600, 1200)).read())
    return path


def sit_down(desk, district):
    """A table, its first session, and the roof as its problem; the promise for both schools."""
    desk.goto("/230008/mediat/nueva/")
    desk.get_by_label("Nombre de la mesa").fill("Mesa de Locumba")
    with scope(district.ugel):
        desk.get_by_label("Territorio").select_option(str(district.roof.district_id))
    desk.get_by_role("button", name="Guardar").click()
    desk.get_by_role("link", name="Convocar una sesión").click()
    desk.get_by_label("Fecha de la sesión").fill(f"{timezone.localdate():%Y-%m-%d}")
    desk.get_by_label("Lugar").fill("Local comunal")
    desk.get_by_role("button", name="Guardar").click()
    desk.get_by_role("link", name="tratar Gotea el techo").click()
    desk.get_by_role("button", name="Anotar problema").click()
    expect(desk.locator("#problemas ol > li")).to_have_count(1)
    came = desk.locator("#asistencia")
    came.get_by_label("Nombres y apellidos").fill("Julia Mamani")
    came.get_by_label("Entidad").fill("APAFA")
    note(came, "Anotar asistencia", "Asistencia: 1")
    part = desk.locator("#acuerdos")
    part.get_by_label("Quién", exact=True).select_option(label="Ejército")
    part.get_by_label("Qué se acordó").fill("Cambiar las calaminas")
    part.get_by_label("Para qué", exact=True).select_option("premises")
    part.get_by_label("Cantidad por escuela").fill("40")
    part.get_by_label("Unidad").fill("calaminas")
    part.get_by_label("Hasta cuándo").fill(f"{timezone.localdate():%Y-%m-%d}")
    part.get_by_label("Qué problema resuelve").select_option(index=1)
    for school in ("IE San Martín", "IE Bolognesi"):
        part.get_by_label(school, exact=True).check()
    note(part, "Anotar acuerdo", "Acuerdos: 1")
    return desk.url.split("#")[0]


def promise_and_deliver(phone, district, picture, worker):
    """By the link, without scripts: both confirmed, both said to be delivered, each with its photo."""
    address = district.link()
    phone.goto(address)
    sign(phone)
    phone.get_by_role("button", name="Confirmar lo marcado").click()
    expect(phone.get_by_role("status").first).to_contain_text("Quedaron confirmados 2 compromisos")
    for sent in (1, 2):
        phone.get_by_role("link", name="Decir qué se entregó").first.click()
        phone.get_by_label("Se entregó", exact=True).check()
        phone.get_by_label("Fotos de cómo quedó").set_input_files(picture)
        sign(phone)
        phone.get_by_role("button", name="Enviar a la UGEL").click()
        expect(phone.get_by_role("status").first).to_contain_text("quedará verificado")
        wait_for(lambda sent=sent: district.photos() == sent, lambda: worker.log("worker"))


def say_nothing_came(phone):
    phone.get_by_role("link", name="Decir qué llegó").click()
    phone.get_by_label("No se entregó", exact=True).check()
    for _ in range(6):
        button = phone.get_by_role("button", name="Continuar")
        if button.is_visible():
            button.click()
    phone.get_by_role("button", name="Enviar lo que vi").click()


def resolve(desk, axe):
    """Somebody called the store of the barracks: what the colonel said is not counted."""
    desk.goto("/230008/compromisos/desacuerdos/")
    axe(desk)
    desk.get_by_role("link", name="Resolver").click()
    desk.get_by_label("No se toma en cuenta lo que dijo…").check()
    desk.get_by_role("checkbox", name=re.compile("Díaz")).check()
    desk.get_by_label("Motivo").fill("Las calaminas siguen en el cuartel: se llamó al almacén.")
    desk.get_by_role("button", name="Resolver").click()
    desk.wait_for_url(lambda address: not address.endswith("/resolver/"))


def count(head):
    """A report of the year; gives its page."""
    head.goto("/230008/informes/")
    head.get_by_role("link", name="Preparar un informe").click()
    head.get_by_role("button", name="Contar las cifras").click()
    expect(head.get_by_role("button", name="Marcar como revisado")).to_be_visible(timeout=JOB_SECONDS * 1000)
    return head


def open_the_photo_behind(head):
    """One of two, the schools, the promise, the photo."""
    figure = head.locator("article.stat").filter(has_text="MEDIAT")
    expect(figure.locator(".value")).to_have_text(re.compile(r"50\s%"))
    expect(figure).to_contain_text("1 de 2")
    figure.get_by_role("link", name=re.compile("Ver la lista")).click()
    row = head.get_by_role("table").locator("tbody tr").filter(has_text="IE San Martín")
    row.get_by_role("link", name=re.compile("^Ver")).click()
    head.get_by_role("link", name="Cambiar las calaminas").click()
    photo = head.locator("figure.photo img").first
    expect(photo).to_be_visible()
    assert photo.evaluate("image => image.naturalWidth") > 100


def test_from_a_need_told_on_a_phone_to_a_percentage_and_back_to_its_photo(
    browser_at, as_person, worker, district, picture, axe
):
    # given a roof that a director tells of on her phone
    rosa = as_person(browser_at(360), district.rosa)
    open_form(rosa)
    tell_of_the_roof(rosa)
    go_on(rosa)
    rosa.get_by_role("button", name="Enviar a la UGEL").click()
    expect(rosa.get_by_text("Recibido por la UGEL n.º 1")).to_be_visible()

    # when a table makes it its problem, the army promises for two schools, and the acta is issued
    session = sit_down(as_person(browser_at(1280), district.elmer), district)
    head = as_person(browser_at(1280), district.hilda)
    head.goto(session)
    head.get_by_role("link", name="Emitir el acta").click()
    axe(head)
    head.get_by_role("button", name="Emitir el acta").click()
    expect(head.get_by_role("heading", level=1)).to_contain_text("Acta")

    # the colonel confirms and delivers by his link
    promise_and_deliver(browser_at(360, javascript=False), district, picture, worker)
    assert set(district.states().values()) == {CommitmentState.DELIVERED}
    assert district.need() == NeedState.COVERED

    # one director saw it, the other says that nothing came
    rosa.goto("/230008/compromisos/")
    rosa.get_by_role("link", name="Cambiar las calaminas").click()
    say_what_came(rosa)
    expect(rosa.get_by_text("Verificado").first).to_be_visible()
    ana = as_person(browser_at(360), district.ana)
    ana.goto("/230008/compromisos/")
    ana.get_by_role("link", name="Cambiar las calaminas").click()
    say_nothing_came(ana)
    expect(ana.get_by_text("En desacuerdo").first).to_be_visible()
    assert district.states() == {
        "IE San Martín": CommitmentState.VERIFIED,
        "IE Bolognesi": CommitmentState.OBSERVED,
    }

    # the roof is solved by its director's tap, and the UGEL resolves the contradiction
    with scope(district.ugel):
        rosa.goto(f"/230008/necesidades/{Need.objects.get().pk}/")
    rosa.get_by_role("button", name="Sí, resuelta").click()
    expect(rosa.get_by_text("Resuelta y verificada").first).to_be_visible()
    resolve(as_person(browser_at(1280), district.elmer), axe)
    assert district.states()["IE Bolognesi"] == CommitmentState.CONFIRMED

    # then one of two schools is counted, and three clicks lead from the percentage to the photo
    open_the_photo_behind(count(head))
