"""The acta before it is issued: read by link, agreed with or changed, in the reader's language, until a day."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.notifications.models import Message
from core.tenancy.scope import scope
from dialogues import selectors, services
from dialogues.enums import Answer, Ruling
from dialogues.models import Reading
from dialogues.services import (
    AlreadyIssued,
    CannotAnswerNow,
    NothingAgreed,
    NothingProposed,
    NothingToRule,
    ObservationsOpen,
)
from dialogues.services.circulating import DateIsPast
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.world import path_of


@pytest.fixture
def colonel(norte, hilda):
    partner = PartnerFactory(name="Ejército del Perú", created_by=hilda)
    return ContactFactory(partner=partner, name="Coronel Díaz", phone="+51952000101", language="ky")


@pytest.fixture
def session(norte, elmer, colonel):
    """A sitting of the colonel and a neighbour, with a problem."""
    table = services.open_table(name="Mesa de Locumba", territory=SchoolFactory().district, by=elmer)
    made = services.convene(table=table, session_date=date(2026, 8, 3), place="Local comunal", by=elmer)
    services.note_attendance(session=made, contact=colonel, by=elmer)
    services.note_attendance(session=made, name="Julia Mamani", entity="APAFA", by=elmer)
    services.note_problem(session=made, text="Faltan sillas", severity=3, reach=2, feasibility=1, by=elmer)
    return made


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=7)


@pytest.fixture
def readings(session, until, elmer):
    services.circulate(session=session, until=until, by=elmer)
    return list(selectors.readings_of(session))


def address(reading, ugel):
    return path_of("dialogues:reading_show", services.token_of(reading), ugel=ugel)


def test_everybody_who_came_is_asked_once_and_who_has_a_channel_is_told(session, readings, until, elmer):
    assert [str(one) for one in readings] == ["Coronel Díaz", "Julia Mamani"]
    (message,) = Message.objects.filter(kind="dialogues.acta")
    assert (message.name, message.language, services.token_of(readings[0]) in message.path) == (
        "Coronel Díaz",
        "ky",
        True,
    )
    assert "протоколун" in message.body

    services.note_attendance(session=session, name="Pedro Choque", entity="JASS", by=elmer)
    services.circulate(session=session, until=until + timedelta(days=1), by=elmer)

    assert (Reading.objects.count(), Message.objects.filter(kind="dialogues.acta").count()) == (3, 1)


def test_there_must_be_something_to_read_and_days_to_read_it(session, until, elmer):
    with pytest.raises(DateIsPast):
        services.circulate(session=session, until=timezone.localdate() - timedelta(days=1), by=elmer)
    empty = services.convene(table=session.table, session_date=date(2026, 9, 3), place="Local", by=elmer)
    with pytest.raises(NothingAgreed):
        services.circulate(session=empty, until=until, by=elmer)
    assert not Reading.objects.exists()


def test_opening_the_link_fifty_times_changes_nothing(readings, norte_closed):
    link = address(readings[0], norte_closed)

    pages = [Client().get(link) for _ in range(50)]

    assert {page.status_code for page in pages} == {200}
    assert "Протокол" in pages[0].content.decode() or "протокол" in pages[0].content.decode()
    assert len(pages[0].content) < 15_000
    assert pages[0]["Referrer-Policy"] == "strict-origin" and "no-store" in pages[0]["Cache-Control"]
    assert not Reading.objects.exclude(answer="").exists()


def test_a_neighbour_proposes_a_change_by_link_and_it_is_printed_with_its_answer(
    session, readings, visit, elmer, hilda, norte_closed
):
    device, neighbour = Client(), readings[1]
    link = address(neighbour, norte_closed)
    told = {"submission": uuid.uuid4(), "said": "proposes", "words": "También vino la señora Flora."}

    assert device.post(link, told).status_code == 302
    assert device.post(link, told).status_code == 302  # the same form again is the same answer
    with pytest.raises(ObservationsOpen):
        services.issue_acta(session=session, by=hilda)
    page = visit(elmer, "dialogues:observation_rule", neighbour.pk)
    at = page.context["form"]["answered_at"].value()
    refused = {"ruling": "declined", "reply": "", "answered_at": at}
    assert visit(elmer, "dialogues:observation_rule", neighbour.pk, method="post", data=refused).status_code == 422
    ruled = {"ruling": "declined", "reply": "No firmó la lista.", "answered_at": at}
    assert visit(elmer, "dialogues:observation_rule", neighbour.pk, method="post", data=ruled).status_code == 302

    assert "No firmó la lista." in device.get(link).content.decode()
    services.issue_acta(session=session, by=hilda)
    told = selectors.told_at(session)["observations"]
    assert told == [
        {
            "name": "Julia Mamani",
            "words": "También vino la señora Flora.",
            "ruling": "No se acepta",
            "reply": "No firmó la lista.",
        }
    ]
    assert Client().get(link).status_code == 410
    with pytest.raises(AlreadyIssued):
        services.circulate(session=session, until=timezone.localdate(), by=elmer)


def test_an_answer_may_be_changed_until_the_day_and_a_ruling_is_of_the_words_it_read(
    readings, elmer, time_machine, until
):
    reading = services.answer(reading=readings[0], said=Answer.PROPOSES, words="Falta un acuerdo")
    read_at = reading.answered_at
    with pytest.raises(NothingProposed):
        services.answer(reading=reading, said=Answer.PROPOSES, words="  ")

    changed = services.answer(reading=reading, said=Answer.PROPOSES, words="Faltan dos acuerdos")
    with pytest.raises(NothingToRule):
        services.rule(reading=reading, ruling=Ruling.ACCEPTED, reply="", answered_at=read_at, by=elmer)
    services.rule(reading=reading, ruling=Ruling.ACCEPTED, reply="", answered_at=changed.answered_at, by=elmer)
    with pytest.raises(NothingToRule):
        services.rule(reading=reading, ruling=Ruling.DECLINED, reply="x", answered_at=changed.answered_at, by=elmer)
    assert services.answer(reading=reading, said=Answer.AGREES).ruling == ""

    time_machine.move_to(timezone.now() + timedelta(days=9))
    with pytest.raises(CannotAnswerNow):
        services.answer(reading=reading, said=Answer.AGREES)


def test_after_the_day_the_link_shows_and_asks_nothing(readings, norte_closed, time_machine):
    link = address(readings[1], norte_closed)
    time_machine.move_to(timezone.now() + timedelta(days=9))

    page = Client().get(link)
    late = Client().post(link, {"submission": uuid.uuid4(), "said": "agrees"})

    assert (page.status_code, "El plazo para responder terminó." in page.content.decode()) == (200, True)
    assert (late.status_code, Reading.objects.exclude(answer="").exists()) == (422, False)


@pytest.mark.parametrize("token", ["1-AAAAAAAAAAAA", "nada", "999999-AAAAAAAAAAAA", "1"])
def test_a_guessed_link_opens_nothing(readings, norte_closed, token):
    assert Client().get(path_of("dialogues:reading_show", token, ugel=norte_closed)).status_code == 404


def test_a_link_of_another_ugel_opens_nothing(readings, sur):
    with scope(sur):
        assert Reading.objects.count() == 0
    assert Client().get(address(readings[0], sur)).status_code == 404
