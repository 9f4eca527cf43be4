"""The first steps tick themselves, are put away by one person and found again."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from commitments.enums import Promiser
from commitments.services import make_commitment, on_dates
from core.access.services.keys import issue_card
from core.accounts.models import User
from core.home.models import GuidePutAway
from core.strategies.registry import FirstStep, collect
from needs.tests.factories import NeedFactory
from partners.tests.factories import PartnerFactory
from reports.tests.factories import make_reviewed_report
from schools.models import SchoolStaff
from schools.services.calendar import open_school_year, save_term
from schools.services.targets import freeze_target, propose_target
from schools.tests.factories import ServiceFactory
from tests.queries import queries_of

STEPS = len(collect("first_steps"))
NOTHING_DONE = f"0 de {STEPS}"


def promised(school, *, by):
    parts = on_dates([date(2026, 12, 20)], Decimal(1))
    told = {"what": "Pintar el aula", "unit": "aulas", "category": "premises", "parts": parts}
    return make_commitment(school=school, promiser=Promiser.UGEL, by=by, **told)


def calendar_of_the_year():
    year = timezone.localdate().year
    made = open_school_year(year=year, weekdays=[1, 2, 3, 4, 5])
    save_term(school_year=made, name="I", from_date=date(year, 3, 16), to_date=date(year, 5, 15))


def text_of(answer):
    return answer.content.decode()


def ticks(answer):
    return [step.is_done for step in answer.context["guide"].steps]


def test_each_step_ticks_when_its_fact_is_there(hilda, gino, norte, visit):
    """Each row of the triangle is the guide after one more fact."""
    seen = [ticks(visit(hilda, "first_steps"))]

    def then(fact):
        fact()
        seen.append(ticks(visit(hilda, "first_steps")))

    then(lambda: ServiceFactory(school__area="rural", school__management="public_direct"))
    school = ServiceFactory._meta.model.objects.get().school
    then(lambda: freeze_target(target=propose_target(year=2026, by=hilda), resolution="RD 1", by=hilda))
    then(calendar_of_the_year)
    then(lambda: SchoolStaff.objects.create(school=school, user=gino, is_head=True))
    then(lambda: PartnerFactory(created_by=hilda))
    then(lambda: issue_card(user=gino, by=hilda))
    then(lambda: NeedFactory(school=school, reported_by=hilda))
    then(lambda: promised(school, by=hilda))
    then(lambda: make_reviewed_report(by=hilda))

    assert seen == [[True] * done + [False] * (STEPS - done) for done in range(STEPS + 1)]
    assert "Su UGEL completó los primeros pasos" in text_of(visit(hilda, "first_steps"))
    assert visit(hilda, "home").context["guide"] is None


def test_home_teaches_the_next_step_only(elmer, norte, visit):
    page = text_of(visit(elmer, "home"))

    assert NOTHING_DONE in page
    # As a word: the token of a form is made of letters too.
    names_resolution = bool(re.search(r"\bRD\b", page))
    assert ("sin escribirlos a mano" in page, names_resolution, "Con una tarjeta" in page) == (True, False, False)
    assert page.count("Empezar este paso") == 1


def test_one_person_puts_it_away_and_brings_it_back(elmer, hilda, norte, visit):
    for _ in range(2):
        visit(elmer, "first_steps_put_away", method="post")

    assert GuidePutAway.objects.count() == 1
    assert [NOTHING_DONE in text_of(visit(person, "home")) for person in (elmer, hilda)] == [False, True]
    assert "Mostrar de nuevo en el inicio" in text_of(visit(elmer, "first_steps"))

    visit(elmer, "first_steps_bring_back", method="post")

    assert NOTHING_DONE in text_of(visit(elmer, "home"))


def test_another_tenants_facts_tick_nothing(elmer, delia, gino, sur, visit):
    ServiceFactory()

    assert ticks(visit(delia, "first_steps", ugel=sur)) == [False] * STEPS


def test_step_of_another_role_is_told_without_a_link(declare, elmer, hilda, visit):
    step = FirstStep(
        "sample.x", 70, "Salude", "Por cortesía. Siempre.", User.objects.none, "people_list", "sample.view"
    )
    declare(first_steps=[step])

    urls = [visit(person, "first_steps").context["guide"].steps[-1].url for person in (elmer, hilda)]

    assert urls == ["/230008/personas/", ""]


@pytest.mark.parametrize("steps", [1, 5])
def test_guide_asks_as_often_with_more_steps(declare, elmer, norte, steps):
    without = len(queries_of(elmer, "first_steps", ugel=norte))
    declare(
        first_steps=[
            FirstStep(f"s{n}", 70 + n, "Salude", "Por cortesía.", User.objects.all, "people_list", "sample.view")
            for n in range(steps)
        ]
    )

    assert len(queries_of(elmer, "first_steps", ugel=norte)) == without <= 8
