"""What people say, and what it does to the promise: two witnesses, months, words on behalf, disagreements."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commitments import services
from commitments.enums import Channel, CommitmentState, InstalmentState, Outcome, Promiser, Ruling, VouchedBy
from commitments.models import Attestation, Commitment, Instalment
from commitments.services import MonthSaid, Voice, every_week, on_dates
from commitments.services.attesting import (
    AlreadySpoke,
    HowMuchMissing,
    NotConfirmedYet,
    NothingDueThatMonth,
    NotTheirWord,
    SeenInTheFuture,
)
from commitments.services.resolving import (
    NobodySetAside,
    NothingToResolve,
    OwnDisagreement,
    SmallerIsNothing,
    StillDisputed,
)
from commitments.services.standing import CommitmentMovedOn, judged
from commitments.services.voices import NotThePromiser
from core.notifications.models import Message
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from tests.pictures import photo_upload

TUESDAYS = every_week([1], first=date(2026, 5, 1), last=date(2026, 6, 30), quantity=Decimal(1000))


@pytest.fixture
def commitment(confirmed):
    return confirmed()


@pytest.fixture
def say(commitment, voices):
    """say("rosa", 80): what came of the hundred chairs, as somebody tells it."""

    def tell(name, quantity=100, *, of=None, **told):
        outcome = told.pop("outcome", Outcome.DELIVERED if quantity else Outcome.NOT)
        instalment = of or commitment.instalments.get()
        return services.attest(
            instalment=instalment,
            voice=voices.get(name, name),
            outcome=outcome,
            quantity=Decimal(quantity),
            **told,
        )

    return tell


def stands(commitment):
    commitment.refresh_from_db()
    return commitment.state, commitment.delivered_quantity, commitment.verified_quantity


def test_delivered_is_what_one_says_and_verified_what_two_saw(commitment, say, rosa):
    say("colonel")
    assert stands(commitment) == (CommitmentState.DELIVERED, 100, 0)
    assert Message.objects.latest("id").body.startswith("Se dijo que llegó: Cien sillas, de Ejército.")

    say("rosa", 95)
    assert stands(commitment) == (CommitmentState.VERIFIED, 100, 95)


def test_the_same_word_twice_is_one(commitment, say):
    assert say("colonel") == say("colonel")
    assert Attestation.objects.count() == 1


def test_the_same_word_for_another_party_is_another_word(commitment, say, voices):
    say("gino")
    services.attest(
        instalment=commitment.instalments.get(),
        voice=Voice.of_user(voices["gino"].user, Party.SCHOOL),
        outcome=Outcome.DELIVERED,
    )

    standing = Attestation.objects.standing().get()
    assert (standing.party, Attestation.objects.count()) == (Party.SCHOOL, 2)


def test_a_person_may_correct_what_they_said_and_both_stay(commitment, say):
    say("colonel")
    say("rosa", 40, outcome=Outcome.PARTLY)
    assert stands(commitment)[0] == CommitmentState.OBSERVED

    say("rosa", 100)

    assert stands(commitment) == (CommitmentState.VERIFIED, 100, 100)
    assert (Attestation.objects.count(), Attestation.objects.standing().count()) == (3, 2)


def test_two_of_the_ugel_are_one_witness(commitment, say):
    say("elmer")
    say("hilda")

    assert stands(commitment) == (CommitmentState.DELIVERED, 100, 0)


def test_what_the_ugel_promised_the_ugel_does_not_witness(confirmed, promise, voices):
    commitment = promise(promiser=Promiser.UGEL, partner=None)
    services.confirm(commitment=commitment, version=1, voice=voices["elmer"])
    for name in ("elmer", "hilda"):
        services.attest(instalment=commitment.instalments.get(), voice=voices[name], outcome=Outcome.DELIVERED)
    assert stands(commitment)[0] == CommitmentState.DELIVERED

    services.attest(instalment=commitment.instalments.get(), voice=voices["gino"], outcome=Outcome.DELIVERED)
    assert stands(commitment)[0] == CommitmentState.VERIFIED


def test_nothing_is_witnessed_before_the_yes(promise, voices):
    with pytest.raises(NotConfirmedYet):
        services.attest(instalment=promise().instalments.get(), voice=voices["rosa"], outcome=Outcome.DELIVERED)


def test_nothing_is_said_of_an_ended_promise(commitment, say, elmer):
    services.cancel(commitment=commitment, reason="Ya no", by=elmer)

    with pytest.raises(CommitmentMovedOn):
        say("rosa")


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"seen_date": timezone.localdate() + timedelta(days=2)}, SeenInTheFuture),
        ({"outcome": Outcome.PARTLY, "quantity": None}, HowMuchMissing),
        ({"outcome": Outcome.DELIVERED, "quantity": Decimal(0)}, HowMuchMissing),
    ],
)
def test_bad_statements_are_refused(commitment, voices, told, refusal):
    told = {"outcome": Outcome.DELIVERED, **told}
    with pytest.raises(refusal):
        services.attest(instalment=commitment.instalments.get(), voice=voices["rosa"], **told)

    assert Attestation.objects.count() == 0


def test_a_contact_of_another_partner_says_nothing_here(commitment, say, hilda):
    with pytest.raises(NotThePromiser):
        say(Voice.of_contact(ContactFactory(partner=PartnerFactory(created_by=hilda))))


def test_denying_a_verified_promise_takes_it_to_the_queue(commitment, say, voices):
    say("colonel")
    say("rosa")
    services.contradict(instalment=commitment.instalments.get(), voice=voices["gino"], note="Las sillas no están")

    assert stands(commitment) == (CommitmentState.OBSERVED, 100, 0)
    assert list(Instalment.objects.disputed()) == [commitment.instalments.get()]


# --- on behalf of somebody ----------------------------------------------------------------------------------------


@pytest.fixture
def on_behalf(elmer, colonel):
    def make(**told):
        told = {"party": Party.PROMISER, "contact": colonel, **told}
        return Voice.on_behalf(recorded_by=elmer, channel=Channel.CALL, **told)

    return make


def test_what_the_ugel_writes_down_for_somebody_is_the_ugels_own_word(commitment, say, on_behalf):
    say(on_behalf())
    say("elmer")
    assert stands(commitment) == (CommitmentState.DELIVERED, 100, 0)

    say("rosa")
    assert stands(commitment) == (CommitmentState.VERIFIED, 100, 100)


def test_it_becomes_theirs_when_they_confirm_it_by_their_link(commitment, say, on_behalf, colonel, hilda, army):
    word = say(on_behalf())
    say("hilda")
    assert stands(commitment)[0] == CommitmentState.DELIVERED
    with pytest.raises(NotTheirWord):
        other = ContactFactory(partner=army)
        services.vouch(word=word, how=VouchedBy.LINK, contact=other)

    for _ in range(2):
        services.vouch(word=word, how=VouchedBy.LINK, contact=colonel)

    assert stands(commitment) == (CommitmentState.VERIFIED, 100, 100)


def test_or_when_the_signed_paper_is_attached(commitment, say, on_behalf, elmer):
    scan = services.store_scan(photo_upload(), commitment=commitment, by=elmer)
    say(on_behalf(party=Party.COMMUNITY, contact=None, name="Julia Mamani", paper=scan))
    say("elmer")
    # Whoever brought the paper in is not its second witness.
    assert stands(commitment)[0] == CommitmentState.DELIVERED
    say("rosa")

    assert stands(commitment) == (CommitmentState.VERIFIED, 100, 100)


def test_nobody_overwrites_what_a_person_said_themselves(commitment, say, on_behalf):
    say("colonel")

    with pytest.raises(AlreadySpoke):
        say(on_behalf(), 50, outcome=Outcome.PARTLY)


def test_a_persons_own_word_replaces_what_was_written_down_for_them(commitment, say, on_behalf):
    say(on_behalf(), 50, outcome=Outcome.PARTLY)
    say("colonel")

    assert stands(commitment) == (CommitmentState.DELIVERED, 100, 0)


# --- a month at once ----------------------------------------------------------------------------------------------


@pytest.fixture
def water(confirmed):
    return confirmed(what="Agua cada martes", unit="litros", category="water", parts=TUESDAYS)


def test_a_month_of_tuesdays_is_said_at_once(water, voices):
    said = services.attest_month(commitment=water, month=date(2026, 5, 1), voice=voices["rosa"])

    assert (said, stands(water)) == (MonthSaid(said=4, kept=0), (CommitmentState.IN_PROGRESS, 4000, 0))
    assert water.next_due_date == date(2026, 6, 2)
    services.attest_month(commitment=water, month=date(2026, 5, 1), voice=voices["rosa"])
    assert Attestation.objects.count() == 4


def test_what_was_said_of_a_day_stands_over_the_month(water, voices):
    second = water.instalments.in_order()[1]
    services.attest(instalment=second, voice=voices["rosa"], outcome=Outcome.NOT, note="No vino la cisterna")

    said = services.attest_month(commitment=water, month=date(2026, 5, 1), voice=voices["rosa"])

    assert (said, stands(water)) == (MonthSaid(said=3, kept=1), (CommitmentState.IN_PROGRESS, 3000, 0))


def test_a_word_on_the_day_replaces_the_months(water, voices):
    services.attest_month(commitment=water, month=date(2026, 5, 1), voice=voices["rosa"])
    first = water.instalments.in_order()[0]
    services.attest(instalment=first, voice=voices["rosa"], outcome=Outcome.NOT)

    first.refresh_from_db()
    assert (first.state, stands(water)[1]) == (InstalmentState.MISSED, 3000)


def test_a_month_with_nothing_due_says_so(water, voices):
    with pytest.raises(NothingDueThatMonth):
        services.attest_month(commitment=water, month=date(2026, 1, 1), voice=voices["rosa"])


# --- disagreements ------------------------------------------------------------------------------------------------


@pytest.fixture
def disputed(say, commitment):
    say("colonel", 100)
    say("rosa", 80)
    return commitment.instalments.get()


def test_the_smaller_quantity_may_be_ruled_to_count(disputed, commitment, hilda):
    services.resolve(instalment=disputed, ruling=Ruling.SMALLER, reason="Ambos vieron al menos 80.", by=hilda)

    assert stands(commitment) == (CommitmentState.IN_PROGRESS, 80, 80)
    assert list(Attestation.objects.order_by("id").values_list("quantity", "counted_quantity")) == [(100, 80), (80, 80)]
    with pytest.raises(NothingToResolve):
        services.resolve(instalment=disputed, ruling=Ruling.SMALLER, reason="x", by=hilda)


def test_a_word_may_be_set_aside_and_the_rule_counts_the_rest(disputed, commitment, say, hilda):
    army = Attestation.objects.get(said_by="Coronel Díaz")
    services.resolve(instalment=disputed, ruling=Ruling.SET_ASIDE, set_aside=[army], reason="Contó cajas.", by=hilda)
    assert stands(commitment) == (CommitmentState.IN_PROGRESS, 80, 0)

    say("gino", 80)
    assert stands(commitment) == (CommitmentState.IN_PROGRESS, 80, 80)


def test_a_witness_does_not_rule_on_their_own_disagreement(commitment, say, elmer):
    say("colonel", 100)
    say("elmer", 50)

    with pytest.raises(OwnDisagreement):
        services.resolve(instalment=commitment.instalments.get(), ruling=Ruling.SMALLER, reason="x", by=elmer)


def test_nothing_seen_by_one_has_no_smaller_quantity(commitment, say, hilda):
    say("colonel")
    say("rosa", 0)

    with pytest.raises(SmallerIsNothing):
        services.resolve(instalment=commitment.instalments.get(), ruling=Ruling.SMALLER, reason="x", by=hilda)


def test_a_ruling_that_settles_nothing_is_refused_whole(disputed, commitment, say, hilda):
    say("gino", 0)
    gino = Attestation.objects.get(party=Party.GUARDIAN)
    with pytest.raises(StillDisputed):
        services.resolve(instalment=disputed, ruling=Ruling.SET_ASIDE, set_aside=[gino], reason="x", by=hilda)
    with pytest.raises(NobodySetAside):
        services.resolve(instalment=disputed, ruling=Ruling.SET_ASIDE, reason="x", by=hilda)

    assert Attestation.objects.counting().count() == 3


def test_a_new_contradiction_opens_the_disagreement_again(disputed, commitment, say, hilda):
    services.resolve(instalment=disputed, ruling=Ruling.SMALLER, reason="x", by=hilda)

    say("gino", 0)

    assert stands(commitment)[0] == CommitmentState.OBSERVED


# --- the cached columns -------------------------------------------------------------------------------------------


def test_what_is_cached_is_what_the_rule_says(commitment, water, promise, disputed, voices, elmer):
    services.attest_month(commitment=water, month=date(2026, 5, 1), voice=voices["gino"])
    services.cancel(commitment=promise(parts=on_dates([date(2026, 1, 1)], Decimal(1))), reason="x", by=elmer)

    for one in Commitment.objects.all():
        instalments, judgement = judged(one)
        assert (one.state, one.delivered_quantity, one.verified_quantity, one.next_due_date) == (
            judgement.state,
            judgement.delivered,
            judgement.verified,
            judgement.next_due_date,
        )
        assert [(i.state, i.delivered_quantity, i.verified_quantity, i.verified_at) for i in instalments] == [
            (found.state, found.delivered, found.verified, found.verified_at) for found in judgement.instalments
        ]
