"""The proof behind «mejoró»: two verified visits of one school, side by side, on a phone and on a desk."""

from datetime import date

import pytest
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.tenancy.scope import scope
from safety.tests.factories import verified_check
from schools.tests.factories import SchoolFactory, freeze_target
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = date.today().year  # noqa: DTZ011 - the year the page shows by itself


@pytest.fixture
def hilda(norte_closed):
    return make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)


@pytest.fixture
def school(norte_closed, hilda):
    """A school that got water between two verified visits."""
    elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)
    with scope(norte_closed):
        school = SchoolFactory(name="IE 42042 San Martín")
        freeze_target(school, year=YEAR)
        verified_check(school, elmer, hilda, day=date(YEAR - 1, 11, 20), value=1, AG_02="0")
        verified_check(school, elmer, hilda, day=date(YEAR, 1, 5), value=1)
        return school


@pytest.mark.parametrize("width", [360, 1280])
def test_evidence_of_an_improvement_is_two_checks_side_by_side(browser_at, as_person, axe, hilda, school, width):
    # given the head at the page of the school's checks
    page = as_person(browser_at(width), hilda)
    page.goto(f"/230008/esya/escuelas/{school.pk}/")

    # when she asks whether it improved
    page.get_by_role("link", name="¿Mejoró este año?").click()

    # then the sentence, both answers and both dates are on one page
    expect(page.get_by_text("Subió en Agua y no bajó de nivel en ninguna condición básica.")).to_be_visible()
    expect(page.get_by_role("link", name=f"Ficha del 20/11/{YEAR - 1}")).to_be_visible()
    expect(page.get_by_role("link", name=f"Ficha del 05/01/{YEAR}")).to_be_visible()
    expect(page.locator("#water")).to_contain_text("No hay agua ahora")
    expect(page.locator("#water")).to_contain_text("Sí, pero solo en algunos")
    axe(page)
