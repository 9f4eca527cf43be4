"""A sitting led in front of people: who came, what is wrong and what is agreed, on one page, up to the acta."""

import re

import pytest
from playwright.sync_api import expect

from commitments.enums import CommitmentState
from commitments.models import Commitment
from core.accounts.enums import Role
from core.documents.models import Document
from core.tenancy.scope import scope
from dialogues import services
from dialogues.models import Reading
from partners.enums import ContactRole
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)

NEIGHBOURS = [f"Vecina {number} Mamani" for number in range(1, 10)]
PROBLEMS = ["Falta agua", "Techos rotos", "Sin botiquín", "Pocas sillas", "Sin internet"]
# What is agreed, by whom, and for which of the nine schools.
AGREED = [
    ("Tanques", "Ejército", (0, 1)),
    ("Calaminas", "Minera", (2, 3)),
    ("Botiquines", "Red de Salud", (4, 5)),
    ("Sillas", "Ejército", (6, 7)),
    ("Antena", "Minera", (8,)),
]


class Sitting:
    """A district with nine schools, three partners with a contact each, and a sitting of its table."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.hilda = make_person("hilda", Role.UGEL_HEAD, ugel=ugel)
            district = SchoolFactory(name="IE 1").district
            for number in range(2, 10):
                SchoolFactory(name=f"IE {number}", district=district)
            for name in ("Ejército", "Minera", "Red de Salud"):
                partner = PartnerFactory(name=name, short_name="", created_by=self.elmer)
                ContactFactory(partner=partner, name=f"Delegado de {name}", role=ContactRole.AUTHORISES)
            table = services.open_table(name="Mesa de Ite", territory=district, by=self.elmer)
            told = {"session_date": "2026-08-03", "place": "Local comunal", "by": self.elmer}
            self.session = services.convene(table=table, **told)

    @property
    def address(self):
        return f"/230008/mediat/sesiones/{self.session.pk}/"


@pytest.fixture
def sitting(norte_closed):
    return Sitting(norte_closed)


def note_who_came(page):
    """Three contacts of partners, of whom the army signs on the screen, and nine neighbours."""
    part = page.locator("#asistencia")
    for number, partner in enumerate(("Ejército", "Minera", "Red de Salud"), start=1):
        part.get_by_label("Contacto de un aliado").select_option(label=f"{partner} · Delegado de {partner}")
        if partner == "Ejército":
            part.get_by_label("Firmó en esta pantalla").check()
        note(part, "Anotar asistencia", f"Asistencia: {number}")
    for number, name in enumerate(NEIGHBOURS, start=4):
        part.get_by_label("Nombres y apellidos").fill(name)
        part.get_by_label("Entidad").fill("APAFA")
        note(part, "Anotar asistencia", f"Asistencia: {number}")


def note(part, button, heading):
    part.get_by_role("button", name=button).click()
    expect(part.get_by_role("heading", level=2)).to_have_text(heading)


def note_problems(page):
    part = page.locator("#problemas")
    for number, text in enumerate(PROBLEMS, start=1):
        part.get_by_label("Problema", exact=True).fill(text)
        part.get_by_role("button", name="Anotar problema").click()
        expect(part.locator("ol > li")).to_have_count(number)


def agree(page):
    part = page.locator("#acuerdos")
    for number, (what, partner, schools) in enumerate(AGREED, start=1):
        part.get_by_label("Quién", exact=True).select_option(label=partner)
        part.get_by_label("Qué se acordó").fill(what)
        part.get_by_label("Para qué", exact=True).select_option("other")
        part.get_by_label("Cantidad por escuela").fill("2")
        part.get_by_label("Unidad").fill(what.lower())
        part.get_by_label("Hasta cuándo").fill("2026-12-20")
        for at in schools:
            part.get_by_label(f"IE {at + 1}", exact=True).check()
        note(part, "Anotar acuerdo", f"Acuerdos: {number}")


def test_a_power_cut_in_the_middle_of_a_sitting_loses_nothing_older_than_two_seconds(phone, as_person, sitting):
    desk = as_person(phone.open(), sitting.elmer)
    desk.goto(sitting.address)
    desk.locator("#asistencia").get_by_label("Nombres y apellidos").fill("Julia Mamani")
    desk.locator("#problemas").get_by_label("Problema", exact=True).fill("Falta agua")
    desk.locator("#acuerdos").get_by_label("Qué se acordó").fill("Tanques")
    desk.locator("#acuerdos").get_by_label("IE 3", exact=True).check()
    desk.wait_for_timeout(2000)  # the promise of the page

    phone.kill()

    desk = as_person(phone.open(), sitting.elmer)
    desk.goto(sitting.address)
    expect(desk.locator("#asistencia").get_by_label("Nombres y apellidos")).to_have_value("Julia Mamani")
    expect(desk.locator("#problemas").get_by_label("Problema", exact=True)).to_have_value("Falta agua")
    expect(desk.locator("#acuerdos").get_by_label("Qué se acordó")).to_have_value("Tanques")
    expect(desk.locator("#acuerdos").get_by_label("IE 3", exact=True)).to_be_checked()


def half_written(desk):
    """A problem and an agreement somebody began to write; no time passes before the next press."""
    desk.locator("#acuerdos").get_by_label("Qué se acordó").fill("Tanques")
    desk.locator("#acuerdos").get_by_label("IE 3", exact=True).check()
    desk.locator("#problemas").get_by_label("Problema", exact=True).fill("Falta agua")


def expect_half_written(desk):
    expect(desk.locator("#problemas").get_by_label("Problema", exact=True)).to_have_value("Falta agua")
    expect(desk.locator("#acuerdos").get_by_label("Qué se acordó")).to_have_value("Tanques")
    expect(desk.locator("#acuerdos").get_by_label("IE 3", exact=True)).to_be_checked()


@pytest.mark.parametrize("entity", ["APAFA", ""], ids=["received", "refused"])
def test_what_is_half_written_survives_the_sending_of_another_form(browser_at, as_person, sitting, entity):
    desk = as_person(browser_at(1280), sitting.elmer)
    desk.goto(sitting.address)
    expect(desk.locator("#acuerdos form[data-wired]")).to_be_visible()
    part = desk.locator("#asistencia")
    part.get_by_label("Nombres y apellidos").fill("Julia Mamani")
    part.get_by_label("Entidad").fill(entity)
    half_written(desk)

    part.get_by_role("button", name="Anotar asistencia").click()

    if entity:
        expect(part.get_by_role("heading", level=2)).to_have_text("Asistencia: 1")
    else:
        expect(part.get_by_text("Elija un contacto, o escriba nombre y entidad.").first).to_be_visible()
        expect(part.get_by_label("Nombres y apellidos")).to_have_value("Julia Mamani")
    expect_half_written(desk)


SLOW_DISK = """
const get = IDBObjectStore.prototype.get;
const slow = new Promise((go) => { window.diskIsBack = go; });
const answer = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
IDBObjectStore.prototype.get = function (key) {
  const request = get.call(this, key);
  if (this.name !== "drafts") return request;
  Object.defineProperty(request, "onsuccess", {
    set(told) { answer.set.call(request, () => { document.documentElement.dataset.heldBack = ""; slow.then(told); }); },
  });
  return request;
};
"""


def test_what_comes_back_late_never_stands_over_what_was_typed_meanwhile(browser_at, as_person, sitting):
    # given a draft, and a page whose device takes long to bring it back
    desk = as_person(browser_at(1280), sitting.elmer)
    desk.goto(sitting.address)
    expect(desk.locator("#acuerdos form[data-wired]")).to_be_visible()
    half_written(desk)
    desk.wait_for_timeout(1000)
    desk.add_init_script(SLOW_DISK)
    desk.reload()
    expect(desk.locator("html[data-held-back]")).to_be_attached()  # the policy lets no page poll an expression

    # when somebody types before it is there
    desk.locator("#problemas").get_by_label("Problema", exact=True).fill("Faltan techos")
    desk.evaluate("window.diskIsBack()")

    # then their words stand, and what they had not touched comes back beside them
    expect(desk.locator("#acuerdos").get_by_label("Qué se acordó")).to_have_value("Tanques")
    expect(desk.locator("#problemas").get_by_label("Problema", exact=True)).to_have_value("Faltan techos")
    desk.wait_for_timeout(1000)
    desk.reload()
    expect(desk.locator("html[data-held-back]")).to_be_attached()
    desk.evaluate("window.diskIsBack()")
    expect(desk.locator("#problemas").get_by_label("Problema", exact=True)).to_have_value("Faltan techos")


def test_without_line_the_sitting_goes_on_and_what_was_noted_leaves_when_it_returns(
    browser_at, as_person, sitting, watch, axe
):
    watch.expects_a_bad_line()
    desk = as_person(browser_at(1280), sitting.elmer)
    desk.goto(sitting.address)
    desk.context.set_offline(True)

    # when the line goes, names, a problem and an agreement are noted one after another, each form at once blank again
    waiting = desk.locator(".arrival-box li")
    part = desk.locator("#asistencia")
    for number, name in enumerate(NEIGHBOURS[:4], start=1):
        part.get_by_label("Nombres y apellidos").fill(name)
        part.get_by_label("Entidad").fill("APAFA")
        part.get_by_role("button", name="Anotar asistencia").click()
        expect(waiting).to_have_count(number)
        expect(part.get_by_label("Nombres y apellidos")).to_have_value("")
    part = desk.locator("#problemas")
    part.get_by_label("Problema", exact=True).fill(PROBLEMS[0])
    part.get_by_role("button", name="Anotar problema").click()
    expect(waiting).to_have_count(5)
    part = desk.locator("#acuerdos")
    part.get_by_label("Quién", exact=True).select_option(label="Minera")
    part.get_by_label("Qué se acordó").fill("Tanques")
    part.get_by_label("Para qué", exact=True).select_option("water")
    part.get_by_label("Cantidad por escuela").fill("2")
    part.get_by_label("Unidad").fill("tanques")
    part.get_by_label("Hasta cuándo").fill("2026-12-20")
    part.get_by_label("IE 1", exact=True).check()
    part.get_by_role("button", name="Anotar acuerdo").click()
    expect(waiting).to_have_count(6)
    axe(desk)
    with scope(sitting.ugel):
        assert not sitting.session.attendances.exists()

    # then, with the line back, all of it arrives by itself, each once and in its order
    desk.context.set_offline(False)
    expect(desk.locator(".arrival.received")).to_have_count(6)
    with scope(sitting.ugel):
        assert [one.name for one in sitting.session.attendances.order_by("pk")] == NEIGHBOURS[:4]
        assert sitting.session.problems.get().text == PROBLEMS[0]
        assert Commitment.objects.get().school.name == "IE 1"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_twelve_people_five_problems_and_five_agreements_on_one_page(browser_at, as_person, sitting, axe, scripts):
    # given a specialist with the page of the sitting open
    desk = as_person(browser_at(1280, javascript=scripts), sitting.elmer)
    desk.goto(sitting.address)

    # when she notes who came, what is wrong and what is agreed for nine schools
    note_who_came(desk)
    note_problems(desk)
    agree(desk)

    # then she never left the page, and each school has its promise: confirmed where the army signed, else asked for
    assert desk.url.split("#")[0].endswith(sitting.address)
    if scripts:
        axe(desk)
    with scope(sitting.ugel):
        states = dict(Commitment.objects.values_list("school__name", "state"))
    assert {name for name, state in states.items() if state == CommitmentState.CONFIRMED} == {
        "IE 1", "IE 2", "IE 7", "IE 8",
    }  # fmt: skip
    assert len(states) == 9 and set(states.values()) == {CommitmentState.CONFIRMED, CommitmentState.PROPOSED}


def test_a_neighbour_reads_the_acta_on_her_phone_and_the_head_issues_it(browser_at, as_person, sitting, axe):
    # given a sitting whose acta the specialist sends round
    with scope(sitting.ugel):
        by = sitting.elmer
        services.note_attendance(session=sitting.session, name="Julia Mamani", entity="APAFA", by=by)
        told = {"severity": 3, "reach": 3, "feasibility": 1, "by": by}
        services.note_problem(session=sitting.session, text="Falta agua", **told)
    desk = as_person(browser_at(1280), sitting.elmer)
    desk.goto(sitting.address)
    desk.get_by_label("¿Hasta qué día se reciben observaciones?").fill("2050-01-01")
    desk.get_by_role("button", name="Enviar para leer").click()
    expect(desk.get_by_text("Aún no responde")).to_be_visible()
    desk.get_by_role("link", name="Su enlace").click()
    axe(desk)
    link = desk.get_by_role("link", name="/mediat/lectura/").get_attribute("href")

    # when the neighbour opens it on her phone, without scripts, and proposes a change
    phone = browser_at(360, javascript=False)
    phone.goto(link)
    phone.get_by_label("Propongo un cambio").check()
    phone.get_by_label("Si propone un cambio, ¿cuál?").fill("También faltan baldes.")
    phone.get_by_role("button", name="Enviar a la UGEL").click()
    expect(phone.get_by_text("La UGEL recibió su respuesta")).to_be_visible()

    # and the specialist corrects what was noted and takes it in
    desk.goto(sitting.address)
    desk.get_by_role("link", name="corregir Falta agua").click()
    axe(desk)
    desk.get_by_label("Problema", exact=True).fill("Faltan agua y baldes")
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.locator("#problemas")).to_contain_text("Faltan agua y baldes")
    desk.get_by_role("link", name="Responder").click()
    axe(desk)
    desk.get_by_label("Se acepta", exact=True).check()
    desk.get_by_role("button", name="Responder").click()
    expect(desk.locator("#acta").get_by_text("Se acepta")).to_be_visible()

    # then the head issues it, and the paper has its number
    head = as_person(browser_at(1280), sitting.hilda)
    head.goto(sitting.address)
    head.get_by_role("link", name="Emitir el acta").click()
    axe(head)
    head.get_by_role("button", name="Emitir el acta").click()
    expect(head.get_by_role("heading", level=1)).to_contain_text(re.compile("Acta"))
    with scope(sitting.ugel):
        paper = Document.objects.get()
        assert (paper.type, Reading.objects.get().ruling) == ("acta", "accepted")
        assert "Faltan agua y baldes" in paper.contents.get().snapshot

    # and by the same link the neighbour comes to the paper
    phone.goto(link)
    expect(phone.get_by_text(paper.label)).to_be_visible()
    expect(phone.get_by_text("También faltan baldes.")).to_be_visible()
