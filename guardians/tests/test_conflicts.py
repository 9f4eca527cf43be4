"""A guardian tied to who promised is refused: when sent, when drawn, and when speaking, wherever it is."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import Error, transaction

from commitments.enums import Outcome
from commitments.models import Attestation
from commitments.services import Voice, attest, vouch
from core.accounts.enums import Role
from core.jobs.services import run_inline
from core.people.services.people import add_person, set_phone
from guardians import services
from guardians.models import Tie, Visit
from guardians.selectors import guardians_of_school
from guardians.tests.factories import make_delivery, make_guardian, make_visit
from partners.services import end_contact, merge_partners
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party

TODAY = date(2026, 9, 15)
DRAW = {
    "period_start": date(2026, 9, 1),
    "period_end": TODAY,
    "measure": "count",
    "amount": 1,
    "visit_by": date(2026, 9, 25),
}


def tie(guardian, partner, by):
    return services.declare_tie(guardian=guardian, partner=partner, kind="works", by=by)


def test_the_tied_are_not_sent_and_others_are(elmer, watcher, school, delivery, army):
    tie(watcher, army, elmer)
    free = make_guardian(elmer, schools=[school])

    with pytest.raises(services.ConflictOfInterest, match="Gino Quispe declaró un vínculo con Ejército"):
        make_visit(elmer, watcher, school, instalment=delivery)
    assert make_visit(elmer, free, school, instalment=delivery).guardian == free
    assert make_visit(elmer, watcher, school).title == "Mirar la escuela"


def test_a_tie_declared_later_calls_off_what_was_to_do(elmer, watcher, school, delivery, army, colonel):
    other = make_delivery(elmer, contact=ContactFactory(partner=PartnerFactory(created_by=elmer)), school=school)
    visits = [make_visit(elmer, watcher, school, instalment=one) for one in (delivery, other)]

    tie(watcher, army, elmer)

    states = [Visit.objects.get(pk=one.pk).state for one in visits]
    assert states == ["called_off", "pending"]
    with pytest.raises(services.TiedAlready):
        tie(watcher, army, elmer)


def test_the_tied_do_not_speak_of_it_on_any_page(elmer, watcher, gino, delivery, army, visit):
    tie(watcher, army, elmer)
    commitment = delivery.commitment

    opened = visit(gino, "commitments:commitment_attest", commitment.pk, follow=True).content.decode()
    data = {"instalment": delivery.pk, "outcome": "delivered", "seen_date": "2026-09-15", "submission": uuid4()}
    answer = visit(gino, "commitments:commitment_attest", commitment.pk, method="post", data=data)
    month = visit(
        gino,
        "commitments:commitment_attest_month",
        commitment.pk,
        method="post",
        data={"month": "2026-09-01", "outcome": "delivered"},
    )

    assert "Conflicto de interés" in opened
    assert (answer.status_code, "Conflicto de interés" in answer.content.decode()) == (422, True)
    assert (month.status_code, "Conflicto de interés" in month.content.decode()) == (422, True)
    assert Attestation.objects.count() == 0


def test_nor_does_the_ugel_write_it_down_for_them_or_vouch_for_it(elmer, watcher, gino, delivery, army):
    told = {"party": Party.GUARDIAN, "recorded_by": elmer, "channel": "call"}
    before = attest(instalment=delivery, voice=Voice.on_behalf(user=gino, **told), outcome=Outcome.DELIVERED)
    tie(watcher, army, elmer)

    for who in ({"user": gino}, {"name": "gino  QUISPE"}):
        with pytest.raises(services.ConflictOfInterest):
            attest(instalment=delivery, voice=Voice.on_behalf(**who, **told), outcome=Outcome.DELIVERED)
    with pytest.raises(services.ConflictOfInterest):
        vouch(word=before, how="code", user=gino)


def test_others_speak_as_before(elmer, watcher, rosa, delivery, army):
    tie(watcher, army, elmer)
    attest(instalment=delivery, voice=Voice.of_user(rosa, Party.SCHOOL), outcome=Outcome.DELIVERED)
    assert Attestation.objects.get().party == Party.SCHOOL


def test_a_tie_that_ended_binds_no_more(elmer, watcher, school, delivery, army):
    ended = [
        services.end_tie(tie=tie(watcher, army, elmer), reason="Renunció", by=elmer).ended_date for _time in range(1)
    ]
    assert ended == [TODAY]
    assert make_visit(elmer, watcher, school, instalment=delivery).state == "pending"
    with pytest.raises(Error, match="has a visit to do"), transaction.atomic():
        Tie.objects.update(ended_date=None)


def test_the_database_holds_it_too(elmer, watcher, school, delivery, army):
    tie(watcher, army, elmer)
    visit = make_visit(elmer, watcher, school)
    with pytest.raises(Error, match="tied to who promised"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(instalment=delivery)


def test_partners_that_become_one_join_their_ties(elmer, hilda, watcher, school, army, delivery):
    twin = PartnerFactory(name="Ejército Peruano", kind="army", created_by=elmer)
    theirs = make_delivery(elmer, contact=ContactFactory(partner=twin), school=school)
    visit = make_visit(elmer, watcher, school, instalment=theirs)
    tie(watcher, army, elmer)

    merge_partners(kept=army, gone=twin, by=hilda)

    visit.refresh_from_db()
    assert (visit.state, Tie.objects.get().partner) == ("called_off", army)
    with pytest.raises(services.ConflictOfInterest):
        make_visit(elmer, watcher, school, instalment=theirs)


def test_tied_to_both_they_are_tied_once(elmer, hilda, watcher, army):
    twin = PartnerFactory(name="Ejército Peruano", kind="army", created_by=elmer)
    for partner in (army, twin):
        tie(watcher, partner, elmer)
    merge_partners(kept=army, gone=twin, by=hilda)
    assert [one.partner for one in Tie.objects.standing()] == [army]


def test_who_became_a_contact_of_the_promiser_since_sees_nothing_of_it(elmer, watcher, school, delivery, army, gino):
    set_phone(user=gino, phone="+51952000008", by=elmer)
    sent = make_visit(elmer, watcher, school, instalment=delivery)
    made = ContactFactory(partner=army, name="Quispe Gino", search_name="quispe gino", phone="+51952000008")

    with pytest.raises(services.ConflictOfInterest, match="es contacto de Ejército"):
        services.tell_visit(visit=sent, by=gino, outcome=Outcome.DELIVERED, seen_date=TODAY)
    services.call_off(visit=sent, reason="Va otra persona", by=elmer)
    with pytest.raises(services.ConflictOfInterest):
        make_visit(elmer, watcher, school, instalment=delivery)
    drawn = services.draw_sample(**DRAW, by=elmer)
    assert drawn.candidates.get().drawn == "conflict"

    end_contact(contact=made, by=elmer, to_date=TODAY - timedelta(days=1))
    assert make_visit(elmer, watcher, school, instalment=delivery).state == "pending"


@pytest.mark.parametrize("role", [Role.UGEL_SPECIALIST, Role.SCHOOL_MEMBER])
def test_who_works_for_the_ugel_or_a_school_since_speaks_for_no_community(
    norte, elmer, hilda, watcher, school, delivery, gino, role
):
    sent = make_visit(elmer, watcher, school, instalment=delivery)
    add_person(full_name=gino.full_name, role=role, email="gino@example.pe", user=gino, by=hilda)

    with pytest.raises(services.NotIndependent):
        services.tell_visit(visit=sent, by=gino, outcome=Outcome.DELIVERED, seen_date=TODAY)
    with pytest.raises(services.NotIndependent):
        attest(instalment=delivery, voice=Voice.of_user(gino, Party.GUARDIAN), outcome=Outcome.DELIVERED)
    with pytest.raises(services.NotIndependent):
        make_visit(elmer, watcher, school)
    assert list(guardians_of_school(school)) == []

    assert run_inline("guardians.keep", ugel=norte)["ended"] == 1
    watcher.refresh_from_db()
    assert watcher.end_reason == "Ahora trabaja en la UGEL o en una escuela"
