"""Two people at once on one school or one list: one is heard, the other reads why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from adoptions import services
from adoptions.models import Adoption, NeediestList, NeediestSchool, Recognition
from adoptions.tests.factories import make_adoption, make_ambito, make_day, make_list, see
from core.accounts.enums import Role
from core.jobs.services import run_inline
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.races import at_once
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def units(norte_closed, elmer):
    with scope(norte_closed):
        return [ContactFactory(partner=PartnerFactory(created_by=elmer)) for _unit in range(2)]


def refusals(outcomes):
    return sorted(type(one).__name__ for one in outcomes if isinstance(one, DomainError))


def term(days=90):
    today = timezone.localdate()
    return {"from_date": today, "to_date": today + timedelta(days=days)}


def test_two_units_adopt_the_same_free_school(norte_closed, elmer, units):
    with scope(norte_closed):
        make_list(2026, elmer)
        school = SchoolFactory()

    met = at_once(
        norte_closed,
        *(lambda unit=unit: services.adopt(school=school, contact=unit, by=elmer, **term()) for unit in units),
    )

    assert refusals(met) == ["SchoolTaken"]
    with scope(norte_closed):
        assert Adoption.objects.count() == 1


def test_another_unit_adopts_while_it_lapses(norte_closed, elmer, units):
    today = timezone.localdate()
    with scope(norte_closed):
        old = make_adoption(elmer, contact=units[0], first=today - timedelta(days=30), last=today - timedelta(days=1))

    def lapse():
        return run_inline("adoptions.remind", ugel=norte_closed)["released"]

    met = at_once(norte_closed, lapse, lambda: services.adopt(school=old.school, contact=units[1], by=elmer, **term()))

    assert (met[0], refusals(met)) == (1, [])
    with scope(norte_closed):
        held = Adoption.objects.on(today)
        assert [one.contact for one in held.select_related("contact")] == [units[1]]


def test_one_renews_on_the_last_day_while_another_unit_asks_for_it(norte_closed, elmer, units):
    today = timezone.localdate()
    with scope(norte_closed):
        old = make_adoption(elmer, contact=units[0], last=today)
    after = {"from_date": today + timedelta(days=1), "to_date": today + timedelta(days=90)}

    met = at_once(
        norte_closed,
        lambda: services.renew(adoption=old, to_date=after["to_date"], by=elmer),
        lambda: services.adopt(school=old.school, contact=units[1], by=elmer, **after),
    )

    assert refusals(met) == ["SchoolTaken"]


def test_the_list_is_frozen_twice_and_there_is_one(norte_closed, elmer):
    with scope(norte_closed):
        make_ambito(4, 3, 2, by=elmer)

    met = at_once(norte_closed, *[lambda: services.freeze_list(by=elmer)] * 2)

    assert refusals(met) == ["AlreadyFrozen"]
    with scope(norte_closed):
        assert (NeediestList.objects.count(), NeediestSchool.objects.count()) == (1, 3)


def test_a_day_is_planned_while_the_school_is_given_back(norte_closed, elmer):
    with scope(norte_closed):
        adoption = make_adoption(elmer)
    tomorrow = timezone.localdate() + timedelta(days=1)

    met = at_once(
        norte_closed,
        lambda: services.plan_day(adoption=adoption, work="walls", day_date=tomorrow, by=elmer),
        lambda: services.return_school(adoption=adoption, reason="Se van", by=elmer),
    )

    # Planned first it is called off with the rest; given back first it is not planned.
    with scope(norte_closed):
        states = [link.commitment.state for day in adoption.days.all() for link in day.links.all()]
    assert (refusals(met), states) in (([], ["cancelled"]), (["OutsideTerm"], []))


def test_two_heads_certify_at_once_and_there_is_one_paper(norte_closed, elmer):
    with scope(norte_closed):
        adoption = make_adoption(elmer)
        see(make_day(elmer, adoption), ugel=elmer)

    at_once(norte_closed, *[lambda: services.recognise(adoption=adoption, partner=adoption.partner, by=elmer)] * 2)

    with scope(norte_closed):
        assert Recognition.objects.count() == 1
