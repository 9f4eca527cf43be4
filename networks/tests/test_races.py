"""Two people at once on one network: one is heard, the other reads why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from networks import services
from networks.models import Acta, Attendance, Call, Coordination, Network
from networks.tests.factories import make_district, make_meeting, make_member, make_network, plan
from partners.tests.factories import ContactFactory, PartnerFactory
from tests.races import at_once
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def network(norte_closed, elmer):
    with scope(norte_closed):
        return make_network(elmer)


def refusals(outcomes):
    return sorted(type(one).__name__ for one in outcomes if isinstance(one, DomainError))


def twice(ugel, act):
    return refusals(at_once(ugel, act, act))


def test_two_people_register_the_network_of_one_district(norte_closed, elmer):
    district, today = make_district(), timezone.localdate()
    told = {"territory": district, "name": "Red", "founded_date": today, "by": elmer}

    assert twice(norte_closed, lambda: services.found_network(**told)) == ["DistrictHasNetwork"]
    with scope(norte_closed):
        assert Network.objects.count() == 1


def test_a_contact_is_added_by_two_people(norte_closed, network, elmer):
    with scope(norte_closed):
        contact = ContactFactory(partner=PartnerFactory(created_by=elmer))

    assert twice(norte_closed, lambda: make_member(elmer, network, contact=contact)) == ["AlreadyMember"]


def test_two_reliefs_on_one_day(norte_closed, network, elmer):
    with scope(norte_closed):
        members = [make_member(elmer, network, name=f"Persona {at}") for at in range(2)]
    today = timezone.localdate()
    acts = [
        lambda one=one: services.name_coordinator(network=network, member=one, since_date=today, by=elmer)
        for one in members
    ]

    assert refusals(at_once(norte_closed, *acts)) == ["NotAfterTheLast"]
    with scope(norte_closed):
        assert Coordination.objects.filter(until_date=None).count() == 1


def test_a_member_leaves_while_they_are_named_coordinator(norte_closed, network, elmer):
    with scope(norte_closed):
        member = make_member(elmer, network)
    today = timezone.localdate()
    at_once(
        norte_closed,
        lambda: services.end_member(member=member, to_date=today, reason="Se muda", by=elmer),
        lambda: services.name_coordinator(network=network, member=member, since_date=today, by=elmer),
    )

    with scope(norte_closed):
        tomorrow = today + timedelta(days=1)
        assert not Coordination.objects.on(tomorrow).exists()


def test_a_member_is_noted_and_called_by_two_people(norte_closed, network, elmer):
    with scope(norte_closed):
        member, held, ahead = (
            make_member(elmer, network),
            make_meeting(elmer, network),
            make_meeting(elmer, network, days=9),
        )

    assert twice(norte_closed, lambda: services.note_members(meeting=held, members=[member], by=elmer)) == ["NobodyNew"]
    assert twice(norte_closed, lambda: services.call_members(meeting=ahead, by=elmer)) == ["NobodyToCall"]
    with scope(norte_closed):
        assert (Attendance.objects.count(), Call.objects.count()) == (1, 1)


def test_an_acta_is_issued_by_two_people(norte_closed, network, elmer):
    with scope(norte_closed):
        contact = ContactFactory(partner=PartnerFactory(created_by=elmer))
        member = make_member(elmer, network, contact=contact)
        meeting = make_meeting(elmer, network, came=[member])
        plan(elmer, network, member, meeting=meeting)

    first, second = at_once(norte_closed, *[lambda: services.issue_acta(meeting=meeting, by=elmer)] * 2)
    assert first == second
    with scope(norte_closed):
        assert Acta.objects.count() == 1


def test_a_task_is_struck_by_two_people(norte_closed, network, elmer):
    with scope(norte_closed):
        contact = ContactFactory(partner=PartnerFactory(created_by=elmer))
        task = plan(elmer, network, make_member(elmer, network, contact=contact))

    assert twice(norte_closed, lambda: services.strike_task(task=task, reason="Doble", by=elmer)) == ["AlreadyStruck"]
