"""A promise and the needs it answers: taken up, done in part, done, let go; the school has the last word."""

from decimal import Decimal

import pytest

from commitments import services
from commitments.enums import Outcome
from commitments.models import Commitment
from commitments.services.covering import NeedIsOver, NeedOfOtherSchool
from core.audit.models import Entry
from core.notifications.models import Message
from needs.enums import NeedState
from needs.models import Need
from needs.services import close_unsolved, confirm_solved, contradict_solved
from needs.services.solving import SameParty
from needs.tests.factories import NeedFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory


@pytest.fixture
def need(rosa, school):
    return NeedFactory(school=school, reported_by=rosa, number=7)


def say(commitment, voices, *names, quantity=100):
    outcome = Outcome.DELIVERED if quantity == 100 else Outcome.PARTLY
    for name in names:
        services.attest(
            instalment=commitment.instalments.get(), voice=voices[name], outcome=outcome, quantity=Decimal(quantity)
        )


def state():
    return Need.objects.get().state


def told_rosa():
    return list(Message.objects.filter(name="Rosa Quispe").order_by("id").values_list("body", flat=True))


def test_a_need_is_covered_once_the_promiser_says_yes(promise, need, colonel):
    commitment = promise(needs=[need])
    assert state() == NeedState.REPORTED

    services.confirm(commitment=commitment, version=1, voice=services.Voice.of_contact(colonel))

    assert (state(), told_rosa()) == (
        NeedState.COVERED,
        ["Su pedido n.º 7 (Gotea el techo del aula): lo ve Ejército, fecha 12/05/2026."],
    )


def test_two_witnesses_and_then_the_school_solve_it(confirmed, need, voices, rosa, elmer):
    commitment = confirmed(needs=[need])
    say(commitment, voices, "colonel", "gino")
    need.refresh_from_db()
    assert (need.state, need.solved_said_for, need.solved_said_text) == (
        NeedState.COVERED,
        Party.PROMISER,
        "Ejército: Cien sillas, visto por dos testigos",
    )
    with pytest.raises(SameParty):
        confirm_solved(need=need, by=elmer, party=Party.UGEL)

    confirm_solved(need=need, by=rosa, party=Party.SCHOOL)

    assert (state(), Entry.objects.latest("id").verb) == (NeedState.SOLVED, "needs.solved")


def test_the_school_may_deny_it(confirmed, need, voices, rosa):
    say(confirmed(needs=[need]), voices, "colonel", "gino")

    contradict_solved(need=need, by=rosa, party=Party.SCHOOL, text="Sigue goteando")

    need.refresh_from_db()
    assert (need.state, need.solved_said_at) == (NeedState.COVERED, None)


def test_a_part_that_two_saw_solves_a_part(confirmed, need, voices):
    say(confirmed(needs=[need]), voices, "colonel", "rosa", quantity=40)

    assert state() == NeedState.PARTLY_SOLVED


def test_a_need_with_two_promises_waits_for_both(confirmed, need, voices):
    roof, paint = confirmed(needs=[need]), confirmed(needs=[need])
    say(roof, voices, "colonel", "gino")
    assert state() == NeedState.PARTLY_SOLVED

    say(paint, voices, "colonel", "gino")
    assert Need.objects.get().solved_said_for == Party.PROMISER


def test_a_denied_delivery_takes_the_question_to_the_school_back(confirmed, need, voices):
    commitment = confirmed(needs=[need])
    say(commitment, voices, "colonel", "gino")

    services.contradict(instalment=commitment.instalments.get(), voice=voices["hilda"], note="No están")

    assert Need.objects.get().solved_said_at is None


@pytest.mark.parametrize("end", ["could_not", "cancel", "broken"])
def test_a_promise_that_ends_lets_the_need_go_and_says_why(confirmed, need, voices, hilda, end):
    commitment = confirmed(needs=[need])
    {
        "could_not": lambda: services.could_not(commitment=commitment, reason="Huaico", voice=voices["colonel"]),
        "cancel": lambda: services.cancel(commitment=commitment, reason="Huaico", by=hilda),
        "broken": lambda: services.mark_broken(commitment=commitment, reason="Huaico", by=hilda),
    }[end]()

    need.refresh_from_db()
    assert (need.state, need.reason) == (NeedState.PRIORITISED, "Huaico")


def test_another_promise_keeps_it_covered(confirmed, need, voices):
    first, _second = confirmed(needs=[need]), confirmed(needs=[need])

    services.could_not(commitment=first, reason="Huaico", voice=voices["colonel"])

    assert state() == NeedState.COVERED


def test_covering_twice_is_one(confirmed, need, elmer):
    commitment = confirmed()
    covers = [services.cover_need(commitment=commitment, need=need, by=elmer) for _ in range(2)]

    assert (covers[0] == covers[1], state()) == (True, NeedState.COVERED)


def test_a_promise_answers_open_needs_of_its_own_school(confirmed, need, rosa, elmer):
    other = NeedFactory(school=SchoolFactory(), reported_by=rosa)
    with pytest.raises(NeedOfOtherSchool):
        services.cover_need(commitment=confirmed(), need=other, by=elmer)
    close_unsolved(need=need, reason="x", by=elmer)
    with pytest.raises(NeedIsOver):
        services.cover_need(commitment=confirmed(), need=need, by=elmer)


def test_a_promise_that_answers_a_closed_need_is_not_made_at_all(promise, need, elmer):
    close_unsolved(need=need, reason="x", by=elmer)

    with pytest.raises(NeedIsOver):
        promise(needs=[need])

    assert Commitment.objects.count() == 0
