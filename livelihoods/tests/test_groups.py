"""Groups, their members, enterprises, families, help and who watches: what is kept, refused and told at schools."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.audit.models import Entry
from livelihoods import selectors, services
from livelihoods.enums import EnterpriseKind, Per, SupportKind, Watcher
from livelihoods.models import EnterpriseChange, FamiliesCount, InitiativeGroup, Support
from livelihoods.tests.factories import make_enterprise, make_group, make_village, tell_month
from partners.tests.factories import PartnerFactory
from schools.enums import TerritoryKind
from schools.models import School
from schools.tests.factories import SchoolFactory, TerritoryFactory

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)


def verbs(school):
    return list(Entry.objects.filter(school_id=school.pk).order_by("pk").values_list("verb", flat=True))


def test_a_village_has_one_group_that_lives(group, village, elmer):
    with pytest.raises(services.VillageHasGroup):
        services.form_group(village=village, formed_date=TODAY, by=elmer)
    services.close_group(group=group, closed_date=TODAY - DAY, reason="Se disolvió", by=elmer)
    with pytest.raises(services.AnotherWasThere):
        services.form_group(village=village, formed_date=TODAY - 5 * DAY, by=elmer)
    later = services.form_group(village=village, formed_date=TODAY, by=elmer)
    with pytest.raises(services.VillageHasGroup):
        services.reopen_group(group=group, by=elmer)
    with pytest.raises(IntegrityError), transaction.atomic():
        InitiativeGroup.objects.create(village=village, formed_date=TODAY, created_by=elmer)
    assert InitiativeGroup.objects.open().get() == later


def test_a_group_is_of_a_village_around_the_schools(village, elmer):
    assert str(make_group(elmer, village)) == "Grupo de Chipe"
    far = TerritoryFactory(
        code="1501010001", name="LEJOS", kind=TerritoryKind.POPULATED_CENTRE, parent=TerritoryFactory(code="150101")
    )
    for place in (village.parent, far):
        with pytest.raises(services.NotAVillage):
            services.form_group(village=place, formed_date=TODAY, by=elmer)
    with pytest.raises(services.StillToCome):
        services.form_group(village=make_village("2303010012", "SITANA"), formed_date=TODAY + DAY, by=elmer)


def test_a_school_stands_in_its_village_by_code_by_place_or_by_name(norte):
    aymak = TerritoryFactory(code="41705236804000", name="Бешкент", kind=TerritoryKind.AYIL_AYMAK)
    village = TerritoryFactory(code="41705236804010", name="Бешкент", kind=TerritoryKind.VILLAGE, parent=aymak)
    by_code = SchoolFactory(district=aymak, centre_code=village.code)
    by_place = SchoolFactory(district=village)
    by_name = SchoolFactory(district=aymak, centre="бешкент")
    elsewhere = SchoolFactory(district=aymak, centre="Ак-Суу")
    assert set(selectors.schools_of(village)) == {by_code, by_place, by_name}
    found = dict(selectors.with_village(School.objects.all()).values_list("pk", "village_id"))
    assert found == {by_code.pk: village.pk, by_place.pk: village.pk, by_name.pk: village.pk, elsewhere.pk: None}
    assert selectors.place_of(elsewhere) == aymak


def test_a_group_closes_after_its_enterprises(group, greenhouse, elmer):
    with pytest.raises(services.EnterprisesOpen):
        services.close_group(group=group, closed_date=TODAY, reason="Se disolvió", by=elmer)
    tell_month(elmer, greenhouse)
    with pytest.raises(services.ToldAfterwards):
        services.close_enterprise(enterprise=greenhouse, closed_date=date(2026, 8, 31), reason="Helada", by=elmer)
    services.close_enterprise(enterprise=greenhouse, closed_date=TODAY - DAY, reason="Helada", by=elmer)
    with pytest.raises(services.EnterpriseClosed):
        services.tell_families(enterprise=greenhouse, day=TODAY, families=2, by=elmer)
    services.close_group(group=group, closed_date=TODAY, reason="Se disolvió", by=elmer)
    for act in (
        lambda: services.add_member(group=group, name="Aida", by=elmer),
        lambda: make_enterprise(elmer, group, days=0),
        lambda: services.reopen_enterprise(enterprise=greenhouse, by=elmer),
    ):
        with pytest.raises(services.GroupClosed):
            act()
    services.reopen_group(group=group, by=elmer)
    assert not services.reopen_enterprise(enterprise=greenhouse, by=elmer).is_closed


def test_members_come_leave_and_come_back(group, elmer):
    member = services.add_member(group=group, name=" Aida  Toktosunova ", by=elmer)
    assert member.name == "Aida Toktosunova"
    with pytest.raises(services.AlreadyMember):
        services.add_member(group=group, name="aida toktosunova", by=elmer)
    services.end_member(member=member, to_date=TODAY, reason="Se mudó", by=elmer)
    with pytest.raises(services.MemberLeft):
        services.correct_member(member=member, name="Otra", by=elmer)
    assert not services.restore_member(member=member, by=elmer).is_former
    with pytest.raises(services.BeforeItBegan):
        services.correct_member(member=member, from_date=group.formed_date - DAY, by=elmer)


def test_a_grant_of_unknown_amount_is_corrected_with_its_reason(group, elmer):
    told = {"group": group, "partner": PartnerFactory(created_by=elmer), "awarded_date": TODAY, "purpose": "Semillas"}
    first = services.tell_grant(by=elmer, **told)
    second = services.tell_grant(by=elmer, amount=500, corrects=first, reason="Llegó el recibo", **told)
    assert (first.amount, second.amount, second.replaces_id) == (None, 500, first.pk)
    assert list(group.grants.standing()) == [second]
    assert selectors.former_words(second) == [first]


def test_what_an_enterprise_was_is_kept(greenhouse, elmer):
    services.correct_enterprise(enterprise=greenhouse, quantity=None, by=elmer)
    greenhouse.refresh_from_db()
    assert (greenhouse.quantity, EnterpriseChange.objects.get().old_quantity) == (None, 1)
    services.correct_enterprise(enterprise=greenhouse, quantity=None, by=elmer)
    assert EnterpriseChange.objects.count() == 1
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE livelihoods_enterprisechange SET old_quantity = 9")


def test_the_families_of_a_day_are_told_once_and_the_latest_day_holds(greenhouse, elmer, hilda):
    told = {"enterprise": greenhouse, "day": TODAY - DAY}
    first = services.tell_families(families=5, by=elmer, **told)
    assert services.tell_families(families=5, by=hilda, **told) == first
    with pytest.raises(services.FamiliesTold, match="Elmer Quispe ya contó ese día: 5 familias"):
        services.tell_families(families=6, by=hilda, **told)
    services.tell_families(families=6, corrects=first, reason="Vino otra familia", by=hilda, **told)
    services.tell_families(enterprise=greenhouse, day=TODAY, families=None, by=elmer)
    shown = selectors.with_enterprise_columns(type(greenhouse).objects.all()).get()
    assert (shown.known_families, shown.families_day) == (None, TODAY)
    assert FamiliesCount.objects.standing().count() == 2


def test_help_is_told_of_a_school_a_village_or_a_district(group, village, elmer):
    school = School.objects.get()
    told = {"day": TODAY, "by": elmer}
    material = services.tell_support(
        kind=SupportKind.MATERIAL, territory=village, children=46, disabled_children=5, **told
    )
    meal = services.tell_support(kind=SupportKind.MEAL, school=school, grades="1 a 4", times=3, **told)
    services.tell_support(kind=SupportKind.MATERIAL, territory=village.parent, children=84, **told)
    assert (meal.territory, meal.children, meal.how_often) == (village, None, "3 veces, sin decir cada cuánto")
    assert verbs(school)[-2:] == ["livelihoods.support_at_village", "livelihoods.support_told"]
    with pytest.raises(services.PlaceMissing):
        services.tell_support(kind=SupportKind.MEAL, **told)
    with pytest.raises(services.NotOurPlace):
        services.tell_support(kind=SupportKind.MEAL, territory=TerritoryFactory(code="150101", name="LIMA"), **told)
    with pytest.raises(services.TimesMissing):
        services.tell_support(kind=SupportKind.MEAL, school=school, per=Per.WEEK, **told)
    services.strike(word=material, reason="Era de otra comunidad", by=elmer)
    assert Support.objects.standing().count() == 2


def test_who_watches_is_a_count_told_once_a_day(group, elmer):
    told = {"group": group, "watcher": Watcher.VOLUNTEER_CHILDREN, "day": TODAY, "by": elmer}
    first = services.tell_watch(people=None, **told)
    assert services.tell_watch(people=None, **told) == first
    with pytest.raises(services.WatchTold, match="sin dato"):
        services.tell_watch(people=4, **told)


def test_schools_of_the_village_read_what_happens(group, greenhouse, elmer):
    school = School.objects.get()
    tell_month(elmer, greenhouse)
    assert verbs(school) == [
        "livelihoods.group_at_school",
        "livelihoods.enterprise_at_school",
        "livelihoods.income_reached",
    ]


def test_an_enterprise_long_silent_is_reminded_of(group, elmer):
    silent, told, young = (make_enterprise(elmer, group, days=days) for days in (250, 250, 10))
    make_enterprise(elmer, group, kind=EnterpriseKind.RESOURCE_CENTRE)
    tell_month(elmer, told)
    assert list(selectors.silent()) == [silent]
    assert timezone.localdate() == TODAY and young.opened_date == TODAY - 10 * DAY
