"""Somebody stays away: the director opens a case on her telephone, an Educhasqui visits, nobody else reads the name."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from attendance.models import Case, CaseLook
from core.accounts.enums import Role
from core.tenancy.scope import scope
from schools.models import SchoolStaff
from schools.tests.factories import EnrolmentFactory
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)

NAME, SAID = "Quilla Warmi", "Cuida a sus hermanos; volverá el lunes"


class Hamlet:
    """A school with its director, an Educhasqui and a specialist."""

    def __init__(self, ugel):
        self.ugel = ugel
        with scope(ugel):
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            self.ana = make_person("ana", Role.CASE_WORKER, ugel=ugel)
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            year = timezone.localdate().year
            self.school = EnrolmentFactory(year=year, service__school__name="IE Alfa").service.school
            SchoolStaff.objects.create(school=self.school, user=self.rosa, is_head=True)

    def looks(self):
        with scope(self.ugel):
            return sorted(CaseLook.objects.values_list("user__full_name", flat=True).distinct())

    def case(self):
        with scope(self.ugel):
            return Case.objects.get()


@pytest.fixture
def hamlet(norte_closed):
    return Hamlet(norte_closed)


def test_a_case_is_opened_given_and_visited_and_its_name_stays_among_its_people(
    browser_at, as_person, hamlet, axe, watch
):
    # given a director who reads first what is kept, who reads it and until when
    phone = as_person(browser_at(360), hamlet.rosa)
    phone.goto(f"/230008/asistencia/escuela/{hamlet.school.pk}/abrir-caso/")
    expect(phone.get_by_role("heading", name="Antes de escribir un nombre")).to_be_visible()
    axe(phone)

    # when she opens the case and gives it to the Educhasqui
    phone.get_by_label("Cómo se supo").select_option(index=1)
    phone.get_by_role("group", name="Por qué no viene").get_by_role("checkbox").first.check()
    phone.get_by_label("Cómo se llama").fill(NAME)
    phone.get_by_role("button", name="Abrir el caso").click()
    expect(phone.get_by_text(NAME)).to_be_visible()
    axe(phone)
    phone.get_by_role("link", name="Encargar a alguien").click()
    phone.get_by_label("A quién").select_option(label=hamlet.ana.full_name)
    phone.locator("main").get_by_role("button").last.click()

    # then the Educhasqui reads it and writes down a visit, which leaves no draft on the device
    worker = as_person(browser_at(360), hamlet.ana)
    worker.goto(f"/230008/asistencia/casos/{hamlet.case().pk}/visita/")
    worker.get_by_label("Qué pasó").select_option(index=1)
    worker.get_by_label("Qué se habló").fill(SAID)
    worker.locator("main").get_by_role("button").last.click()
    expect(worker.get_by_text(SAID)).to_be_visible()
    assert hamlet.looks() == sorted([hamlet.ana.full_name, hamlet.rosa.full_name])

    # and a specialist finds neither the case nor the name
    watch.expects(404)
    desk = as_person(browser_at(1280), hamlet.elmer)
    assert desk.goto(f"/230008/asistencia/casos/{hamlet.case().pk}/").status == 404
    desk.goto("/230008/asistencia/casos/cuentas/")
    expect(desk.get_by_text(NAME)).to_have_count(0)
    desk.goto("/230008/buscar/?q=Quilla")
    expect(desk.get_by_text(NAME)).to_have_count(0)
