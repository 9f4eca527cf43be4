"""A network of a district: who joins, leaves and coordinates, and what is refused in words."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.audit.selectors import timeline_for_school
from core.strategies import settings as ugel_settings
from networks import selectors, services
from networks.enums import NetworkState, Recognition, Sector
from networks.models import Coordination, Network, NetworkMember
from networks.services import Person
from networks.tests.factories import lead, make_active, make_district, make_meeting, make_member, make_network
from partners.services import merge_partners
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)


def state(network, day=None):
    return Network.objects.with_state(day).get(pk=network.pk).status


def test_a_district_has_one_network_until_it_is_closed(norte, elmer):
    first = make_network(elmer)
    with pytest.raises(services.DistrictHasNetwork):
        make_network(elmer, name="Otra red")
    with pytest.raises(IntegrityError), transaction.atomic():
        Network.objects.create(territory=first.territory, name="Otra", founded_date=TODAY, created_by=elmer)

    services.close_network(network=first, closed_date=TODAY, reason="Se unió a la provincial", by=elmer)
    second = make_network(elmer, name="La nueva", days=0)

    assert list(Network.objects.open()) == [second]
    with pytest.raises(services.DistrictHasNetwork):
        services.reopen_network(network=first, by=elmer)


def test_two_networks_of_a_district_are_never_at_once_in_the_past_either(norte, elmer):
    first = make_network(elmer)
    services.close_network(network=first, closed_date=TODAY - 10 * DAY, reason="Se unió a la provincial", by=elmer)
    with pytest.raises(services.AnotherWasThere):
        make_network(elmer, name="La nueva", days=11)

    second = make_network(elmer, name="La nueva", days=10)
    with pytest.raises(services.AnotherWasThere):
        services.correct_network(network=second, name="La nueva", founded_date=TODAY - 11 * DAY, by=elmer)
    services.close_network(network=second, closed_date=TODAY, reason="No se reunió", by=elmer)
    with pytest.raises(services.AnotherWasThere):
        services.reopen_network(network=first, by=elmer)
    assert not services.reopen_network(network=second, by=elmer).is_closed


def test_a_closed_network_takes_nothing_until_it_is_opened_again(norte, elmer):
    network = make_active(elmer)
    services.close_network(network=network, closed_date=TODAY, reason="Se anotó por error", by=elmer)
    assert state(network) == NetworkState.CLOSED
    with pytest.raises(services.NetworkClosed):
        make_member(elmer, network, name="Otra")

    services.reopen_network(network=network, by=elmer)
    assert state(network) == NetworkState.ACTIVE
    with pytest.raises(services.NotClosed):
        services.reopen_network(network=network, by=elmer)


def test_a_network_with_a_meeting_ahead_is_not_closed(norte, elmer):
    network = make_network(elmer)
    make_meeting(elmer, network, days=9)

    with pytest.raises(services.MeetingsAhead):
        services.close_network(network=network, closed_date=TODAY, reason="x", by=elmer)


@pytest.mark.parametrize(("founded", "refused"), [(TODAY + DAY, services.StillToCome), (TODAY, None)])
def test_a_network_is_founded_on_a_day_that_came(norte, elmer, founded, refused):
    told = {"territory": make_district(), "name": "Red", "founded_date": founded, "by": elmer}
    if refused:
        with pytest.raises(refused):
            services.found_network(**told)
    else:
        assert services.found_network(**told).founded_date == founded


def test_its_paper_has_a_kind_and_a_date_in_the_database_too(norte, elmer):
    paper = {"recognised_by": Recognition.ORDINANCE, "recognised_number": "014-2026", "recognised_date": TODAY}
    network = make_network(elmer, **paper)
    assert network.get_recognised_by_display() == "Ordenanza"

    with pytest.raises(IntegrityError), transaction.atomic():
        Network.objects.filter(pk=network.pk).update(recognised_date=None)


def test_corrections_are_on_record_and_keep_to_what_happened(norte, elmer):
    network = make_active(elmer)
    told = {"network": network, "name": "Red de Locumba", "by": elmer}
    assert services.correct_network(founded_date=TODAY - 250 * DAY, **told).name == "Red de Locumba"
    with pytest.raises(services.NotYetFounded):
        services.correct_network(founded_date=TODAY - DAY, **told)


def test_a_contact_brings_name_institution_and_post(norte, elmer, doctor):
    member = make_member(elmer, make_network(elmer), contact=doctor)

    assert (member.name, member.institution, member.post) == ("Doctora Vilca", "Puesto de Salud de Locumba", "Jefa")
    (line,) = selectors.lines_of(selectors.members_of(member.network))
    assert (line.phone, line.is_coordinator) == ("+51952000111", False)


def test_a_director_speaks_for_her_school_and_its_timeline_says_so(norte, elmer, rosa):
    school = SchoolFactory(district=make_district())
    SchoolStaff.objects.create(school=school, user=rosa, is_head=True, from_date=date(2026, 1, 1))
    member = make_member(elmer, make_network(elmer), user=rosa, sector=Sector.EDUCATION)

    assert (member.school, member.institution) == (school, school.name)
    told = timeline_for_school(school.pk)
    assert [item.label for item in told] == ["Miembro de la red local"]


def test_nobody_is_twice_in_a_network(norte, elmer, rosa, doctor):
    network = make_network(elmer)
    for who in ({"contact": doctor}, {"user": rosa}):
        make_member(elmer, network, **who)
        with pytest.raises(services.AlreadyMember):
            make_member(elmer, network, **who)
    with pytest.raises(IntegrityError), transaction.atomic():
        told = {"name": "x", "institution": "x", "sector": "health", "from_date": TODAY}
        NetworkMember.objects.create(network=network, contact=doctor, **told)


def test_who_is_written_by_hand_is_in_once_however_it_is_spelled(norte, elmer):
    network = make_network(elmer)
    old = make_member(elmer, network, name="Flora  Ticona", institution="Puesto de Salud")
    with pytest.raises(services.AlreadyMember):
        make_member(elmer, network, name="FLORA TICONÁ", institution="puesto de salud")
    make_member(elmer, network, name="Flora Ticona", institution="APAFA")

    services.end_member(member=old, to_date=TODAY - DAY, reason="Licencia", by=elmer)
    make_member(elmer, network, name="Flora Ticona", institution="Puesto de salud", days=0)
    with pytest.raises(services.AlreadyMember):
        services.restore_member(member=old, by=elmer)


@pytest.mark.parametrize(
    ("first", "refused"), [(TODAY + DAY, services.StillToCome), (TODAY - 301 * DAY, services.NotYetFounded)]
)
def test_a_member_joins_while_there_is_a_network(norte, elmer, first, refused):
    with pytest.raises(refused):
        make_member(elmer, make_network(elmer), from_date=first)


def test_who_leaves_stops_coordinating_and_comes_back_by_one_button(norte, elmer):
    network = make_active(elmer)
    member = network.members.get()
    services.end_member(member=member, to_date=TODAY - 2 * DAY, reason="Cambió de puesto", by=elmer)

    assert state(network) == NetworkState.LEADERLESS
    coordination = Coordination.objects.get()
    assert coordination.until_date == TODAY - DAY
    assert not selectors.members_of(network).exists()
    with pytest.raises(services.MemberLeft):
        services.end_member(member=member, to_date=TODAY, reason="x", by=elmer)

    assert services.restore_member(member=member, by=elmer).to_date is None
    with pytest.raises(services.StillMember):
        services.restore_member(member=member, by=elmer)


def test_who_came_back_by_another_row_is_not_restored_beside_it(norte, elmer, doctor):
    network = make_network(elmer)
    old = make_member(elmer, network, contact=doctor)
    services.end_member(member=old, to_date=TODAY - 9 * DAY, reason="Licencia", by=elmer)
    make_member(elmer, network, contact=doctor, days=3)

    with pytest.raises(services.AlreadyMember):
        services.restore_member(member=old, by=elmer)


def test_a_relief_keeps_who_coordinated_before(norte, elmer):
    network = make_network(elmer)
    first, second = make_member(elmer, network), make_member(elmer, network, name="Luz Apaza", institution="JASS")
    lead(elmer, network, first)
    with pytest.raises(services.AlreadyCoordinates):
        lead(elmer, network, first, days=10)
    with pytest.raises(services.NotAfterTheLast):
        lead(elmer, network, second, days=100)
    with pytest.raises(services.NotInThen):
        lead(elmer, network, second, days=250)
    lead(elmer, network, second, days=10)

    told = [(one.member.name, one.since_date, one.until_date) for one in selectors.coordinations_of(network)]
    assert told == [
        ("Luz Apaza", TODAY - 10 * DAY, None),
        ("Flora Ticona", TODAY - 100 * DAY, TODAY - 10 * DAY),
    ]


def test_what_is_written_by_hand_is_corrected_and_a_first_day_keeps_the_coordination(norte, elmer):
    network = make_active(elmer)
    member = network.members.get()
    assert services.correct_member(member=member, by=elmer, post="Jefa", sector="health").post == "Jefa"
    with pytest.raises(services.NotInThen):
        services.correct_member(member=member, by=elmer, from_date=TODAY)


def test_members_follow_a_partner_that_is_joined_to_another(norte, elmer, doctor):
    other = PartnerFactory(name="Red de Salud", kind="health_network", created_by=elmer)
    twin = ContactFactory(partner=other, name=doctor.name, search_name=doctor.search_name)
    network = make_network(elmer)
    make_member(elmer, network, contact=doctor)
    make_member(elmer, network, contact=twin)
    merge_partners(kept=doctor.partner, gone=other, by=elmer)

    by_contact = sorted(one.contact_id or 0 for one in network.members.all())
    assert by_contact == [0, doctor.pk]


def test_a_person_is_of_one_record(norte, elmer, rosa, doctor):
    person = Person(contact=doctor, user=rosa)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.add_member(network=make_network(elmer), person=person, sector=Sector.HEALTH, by=elmer)


def test_sectors_nobody_speaks_for_follow_the_settings(norte, elmer):
    network = make_active(elmer)
    expected = [Sector.EDUCATION, Sector.POLICE, Sector.MUNICIPALITY, Sector.WATER]
    assert selectors.missing_sectors([network])[network.pk] == expected

    ugel_settings.change(name=Sector.POLICE.setting, new_value=False)
    ugel_settings.change(name=Sector.FAMILIES.setting, new_value=True)
    expected = [Sector.EDUCATION, Sector.MUNICIPALITY, Sector.WATER, Sector.FAMILIES]
    assert selectors.missing_sectors([network])[network.pk] == expected
