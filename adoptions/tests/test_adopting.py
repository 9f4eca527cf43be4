"""A school's care from the first day to the last: one unit at a time, and who had it stays known."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from adoptions import selectors, services
from adoptions.enums import AdoptionState, SchoolState
from adoptions.models import Adoption, Holder, NeediestList
from adoptions.tests.factories import make_adoption, make_ambito, make_day, make_list, see
from commitments.models import Commitment
from core.audit.models import Entry
from core.jobs.services import run_inline
from core.notifications.models import Message
from core.tenancy.scope import scope
from partners.services.merging import merge_partners
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)


def state_of(adoption):
    return selectors.with_list_columns(Adoption.objects.filter(pk=adoption.pk)).get().status


def test_nobody_is_assigned_before_the_list_of_that_year_is_frozen(norte, elmer, colonel):
    term = {"school": SchoolFactory(), "contact": colonel, "from_date": TODAY, "to_date": TODAY}
    with pytest.raises(services.AssignmentTooEarly):
        services.adopt(by=elmer, **term)

    make_list(2026, elmer)
    made = services.adopt(by=elmer, **term)
    assert (made.partner, Holder.objects.get().contact) == (colonel.partner, colonel)
    assert list(Entry.objects.filter(verb="adoptions.adopted").values_list("school_id")) == [(made.school_id,)]


def test_a_school_has_one_unit_at_a_time(norte, elmer, colonel, captain):
    held = make_adoption(elmer, contact=colonel, first=TODAY, last=TODAY + 9 * DAY)
    overlap = {"school": held.school, "contact": captain, "by": elmer}

    for first, last in ((0, 0), (9, 20), (-5, 0), (-5, 30)):
        with pytest.raises(services.SchoolTaken):
            services.adopt(from_date=TODAY + first * DAY, to_date=TODAY + last * DAY, **overlap)
    assert services.adopt(from_date=TODAY + 10 * DAY, to_date=TODAY + 11 * DAY, **overlap).partner == captain.partner


def test_the_database_holds_one_unit_at_a_time_too(norte, elmer, captain):
    held = make_adoption(elmer)
    told = {"from_date": held.from_date, "to_date": held.to_date, "followed_by": elmer}

    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        Adoption.objects.create(school=held.school, partner=captain.partner, contact=captain, **told)


def test_a_term_upside_down_and_a_contact_that_left_are_refused(norte, elmer, colonel):
    make_list(2026, elmer)
    school = SchoolFactory()
    with pytest.raises(services.TermUpsideDown):
        services.adopt(school=school, contact=colonel, from_date=TODAY, to_date=TODAY - DAY, by=elmer)
    colonel.is_active = False
    colonel.save()
    with pytest.raises(services.ContactGone):
        services.adopt(school=school, contact=colonel, from_date=TODAY, to_date=TODAY, by=elmer)


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (1, 90, "coming"),
        (0, 90, "active"),
        (-9, 31, "active"),
        (-9, 30, "lapsing"),
        (-9, 0, "lapsing"),
        (-9, -1, "lapsed"),
    ],
)
def test_the_dates_say_how_it_stands(norte, elmer, first, last, state):
    adoption = make_adoption(elmer, first=TODAY + first * DAY, last=TODAY + last * DAY)

    assert state_of(adoption) == AdoptionState(state)


def test_a_renewal_follows_the_day_after_and_there_is_one(norte, elmer):
    old = make_adoption(elmer, last=TODAY + 9 * DAY)
    following = services.renew(adoption=old, to_date=TODAY + 99 * DAY, by=elmer)

    assert (following.from_date, following.contact, state_of(old)) == (TODAY + 10 * DAY, old.contact, "active")
    with pytest.raises(services.RenewedAlready):
        services.renew(adoption=old, to_date=TODAY + 99 * DAY, by=elmer)
    with pytest.raises(services.FollowedByAnother):
        services.return_school(adoption=old, reason="Se van", by=elmer)


def test_what_lapsed_is_not_renewed_but_adopted_anew(norte, elmer):
    old = make_adoption(elmer, first=TODAY - 30 * DAY, last=TODAY - DAY)
    with pytest.raises(services.NotFromHere):
        services.renew(adoption=old, to_date=TODAY + 99 * DAY, by=elmer)

    make_adoption(elmer, school=old.school, contact=old.contact, first=TODAY)


def test_another_person_of_the_unit_takes_over_and_the_days_stay_promised(norte, elmer, colonel):
    adoption = make_adoption(elmer, contact=colonel)
    day = make_day(elmer, adoption, days=5)
    major = ContactFactory(partner=colonel.partner, name="Mayor Soto", search_name="mayor soto")

    services.hand_over(adoption=adoption, contact=major, since_date=TODAY, reason="Rota", by=elmer)

    adoption.refresh_from_db()
    assert adoption.contact == major
    assert list(adoption.holders.order_by("since_date").values_list("contact", flat=True)) == [colonel.pk, major.pk]
    assert (day.links.count(), Commitment.objects.get().state) == (1, "confirmed")


def test_another_unit_takes_over_and_is_asked_for_the_days_to_come(norte, elmer, rosa, colonel, captain):
    adoption = make_adoption(elmer, contact=colonel)
    done, planned = see(make_day(elmer, adoption, days=-5), school=rosa), make_day(elmer, adoption, days=5)

    services.hand_over(adoption=adoption, contact=captain, since_date=TODAY, reason="Rota la unidad", by=elmer)

    old, new = [link.commitment for link in planned.links.select_related("commitment").order_by("pk")]
    assert [(one.partner, one.state) for one in (old, new)] == [
        (colonel.partner, "cancelled"),
        (captain.partner, "proposed"),
    ]
    assert (done.links.count(), done.promise.state) == (1, "verified")


def test_a_unit_with_the_next_term_hands_over_only_once_that_is_given_back(norte, elmer, colonel, captain):
    adoption = make_adoption(elmer, contact=colonel)
    told = {"adoption": adoption, "contact": captain, "since_date": TODAY, "reason": "Rota", "by": elmer}
    renewal = services.renew(adoption=adoption, to_date=TODAY + 99 * DAY, by=elmer)

    with pytest.raises(services.FollowedByAnother):
        services.hand_over(**told)
    services.return_school(adoption=renewal, reason="La unidad rota", by=elmer)
    services.hand_over(**told)

    again = services.renew(adoption=adoption, to_date=TODAY + 99 * DAY, by=elmer)
    assert again.partner == captain.partner


def test_a_renewal_given_back_before_it_began_leaves_the_term_before_as_it_was(norte, elmer):
    adoption = make_adoption(elmer, last=TODAY + 5 * DAY)
    renewal = services.renew(adoption=adoption, to_date=TODAY + 99 * DAY, by=elmer)

    services.return_school(adoption=renewal, reason="Ya no podrá", by=elmer)

    assert state_of(adoption) == AdoptionState.LAPSING
    assert list(selectors.lapsing_soon()) == [adoption]
    services.return_school(adoption=adoption, reason="Se va antes", by=elmer)
    assert state_of(adoption) == AdoptionState.RETURNED


@pytest.mark.parametrize("days", [1, -30, -99])
def test_a_relief_is_of_a_day_that_came_within_the_term(norte, elmer, captain, days):
    adoption = make_adoption(elmer)

    with pytest.raises(services.NotTheDay):
        services.hand_over(adoption=adoption, contact=captain, since_date=TODAY + days * DAY, reason="Rota", by=elmer)


def test_the_same_person_takes_over_from_nobody(norte, elmer, colonel):
    adoption = make_adoption(elmer, contact=colonel)

    with pytest.raises(services.NothingChanges):
        services.hand_over(adoption=adoption, contact=colonel, since_date=TODAY, reason="Rota", by=elmer)


def test_a_school_given_back_is_free_today_and_the_days_to_come_are_called_off(norte, elmer, rosa, captain):
    make_ambito(3, by=elmer)
    neediest = services.freeze_list(by=elmer)
    school = neediest.entries.get().school
    adoption = make_adoption(elmer, school=school)
    seen, coming = see(make_day(elmer, adoption), school=rosa), make_day(elmer, adoption, days=5)

    services.return_school(adoption=adoption, reason="La unidad se va", by=elmer)

    assert state_of(adoption) == AdoptionState.RETURNED
    assert list(selectors.free_of_list()) == [school]
    assert selectors.pool(neediest).get().state == SchoolState.FREE
    states = dict(Commitment.objects.values_list("pk", "state"))
    assert (states[seen.promise.pk], states[coming.promise.pk]) == ("verified", "cancelled")
    make_adoption(elmer, school=school, contact=captain, first=TODAY)
    with pytest.raises(services.NotFromHere):
        services.return_school(adoption=adoption, reason="Otra vez", by=elmer)


def test_what_lapses_soon_is_told_once_to_follower_and_head(norte, elmer, hilda):
    make_adoption(elmer, last=TODAY + 30 * DAY)
    make_adoption(elmer, last=TODAY + 31 * DAY)
    renewed = make_adoption(elmer, last=TODAY + 5 * DAY)
    services.renew(adoption=renewed, to_date=TODAY + 99 * DAY, by=elmer)
    for _night in range(2):
        run_inline("adoptions.remind", ugel=norte)

    told = Message.objects.filter(kind="adoptions.lapsing")
    assert sorted(told.values_list("user", flat=True)) == sorted([elmer.pk, hilda.pk])
    assert all("Renueve la adopción" in body for body in told.values_list("body", flat=True))


def test_what_lapsed_goes_back_to_the_pool_once_and_is_told(norte, elmer, hilda, rosa):
    adoption = make_adoption(elmer, first=TODAY - 30 * DAY, last=TODAY - DAY)
    for _night in range(2):
        run_inline("adoptions.remind", ugel=norte)

    adoption.refresh_from_db()
    assert (adoption.closing, adoption.ended_date) == ("lapsed", TODAY)
    assert Entry.objects.filter(verb="adoptions.lapsed", school_id=adoption.school_id).count() == 1
    assert Message.objects.filter(kind="adoptions.lapsed").count() == 2


def test_adoptions_follow_a_unit_that_is_joined_to_another(norte, elmer, colonel):
    gone = PartnerFactory(created_by=elmer)
    twin = ContactFactory(partner=gone, name=colonel.name, search_name=colonel.search_name)
    adoption = make_adoption(elmer, contact=twin)
    merge_partners(kept=colonel.partner, gone=gone, by=elmer)

    adoption.refresh_from_db()
    assert (adoption.partner, adoption.contact) == (colonel.partner, colonel)
    assert set(Holder.objects.values_list("partner", "contact")) == {(colonel.partner_id, colonel.pk)}


def test_another_ugel_has_none_of_it(norte, sur, elmer):
    make_adoption(elmer)

    with scope(sur):
        assert not Adoption.objects.exists()
        assert not NeediestList.objects.exists()
