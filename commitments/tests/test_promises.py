"""Proposed, confirmed, declined, changed, moved, ended: what each does, to whom it is told, and its repeat."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commitments import services
from commitments.enums import Channel, CommitmentState, Promiser
from commitments.models import Commitment, Confirmation, Reschedule, Version
from commitments.services import Line, Part, Voice, every_month, every_week, on_dates
from commitments.services.changing import AlreadyWitnessed, ChangeAnswered, ChangeWaiting, NothingChanges, SameDate
from commitments.services.confirming import DateGone, PromiseChanged
from commitments.services.ending import NotEnded, NotOverdue
from commitments.services.proposing import NoPlace
from commitments.services.scheduling import NoDates, QuantityMissing, TooManyDates
from commitments.services.standing import CommitmentMovedOn, ReasonMissing
from commitments.services.voices import NobodyNamed, NotThePromiser
from commitments.signals import commitment_changed
from core.audit.models import Entry
from core.notifications.models import Message
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory

FUTURE = timezone.localdate() + timedelta(days=60)


def told():
    return list(Message.objects.order_by("id").values_list("name", "body"))


def verbs():
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def schedule(commitment):
    return [(one.due_date, one.quantity) for one in commitment.instalments.in_order()]


def test_a_promise_is_written_down_and_its_promiser_asked(promise):
    commitment = promise()

    assert (commitment.number, commitment.state, commitment.quantity) == (1, CommitmentState.PROPOSED, 100)
    assert schedule(commitment) == [(date(2026, 5, 12), 100)]
    assert told() == [
        ("Coronel Díaz", "La UGEL le pide confirmar: Cien sillas, para IE San Martín, fecha 12/05/2026."),
    ]


def test_a_promise_for_several_schools_is_one_promise_of_several_lines(school, army, colonel, elmer):
    schools = [school, *SchoolFactory.create_batch(2)]
    parts = on_dates([FUTURE], Decimal(10))

    made = services.make_promise(
        lines=[Line(one, parts) for one in schools],
        promiser=Promiser.PARTNER,
        partner=army,
        what="Pintar aulas",
        unit="aulas",
        category="premises",
        by=elmer,
    )

    assert [(one.number, one.group_number, one.school) for one in made] == [
        (number, 1, place) for number, place in enumerate(schools, start=1)
    ]
    assert told() == [("Coronel Díaz", "La UGEL le pide confirmar: Pintar aulas, para 3 escuelas.")]


def test_a_promise_for_a_territory_is_for_no_school(promise, school):
    commitment = promise(school=school.district)

    assert (commitment.school, commitment.territory) == (None, school.district)


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ([], NoDates),
        ([Part(FUTURE, Decimal(0))], QuantityMissing),
        ([Part(FUTURE, Decimal(1))] * 401, TooManyDates),
    ],
)
def test_a_promise_needs_dates_and_quantities(promise, parts, refusal):
    with pytest.raises(refusal):
        promise(parts=parts)

    assert Commitment.objects.count() == 0


def test_a_promise_needs_a_place(elmer):
    with pytest.raises(NoPlace):
        services.make_promise(lines=[], promiser=Promiser.UGEL, what="x", unit="x", category="water", by=elmer)


def test_water_every_tuesday_and_the_last_day_of_each_month():
    tuesdays = every_week([1], first=date(2026, 3, 2), last=date(2026, 3, 31), quantity=Decimal(1000))
    ends = every_month(31, first=date(2026, 1, 1), last=date(2026, 4, 30), quantity=Decimal(1))

    assert [part.due_date.day for part in tuesdays] == [3, 10, 17, 24, 31]
    assert [part.due_date for part in ends] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_confirmed_by_the_promiser_and_told_to_school_and_ugel(promise, colonel, rosa, elmer):
    commitment = services.confirm(commitment=promise(), version=1, voice=Voice.of_contact(colonel, name="Mayor Ruiz"))

    assert (commitment.state, commitment.is_confirmed) == (CommitmentState.CONFIRMED, True)
    assert told()[1:] == [
        ("Rosa Quispe", "Ejército confirmó: Cien sillas, fecha 12/05/2026."),
        ("Elmer Quispe", "Ejército confirmó: Cien sillas, fecha 12/05/2026."),
    ]
    word = Confirmation.objects.get()
    assert (word.said_by, word.said_post, word.contact, word.channel) == (
        "Mayor Ruiz",
        "Jefe de estado mayor",
        colonel,
        Channel.LINK,
    )


def test_the_same_yes_twice_is_one(promise, colonel):
    commitment = promise()
    for _ in range(2):
        services.confirm(commitment=commitment, version=1, voice=Voice.of_contact(colonel))

    assert (Confirmation.objects.count(), verbs().count("commitments.confirmed")) == (1, 1)


def test_only_who_promised_confirms(promise, elmer, hilda, norte):
    stranger = ContactFactory(partner=PartnerFactory(created_by=hilda))
    commitment = promise()

    for voice in (Voice.of_contact(stranger), Voice.of_user(elmer, Party.UGEL)):
        with pytest.raises(NotThePromiser):
            services.confirm(commitment=commitment, version=1, voice=voice)


@pytest.mark.parametrize(("promiser", "party"), [(Promiser.UGEL, Party.UGEL), (Promiser.SCHOOL, Party.SCHOOL)])
def test_ugel_and_school_confirm_what_they_promise(promise, rosa, elmer, promiser, party):
    commitment = promise(promiser=promiser, partner=None)
    person = {Party.UGEL: elmer, Party.SCHOOL: rosa}[party]

    assert services.confirm(commitment=commitment, version=1, voice=Voice.of_user(person, party)).state == "confirmed"


def test_the_ugel_writes_down_a_yes_that_came_by_phone(promise, elmer, colonel):
    voice = Voice.on_behalf(party=Party.PROMISER, recorded_by=elmer, channel=Channel.CALL, contact=colonel)

    services.confirm(commitment=promise(), version=1, voice=voice)

    word = Confirmation.objects.get()
    assert (word.said_by, word.is_on_behalf, word.recorded_by, word.is_own_word) == (
        "Coronel Díaz",
        True,
        elmer,
        False,
    )


def test_a_word_written_down_for_somebody_names_them(elmer):
    with pytest.raises(NobodyNamed):
        Voice.on_behalf(party=Party.COMMUNITY, recorded_by=elmer, channel=Channel.CALL, name="  ")


def test_declined_with_its_reason_and_only_once(promise, colonel, elmer):
    commitment, voice = promise(), Voice.of_contact(colonel)
    with pytest.raises(ReasonMissing):
        services.decline(commitment=commitment, reason=" ", voice=voice)

    for _ in range(2):
        commitment = services.decline(commitment=commitment, reason="Sin presupuesto este año.", voice=voice)

    assert (commitment.state, verbs().count("commitments.declined")) == (CommitmentState.DECLINED, 1)
    assert told()[1:] == [("Elmer Quispe", "Ejército no podrá asumirlo: Cien sillas. Sin presupuesto este año.")]
    with pytest.raises(CommitmentMovedOn):
        services.confirm(commitment=commitment, version=1, voice=voice)


def test_needs_approval_until_a_day(promise, colonel):
    commitment, voice = promise(), Voice.of_contact(colonel)
    with pytest.raises(DateGone):
        services.ask_for_time(commitment=commitment, until=timezone.localdate() - timedelta(days=1), voice=voice)

    commitment = services.ask_for_time(commitment=commitment, until=FUTURE, voice=voice)
    services.ask_for_time(commitment=commitment, until=FUTURE, voice=voice)

    assert (commitment.state, commitment.approval_due_date) == (CommitmentState.PROPOSED, FUTURE)
    assert verbs().count("commitments.approval_asked") == 1
    assert "requiere aprobación y responderá hasta el" in told()[-1][1]


def test_a_change_asks_for_the_yes_again_and_keeps_the_old_terms(confirmed, colonel, elmer):
    commitment = confirmed()

    changed = services.change_promise(
        commitment=commitment,
        what="Ochenta sillas",
        unit="sillas",
        parts=[Part(FUTURE, Decimal(80))],
        reason="Llegaron 20 del almacén",
        version=1,
        by=elmer,
    )

    assert (changed.state, changed.version, changed.quantity) == (CommitmentState.PROPOSED, 2, 80)
    assert list(Version.objects.order_by("number").values_list("number", "what", "schedule")) == [
        (1, "Cien sillas", [["2026-05-12", "100.00"]]),
        (2, "Ochenta sillas", [[FUTURE.isoformat(), "80.00"]]),
    ]
    assert list(Reschedule.objects.values_list("old_date", "new_date", "reason")) == [
        (date(2026, 5, 12), FUTURE, "Llegaron 20 del almacén")
    ]
    with pytest.raises(PromiseChanged):
        services.confirm(commitment=commitment, version=1, voice=Voice.of_contact(colonel))
    assert services.confirm(commitment=commitment, version=2, voice=Voice.of_contact(colonel)).state == "confirmed"
    assert Confirmation.objects.count() == 2


def test_a_change_of_what_somebody_changed_first_is_refused(confirmed, elmer, hilda):
    commitment = confirmed()
    new = {"what": "Sillas", "unit": "sillas", "reason": "x", "version": 1}
    services.change_promise(commitment=commitment, parts=[Part(FUTURE, Decimal(80))], by=elmer, **new)

    with pytest.raises(CommitmentMovedOn):
        services.change_promise(commitment=commitment, parts=[Part(FUTURE, Decimal(70))], by=hilda, **new)


def test_a_change_leaves_what_was_witnessed_alone(confirmed, voices, elmer):
    commitment = confirmed(parts=on_dates([date(2026, 5, day) for day in (5, 12, 19)], Decimal(10)))
    services.attest(instalment=commitment.instalments.in_order()[0], voice=voices["rosa"], outcome="delivered")

    changed = services.change_promise(
        commitment=commitment,
        what=commitment.what,
        unit="sillas",
        parts=[Part(FUTURE, Decimal(15))],
        reason="Una sola entrega más",
        version=1,
        by=elmer,
    )

    assert (schedule(changed), changed.quantity) == ([(date(2026, 5, 5), 10), (FUTURE, 15)], 25)


def test_a_change_to_the_same_is_none(confirmed, elmer):
    commitment = confirmed()
    same = {"what": "Cien sillas", "unit": "sillas", "parts": [Part(date(2026, 5, 12), Decimal(100))]}

    with pytest.raises(NothingChanges):
        services.change_promise(commitment=commitment, reason="x", version=1, by=elmer, **same)


@pytest.fixture
def asked(confirmed, colonel):
    commitment = confirmed()
    terms = {"what": "Cien sillas", "unit": "sillas", "parts": [Part(FUTURE, Decimal(60))], "version": 1}
    ask = lambda **other: services.ask_change(  # noqa: E731
        commitment=commitment, reason="Faltan fondos", voice=Voice.of_contact(colonel), **{**terms, **other}
    )
    return ask(), ask


def test_a_change_the_promiser_asks_for_changes_nothing_yet(asked, elmer):
    version, ask = asked

    assert (Commitment.objects.get().quantity, Commitment.objects.get().state) == (100, CommitmentState.CONFIRMED)
    assert told()[-1] == ("Elmer Quispe", "Ejército pide un cambio en «Cien sillas»: Faltan fondos")
    assert ask() == version
    with pytest.raises(ChangeWaiting):
        ask(parts=[Part(FUTURE, Decimal(50))])


def test_an_accepted_change_is_in_force_and_confirmed(asked, hilda):
    version, _ask = asked
    commitment = services.accept_change(version=version, by=hilda)

    assert (commitment.state, commitment.version, commitment.quantity) == (CommitmentState.CONFIRMED, 2, 60)
    assert Confirmation.objects.latest("id").version.number == 2
    with pytest.raises(ChangeAnswered):
        services.refuse_change(version=version, reason="Tarde", by=hilda)


def test_a_refused_change_is_told_with_its_reason(asked, hilda):
    version, ask = asked
    services.refuse_change(version=version, reason="Se necesitan las cien.", by=hilda)

    assert told()[-1][1].startswith("La UGEL no aceptó el cambio: Se necesitan las cien.")
    assert (Commitment.objects.get().version, ask().pk != version.pk) == (1, True)


def test_rescheduling_keeps_every_old_date_and_the_yes(confirmed, colonel, voices):
    commitment = confirmed()
    instalment = commitment.instalments.get()
    for day in (20, 27):
        moved = {"new_date": date(2026, 5, day), "reason": f"Huaico, hasta el {day}"}
        services.reschedule(instalment=instalment, voice=voices["colonel"], **moved)

    commitment.refresh_from_db()
    assert (commitment.state, commitment.next_due_date) == (CommitmentState.CONFIRMED, date(2026, 5, 27))
    assert list(Reschedule.objects.order_by("id").values_list("old_date", "new_date", "asked_by")) == [
        (date(2026, 5, 12), date(2026, 5, 20), "Coronel Díaz"),
        (date(2026, 5, 20), date(2026, 5, 27), "Coronel Díaz"),
    ]
    with pytest.raises(SameDate):
        services.reschedule(instalment=instalment, new_date=date(2026, 5, 27), reason="x", voice=voices["colonel"])
    services.attest(instalment=instalment, voice=voices["rosa"], outcome="delivered")
    with pytest.raises(AlreadyWitnessed):
        services.reschedule(instalment=instalment, new_date=FUTURE, reason="x", voice=voices["colonel"])


def test_could_not_is_not_broken(confirmed, voices, hilda):
    could_not = services.could_not(commitment=confirmed(), reason="Se derrumbó el puente", voice=voices["colonel"])
    broken = services.mark_broken(commitment=confirmed(), reason="No vino ni avisó", by=hilda)

    assert (could_not.state, broken.state) == (CommitmentState.COULD_NOT, CommitmentState.BROKEN)


def test_nothing_is_broken_before_its_date(confirmed, hilda):
    with pytest.raises(NotOverdue):
        services.mark_broken(commitment=confirmed(parts=on_dates([FUTURE], Decimal(1))), reason="x", by=hilda)


@pytest.mark.parametrize("state", ["cancelled", "could_not", "declined"])
def test_every_end_is_undone_to_where_the_promise_stood(promise, confirmed, voices, elmer, state):
    before = promise() if state == "declined" else confirmed()
    end = {
        "cancelled": lambda: services.cancel(commitment=before, reason="Escrito dos veces", by=elmer),
        "could_not": lambda: services.could_not(commitment=before, reason="x", voice=voices["colonel"]),
        "declined": lambda: services.decline(commitment=before, reason="x", voice=voices["colonel"]),
    }[state]
    assert [end().state for _ in range(2)] == [state] * 2  # the repeat does nothing

    assert services.reopen(commitment=before, by=elmer).state == before.state
    with pytest.raises(NotEnded):
        services.reopen(commitment=before, by=elmer)


def test_only_a_verified_promise_is_closed(confirmed, voices, elmer):
    commitment = confirmed()
    with pytest.raises(CommitmentMovedOn):
        services.close(commitment=commitment, by=elmer)
    for name in ("colonel", "rosa"):
        services.attest(instalment=commitment.instalments.get(), voice=voices[name], outcome="delivered")

    assert services.close(commitment=commitment, by=elmer).state == CommitmentState.CLOSED


def test_begun_before_anything_came(confirmed, elmer):
    assert [services.start(commitment=confirmed(), by=elmer).state for _ in range(2)] == ["in_progress"] * 2


def test_a_move_is_told_to_who_listens(promise, colonel):
    heard = []

    def listen(commitment, before, after, **_rest):
        heard.append((commitment.number, before, after))

    commitment_changed.connect(listen)
    try:
        services.confirm(commitment=promise(), version=1, voice=Voice.of_contact(colonel))
    finally:
        commitment_changed.disconnect(listen)

    assert heard == [(1, CommitmentState.PROPOSED, CommitmentState.CONFIRMED)]
