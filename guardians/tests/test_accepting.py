"""Who is a guardian: what they signed, which schools it opens, and how it ends."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import Error, transaction

from core.access.models import AccessKey
from core.access.services.keys import issue_card
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.jobs.services import run_inline
from guardians import selectors, services
from guardians.models import Code, Guardian
from guardians.tests.factories import make_code, make_guardian, make_visit
from partners.tests.factories import PartnerFactory
from schools.models import School, SchoolStaff
from schools.permissions import works_at
from schools.services.schools import SchoolFacts, correct_school, register_school
from schools.tests.factories import SchoolFactory, TerritoryFactory
from tests.world import make_person

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)


def theirs(guardian):
    return set(School.objects.filter(pk__in=selectors.schools_of(guardian).values("pk")))


def test_accepted_they_see_exactly_their_schools(elmer, code, school):
    other = SchoolFactory()
    guardian = make_guardian(elmer, schools=[school])

    assert theirs(guardian) == {school}
    assert (works_at(guardian.user, school.pk), works_at(guardian.user, other.pk)) == (True, False)
    assert Membership.objects.active().filter(user=guardian.user, role=Role.GUARDIAN).count() == 1
    assert (guardian.code, guardian.user.full_name) == (code, "Berta Laura")


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"schools": []}, services.NoPlace),
        ({"to_date": TODAY - 90 * DAY}, services.EndsBeforeItBegan),
        ({"to_date": TODAY - DAY}, services.OverAlready),
        ({"signed_date": TODAY + DAY}, services.SignedLater),
    ],
)
def test_what_is_missing_is_refused(elmer, school, code, told, refusal):
    with pytest.raises(refusal):
        make_guardian(elmer, **{"schools": [school], **told})
    assert (Guardian.objects.count(), SchoolStaff.objects.count()) == (0, 0)


def test_nobody_is_accepted_before_there_is_a_code(elmer, school):
    told = {"full_name": "Berta", "from_date": TODAY, "signed_date": TODAY, "schools": [school], "by": elmer}
    with pytest.raises(services.NoCode):
        services.accept(**told)


def test_who_speaks_for_a_school_or_the_ugel_is_no_guardian(elmer, hilda, rosa, school, code):
    for person in (rosa, hilda):
        with pytest.raises(services.NotIndependent):
            make_guardian(elmer, user=person, schools=[school])
    assert not Membership.objects.filter(role=Role.GUARDIAN).exists()


def test_one_is_accepted_once_at_a_time_and_may_come_back(elmer, watcher, school):
    with pytest.raises(services.AcceptedAlready):
        make_guardian(elmer, user=watcher.user, schools=[school])
    services.end(guardian=watcher, reason="Se muda", by=elmer)
    again = make_guardian(elmer, user=watcher.user, schools=[school], from_date=TODAY)
    assert theirs(again) == {school}


def test_who_comes_back_is_still_tied(elmer, hilda, code, school):
    friend = PartnerFactory(created_by=hilda)
    guardian = make_guardian(elmer, schools=[school], tied_to=[friend])
    services.end(guardian=guardian, reason="Se muda", by=elmer)

    again = make_guardian(elmer, schools=[school], user=guardian.user)

    assert [tie.partner for tie in again.ties.standing()] == [friend]
    with pytest.raises(services.ConflictOfInterest):
        services.check_no_conflict(again, friend.pk)


def test_the_code_is_versioned_and_whoever_signed_stays_with_theirs(elmer, watcher, code, school):
    newer = services.publish_code(text="Digo lo que vi, y nada más.", by=elmer)
    with pytest.raises(services.NothingChanged):
        services.publish_code(text="  Digo lo que vi, y nada más.\r\n", by=elmer)

    assert (newer.number, Guardian.objects.get().code) == (2, code)
    assert make_guardian(elmer, schools=[school]).code == newer


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_people_signed(elmer, code, change):
    rows = Code.objects.filter(pk=code.pk)
    with pytest.raises(Error, match="what was signed or drawn stays"), transaction.atomic():
        rows.update(text="Otra cosa") if change == "update" else rows._raw_delete(rows.db)


def test_a_territory_opens_all_its_schools_also_those_that_come(elmer, code):
    ite = TerritoryFactory(code="230302", name="ITE")
    there, elsewhere = SchoolFactory(district=ite), SchoolFactory()
    guardian = make_guardian(elmer, territories=[ite])
    assert theirs(guardian) == {there}

    later = register_school(facts=facts(ite), by=elmer)
    assert theirs(guardian) == {there, later}
    assert SchoolStaff.objects.get(school=later).from_date == TODAY

    correct_school(school=later, facts=facts(elsewhere.district), by=elmer)
    assert theirs(guardian) == {there}


def facts(district):
    return SchoolFacts(name="IE Nueva", district=district, code="612345")


def test_other_places_from_today_call_off_what_is_no_longer_theirs(elmer, watcher, school):
    other = SchoolFactory()
    visit = make_visit(elmer, watcher, school)

    services.change_places(guardian=watcher, schools=[other], territories=[], by=elmer)

    visit.refresh_from_db()
    assert (theirs(watcher), visit.state) == ({other}, "called_off")
    assert SchoolStaff.objects.get(school=school).to_date == TODAY - DAY
    with pytest.raises(services.NoPlace):
        services.change_places(guardian=watcher, schools=[], territories=[], by=elmer)


def test_the_end_takes_schools_role_card_and_visits(elmer, watcher, school):
    issue_card(user=watcher.user, by=elmer)
    visit = make_visit(elmer, watcher, school)

    services.end(guardian=watcher, reason="No cumplió el código", by=elmer)

    visit.refresh_from_db()
    assert (theirs(watcher), visit.state) == (set(), "called_off")
    assert not Membership.objects.active().filter(user=watcher.user).exists()
    assert AccessKey.objects.filter(user=watcher.user, ended_at=None).count() == 0
    with pytest.raises(services.NotFromHere):
        services.end(guardian=watcher, reason="Otra vez", by=elmer)


def test_the_morning_after_their_last_day_they_are_none(norte, elmer, code, school):
    with time_machine.travel(TODAY - 3 * DAY):
        over = make_guardian(elmer, schools=[school], to_date=TODAY - DAY)
    last_day = make_guardian(elmer, schools=[school], full_name="Ana", to_date=TODAY)

    assert [run_inline("guardians.keep", ugel=norte)["ended"] for _time in range(2)] == [1, 0]
    over.refresh_from_db()
    last_day.refresh_from_db()
    assert (over.ended_date, over.end_reason, last_day.ended_date) == (TODAY, "Se cumplió su plazo", None)


def test_schools_without_a_guardian_and_people_who_signed_nothing(elmer, code, school, gino):
    alone, closed = SchoolFactory(), SchoolFactory(is_active=False)
    SchoolStaff.objects.create(school=alone, user=gino)
    make_guardian(elmer, schools=[school, closed])

    assert list(selectors.schools_without()) == [alone]
    assert list(selectors.not_accepted()) == [gino]


def test_somebody_known_by_the_role_keeps_only_what_they_are_accepted_for(elmer, code, school, gino):
    """Whoever was given a school on the team's page before is accepted for others."""
    other = SchoolFactory()
    SchoolStaff.objects.create(school=other, user=gino, from_date=TODAY - 9 * DAY)
    guardian = make_guardian(elmer, user=gino, schools=[school])
    assert theirs(guardian) == {school}


def test_a_colleague_of_another_ugel_is_not_met(elmer, sur, code, school):
    person = make_person("delia", Role.SCHOOL_HEAD, ugel=sur)
    assert make_code(elmer) == code
    assert make_guardian(elmer, user=person, schools=[school]).user == person


def test_the_same_name_and_number_is_the_same_person(elmer, code, school):
    told = {"schools": [school], "by": elmer, "from_date": TODAY, "signed_date": TODAY, "phone": "+51952000009"}
    services.accept(full_name="Berta Laura", **told)

    with pytest.raises(services.KnownAlready):
        services.accept(full_name="LAURA, Berta", **told)


def test_who_speaks_for_a_partner_is_tied_to_it_at_once(elmer, code, school, army, colonel):
    colonel.phone = "+51952000008"
    colonel.save()
    told = {"schools": [school], "by": elmer, "from_date": TODAY, "signed_date": TODAY, "phone": "+51952000008"}

    guardian = services.accept(full_name="Díaz Coronel", **told)

    assert list(guardian.ties.standing().values_list("partner", "kind")) == [(army.pk, "member")]
