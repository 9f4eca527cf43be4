"""Two people at once: the database lets one through and tells the other."""

from datetime import date

import pytest

from core.accounts.enums import Role
from core.tenancy.scope import scope
from safety.enums import CheckState
from safety.models import Check, DimensionScore
from safety.services.checks import Given, plan_check, record_answers, submit_check
from safety.services.errors import CheckStateChanged, SchoolHasOpenCheck
from safety.services.verification import return_check, verify_check
from safety.tests.factories import filled_check, planned_check, submitted_check
from schools.tests.factories import SchoolFactory
from tests.races import at_once
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ugel(norte_closed):
    return norte_closed


@pytest.fixture
def people(ugel):
    return [make_person(name, Role.UGEL_SPECIALIST, ugel=ugel) for name in ("elmer", "nelly", "hilda")]


@pytest.fixture
def make(ugel, people):
    """make(factory): a check of Elmer's, committed."""

    def go(factory):
        with scope(ugel):
            return factory(SchoolFactory(), people[0])

    return go


def outcomes(results):
    return sorted(type(result).__name__ for result in results)


def test_two_people_verify_and_one_does(ugel, people, make):
    check = make(submitted_check)
    results = at_once(ugel, *(lambda by=by: verify_check(check=check, by=by) for by in people[1:]))
    assert outcomes(results) == ["Check", CheckStateChanged.__name__]
    with scope(ugel):
        assert DimensionScore.objects.filter(safety_check=check).count() == 5


def test_one_verifies_while_the_other_returns(ugel, people, make):
    check = make(submitted_check)
    results = at_once(
        ugel,
        lambda: verify_check(check=check, by=people[1]),
        lambda: return_check(check=check, reason="Falta el tanque", by=people[2]),
    )
    with scope(ugel):
        check.refresh_from_db()
        scores = check.scores.count()
    # Returning is allowed after verifying, verifying not after returning: either way one consistent end.
    assert check.state == CheckState.RETURNED
    assert scores == 0
    assert outcomes(results) in (["Check", "Check"], ["Check", CheckStateChanged.__name__])


def test_answers_sent_while_the_check_is_handed_over_are_in_or_refused(ugel, people, make):
    check = make(filled_check)
    saved, submitted = at_once(
        ugel,
        lambda: record_answers(check=check, answers={"AG-02": Given("0")}, by=people[0]),
        lambda: submit_check(check=check, by=people[0]),
    )
    assert type(submitted).__name__ == "Check"
    with scope(ugel):
        choice = check.answers.get(item__code="AG-02").choice
    assert (choice == "0") == (not isinstance(saved, CheckStateChanged))


def test_two_people_plan_the_same_school_and_one_visit_opens(ugel, people):
    with scope(ugel):
        school = SchoolFactory()
    day = date(2026, 3, 16)
    results = at_once(
        ugel, *(lambda by=by: plan_check(school=school, planned_date=day, author=by, by=by) for by in people[:2])
    )
    assert outcomes(results) == ["Check", SchoolHasOpenCheck.__name__]
    with scope(ugel):
        assert Check.objects.count() == 1


def test_the_same_page_sent_twice_saves_one_answer_each(ugel, people, make):
    check = make(planned_check)
    send = lambda: record_answers(check=check, answers={"AG-01": Given("1"), "AG-02": Given("2")}, by=people[0])  # noqa: E731
    assert outcomes(at_once(ugel, send, send)) == ["Check", "Check"]
    with scope(ugel):
        assert check.answers.count() == 2
