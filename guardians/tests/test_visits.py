"""Visits: who is sent, what their word does to the promise, and the paper twin."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commitments.enums import Outcome
from commitments.models import Attestation, Evidence
from commitments.services import Voice, attest, change_promise, confirm, on_dates
from commitments.services.attesting import SeenInTheFuture
from core.audit.models import Entry
from core.files.services import store_image, store_paper
from core.notifications.models import Message
from guardians import services
from guardians.enums import FileKind
from guardians.models import OWNER, Visit, Watched
from guardians.tests.factories import make_delivery, make_guardian, make_visit
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.pictures import photo_upload

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)


def told(outcome=Outcome.DELIVERED, **more):
    return {"outcome": outcome, "seen_date": TODAY, **more}


def test_a_guardians_word_is_the_second_witness(elmer, watcher, school, delivery, colonel, gino):
    attest(instalment=delivery, voice=Voice.of_contact(colonel), outcome=Outcome.DELIVERED)
    visit = make_visit(elmer, watcher, school, instalment=delivery)

    visit = services.tell_visit(visit=visit, by=gino, **told(seen="Las vi en el aula"))

    delivery.refresh_from_db()
    word = Attestation.objects.get(party=Party.GUARDIAN)
    assert (delivery.state, visit.state, visit.attestation) == ("verified", "done", word)
    assert (word.user, word.said_by, word.note) == (gino, "Gino Quispe", "Las vi en el aula")
    assert Watched.objects.get().instalment == delivery


@pytest.mark.parametrize(("outcome", "quantity", "state"), [("partly", Decimal(4), "partly"), ("not", None, "missed")])
def test_a_part_and_nothing_are_words_too(elmer, watcher, school, delivery, gino, outcome, quantity, state):
    visit = make_visit(elmer, watcher, school, instalment=delivery)
    services.tell_visit(visit=visit, by=gino, **told(Outcome(outcome), quantity=quantity))
    delivery.refresh_from_db()
    assert (delivery.state, Watched.objects.count()) == (state, 1)


def test_a_visit_is_told_once(elmer, watcher, school, delivery, gino):
    visit = make_visit(elmer, watcher, school, instalment=delivery)
    services.tell_visit(visit=visit, by=gino, **told())
    with pytest.raises(services.VisitOver):
        services.tell_visit(visit=visit, by=gino, **told(Outcome.NOT))
    assert Attestation.objects.get().outcome == Outcome.DELIVERED


def test_who_says_it_on_the_promises_page_made_the_visit(elmer, watcher, school, delivery, gino):
    visit = make_visit(elmer, watcher, school, instalment=delivery)
    attest(instalment=delivery, voice=Voice.of_user(gino, Party.GUARDIAN), outcome=Outcome.DELIVERED)
    visit.refresh_from_db()
    assert (visit.state, visit.attestation.user, visit.seen_date) == ("done", gino, TODAY)


def test_a_visit_to_a_school_alone_is_told_in_words(elmer, watcher, school, gino):
    visit = make_visit(elmer, watcher, school)
    with pytest.raises(services.SayWhatYouSaw):
        services.tell_visit(visit=visit, by=gino, seen_date=TODAY, seen="  ")
    visit = services.tell_visit(visit=visit, by=gino, seen_date=TODAY, seen="El techo gotea")
    assert (visit.state, visit.seen, Attestation.objects.count()) == ("done", "El techo gotea", 0)


def test_pictures_are_evidence_and_the_recorded_answer_is_not(elmer, watcher, school, delivery, gino):
    visit = make_visit(elmer, watcher, school, instalment=delivery)
    visit = services.tell_visit(visit=visit, by=gino, **told())
    for kind in (FileKind.ARRIVED, FileKind.VOICE):
        services.keep_file(visit=visit, kind=kind, keep=lambda: stored(gino, school))

    evidence = Evidence.objects.get()
    assert (evidence.attestation, evidence.caption) == (visit.attestation, "Lo que llegó")
    assert visit.files.count() == 2


def stored(by, school):
    return store_image(photo_upload(), owner=OWNER, by=by, school_id=school.pk)


def test_a_signed_slip_is_the_guardians_own_word(elmer, watcher, school, delivery, colonel, gino):
    attest(instalment=delivery, voice=Voice.of_contact(colonel), outcome=Outcome.DELIVERED)
    visit = make_visit(elmer, watcher, school, instalment=delivery)

    visit = services.tell_slip(visit=visit, keep_slip=lambda: slip(elmer), by=elmer, **told())

    delivery.refresh_from_db()
    word = visit.attestation
    assert (delivery.state, word.is_own_word, word.vouched_by, word.user) == ("verified", True, "paper", gino)
    assert (word.recorded_by, visit.told_by, visit.files.get().kind) == (elmer, elmer, FileKind.SLIP)
    assert Watched.objects.count() == 1


def slip(by):
    return store_paper(photo_upload(), owner=OWNER, by=by)


def test_what_the_ugel_writes_down_without_paper_is_not_watched(elmer, watcher, school, delivery, gino):
    voice = Voice.on_behalf(party=Party.GUARDIAN, recorded_by=elmer, channel="call", user=gino)
    visit = make_visit(elmer, watcher, school, instalment=delivery)
    attest(instalment=delivery, voice=voice, outcome=Outcome.DELIVERED)
    visit.refresh_from_db()
    assert (visit.state, Watched.objects.count()) == ("pending", 0)


def test_who_is_sent_must_have_the_school_on_that_day(elmer, watcher, school, delivery, colonel):
    other = SchoolFactory()
    elsewhere = make_delivery(elmer, contact=colonel, school=other)
    leaving = make_guardian(elmer, schools=[school], to_date=TODAY + DAY)
    for guardian, where, what, refusal in (
        (watcher, other, None, services.NotAGuardianThere),
        (watcher, school, elsewhere, services.DeliveryElsewhere),
        (leaving, school, None, services.NotAGuardianThere),
    ):
        with pytest.raises(refusal):
            make_visit(elmer, guardian, where, instalment=what)
    with pytest.raises(services.TooLateToAssign):
        make_visit(elmer, watcher, school, days=-1)
    make_visit(elmer, watcher, school, instalment=delivery)
    with pytest.raises(services.AlreadyAssigned):
        make_visit(elmer, watcher, school, instalment=delivery)


def test_a_visit_called_off_says_why_and_is_told_no_more(elmer, watcher, school, gino):
    visit = services.call_off(visit=make_visit(elmer, watcher, school), reason="Hay huaico", by=elmer)
    assert (visit.state, visit.off_reason) == ("called_off", "Hay huaico")
    with pytest.raises(services.VisitOver):
        services.tell_visit(visit=visit, by=gino, seen_date=TODAY, seen="Fui igual")


def test_a_promise_written_anew_calls_off_the_visits_to_what_is_in_it_no_more(elmer, watcher, school, colonel):
    commitment = make_delivery(elmer, contact=colonel, school=school).commitment
    rewrite(commitment, elmer, [TODAY + DAY, TODAY + 2 * DAY], 5)
    visit = make_visit(elmer, watcher, school, instalment=commitment.instalments.in_order().last())

    rewrite(commitment, elmer, [TODAY + DAY], 10)

    visit = Visit.objects.get(pk=visit.pk)
    assert (visit.state, visit.instalment, visit.title) == ("called_off", None, "Diez sillas")


def rewrite(commitment, by, days, quantity):
    """Other dates, agreed anew."""
    commitment.refresh_from_db()
    told = {"what": commitment.what, "unit": commitment.unit, "version": commitment.version, "reason": "Otra fecha"}
    changed = change_promise(commitment=commitment, parts=on_dates(days, Decimal(quantity)), by=by, **told)
    confirm(commitment=changed, version=changed.version, voice=Voice.of_contact(changed.partner.contacts.get()))


def test_the_history_of_the_school_tells_it_without_a_name(elmer, watcher, school, delivery, gino):
    visit = make_visit(elmer, watcher, school, instalment=delivery)
    services.tell_visit(visit=visit, by=gino, **told())
    lines = Entry.objects.filter(school_id=school.pk, verb__startswith="guardians.").order_by("pk")
    assert [one.verb for one in lines] == ["guardians.watches", "guardians.visit_assigned", "guardians.visit_told"]
    assert "Gino" not in str([one.data for one in lines])


def test_nobody_saw_a_school_on_a_day_to_come(elmer, watcher, school, gino):
    visit = make_visit(elmer, watcher, school)
    with pytest.raises(SeenInTheFuture):
        services.tell_visit(visit=visit, by=gino, seen="Abierta", seen_date=timezone.localdate() + DAY)


def test_nobody_is_sent_before_it_is_due(elmer, watcher, school, colonel):
    instalment = make_delivery(elmer, contact=colonel, school=school, days=20)

    with pytest.raises(services.BeforeItIsDue):
        make_visit(elmer, watcher, school, instalment=instalment, days=7)


def test_the_same_word_said_again_makes_the_visit(elmer, watcher, school, delivery, gino):
    said = {"voice": Voice.of_user(gino, Party.GUARDIAN), "outcome": Outcome.DELIVERED}
    attest(instalment=delivery, **said)
    visit = make_visit(elmer, watcher, school, instalment=delivery)

    attest(instalment=delivery, **said)

    visit.refresh_from_db()
    assert visit.state == "done"


def test_a_guardian_is_told_of_a_visit_and_that_it_is_off(elmer, watcher, school, gino):
    visit = make_visit(elmer, watcher, school)
    services.call_off(visit=visit, reason="Llueve", by=elmer)

    told = Message.objects.filter(user=gino, kind__startswith="guardians.").order_by("pk")
    assert [one.kind for one in told] == ["guardians.assigned", "guardians.called_off"]
    assert "Llueve" in told[1].body
