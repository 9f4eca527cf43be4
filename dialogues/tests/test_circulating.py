"""The acta before it is issued: read by link, agreed with or changed, in the reader's language, until a day."""

import json
import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.accounts.enums import Role
from core.jobs.services import run_inline
from core.notifications.enums import MessageState
from core.notifications.models import Message
from core.tenancy.scope import scope
from dialogues import selectors, services
from dialogues.enums import Answer, Ruling
from dialogues.models import Reading
from dialogues.services import (
    AlreadyIssued,
    CannotAnswerNow,
    HasAnswered,
    NothingAgreed,
    NothingProposed,
    NothingToRule,
    ObservationsOpen,
    StillGoingRound,
)
from dialogues.services.circulating import DateIsPast
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.races import at_once
from tests.world import make_person, path_of

LIMIT = 15 * 1024


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


def asked(token, ugel) -> int:
    """How many statements the page behind a link needs."""
    with CaptureQueriesContext(connection) as told:
        assert Client().get(path_of("dialogues:reading_show", token, ugel=ugel)).status_code == 200
    return len(told)


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
    session, readings, visit, elmer, hilda, norte_closed, until
):
    device, neighbour = Client(), readings[1]
    link = address(neighbour, norte_closed)
    told = {"submission": uuid.uuid4(), "said": "proposes", "words": "También vino la señora Flora."}

    assert device.post(link, told).status_code == 302
    assert device.post(link, told).status_code == 302  # the same form again is the same answer
    with pytest.raises(ObservationsOpen):
        services.issue_acta(session=session, by=hilda)
    (told_ugel,) = Message.objects.filter(kind="dialogues.acta_observed")
    assert (told_ugel.user, "señora Flora" in told_ugel.body) == (elmer, True)
    page = visit(elmer, "dialogues:observation_rule", neighbour.pk)
    at = page.context["form"]["answered_at"].value()
    refused = {"ruling": "declined", "reply": "", "answered_at": at}
    assert visit(elmer, "dialogues:observation_rule", neighbour.pk, method="post", data=refused).status_code == 422
    ruled = {"ruling": "declined", "reply": "No firmó la lista.", "answered_at": at}
    assert visit(elmer, "dialogues:observation_rule", neighbour.pk, method="post", data=ruled).status_code == 302

    assert "No firmó la lista." in device.get(link).content.decode()
    with pytest.raises(StillGoingRound):
        services.issue_acta(session=session, by=hilda)
    services.answer(reading=readings[0], said=Answer.AGREES)
    acta = services.issue_acta(session=session, by=hilda)
    told = json.loads(acta.document.contents.get().snapshot)
    assert told["round"] == {
        "until": until.isoformat(),
        "asked": 2,
        "agreed": ["Coronel Díaz"],
        "agreed_before": [],
        "silent": [],
    }
    (observation,) = told["observations"]
    assert (observation["name"], observation["ruling"]) == ("Julia Mamani", "No se acepta")
    assert "No firmó la lista." in acta.document.contents.get().html
    assert services.issue_acta(session=session, by=hilda) == acta
    with pytest.raises(AlreadyIssued):
        services.circulate(session=session, until=until, by=elmer)


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


def test_after_the_day_the_link_shows_and_asks_nothing_until_it_ends(readings, norte_closed, time_machine):
    link = address(readings[1], norte_closed)
    time_machine.move_to(timezone.now() + timedelta(days=9))

    page = Client().get(link)
    late = Client().post(link, {"submission": uuid.uuid4(), "said": "agrees"})

    assert (page.status_code, "El plazo para responder terminó." in page.content.decode()) == (200, True)
    assert (late.status_code, Reading.objects.exclude(answer="").exists()) == (422, False)
    time_machine.move_to(timezone.now() + timedelta(days=60))
    assert Client().get(link).status_code == 410


def test_after_the_day_it_is_issued_and_the_link_gives_the_acta(
    session, readings, hilda, norte_closed, time_machine, client
):
    link = address(readings[0], norte_closed)
    services.answer(reading=readings[1], said=Answer.AGREES)
    services.note_problem(session=session, text="Falta agua", severity=1, reach=1, feasibility=1, by=hilda)
    time_machine.move_to(timezone.now() + timedelta(days=9))

    acta = services.issue_acta(session=session, by=hilda)

    told = json.loads(acta.document.contents.get().snapshot)["round"]
    assert (told["agreed"], told["agreed_before"], told["silent"]) == ([], ["Julia Mamani"], ["Coronel Díaz"])
    run_inline("documents.print_paper", ugel=norte_closed, by=hilda, document_id=acta.document_id)
    page = client.get(link)
    assert page.status_code == 200 and acta.document.label in page.content.decode()
    pdf = re.search(r'href="([^"]+/pdf/[^"]+)"', page.content.decode()).group(1)
    assert b"".join(client.get(pdf).streaming_content).startswith(b"%PDF-")
    late = client.post(link, {"submission": uuid.uuid4(), "said": "proposes", "words": "Algo más"})
    assert (late.status_code, Reading.objects.filter(words="Algo más").exists()) == (409, False)
    states = dict(Message.objects.filter(kind="dialogues.acta").values_list("key", "state"))
    assert states[f"reading:{readings[0].pk}:asked"] == MessageState.CANCELLED
    assert states[f"reading:{readings[0].pk}:issued"] == MessageState.WAITING


def test_who_is_nobodys_contact_is_reached_where_the_ugel_notes_it(readings, elmer, visit, norte_closed):
    neighbour = readings[1]
    assert visit(elmer, "dialogues:reading_link", neighbour.pk, method="post").status_code == 422

    visit(elmer, "dialogues:reading_link", neighbour.pk, method="post", data={"phone": "952 000 222"})

    page = visit(elmer, "dialogues:reading_link", neighbour.pk).content.decode()
    assert "https://wa.me/51952000222?text=" in page
    message = Message.objects.get(name="Julia Mamani")
    assert (message.channel, services.token_of(neighbour) in message.path) == ("whatsapp", True)


def test_a_struck_name_has_no_link_and_answers_nothing(session, readings, elmer, norte_closed):
    link = address(readings[0], norte_closed)
    assert Client().get(link).status_code == 200

    services.strike_attendance(item=readings[0].attendance, reason="No vino", by=elmer)

    assert Client().get(link).status_code == 410
    assert Client().post(link, {"said": "agrees", "submission": uuid.uuid4()}).status_code == 410
    assert not Reading.objects.exclude(answer="").exists()
    assert Message.objects.get(name="Coronel Díaz").state == MessageState.CANCELLED


def test_what_each_of_several_schools_gets_is_read_as_such(session, readings, colonel, elmer, norte_closed):
    for number in (1, 2):
        services.agree(
            session=session,
            partner=colonel.partner,
            what=f"Sillas {number}",
            category="furniture",
            quantity=10,
            unit="sillas",
            due_date=timezone.localdate(),
            schools=SchoolFactory.create_batch(number),
            by=elmer,
        )

    page = Client().get(address(readings[1], norte_closed)).content.decode()

    assert page.count("10 sillas por escuela") == 1
    assert page.count("10 sillas") == 2


def test_the_database_keeps_every_answer_an_issued_acta_counts(session, readings, hilda):
    for reading in readings:
        services.answer(reading=reading, said=Answer.AGREES)
    services.reach(reading=readings[1], email="julia@example.pe", phone="", by=hilda)  # until then it may change
    services.issue_acta(session=session, by=hilda)

    for change in (
        lambda: Reading.objects.filter(pk=readings[1].pk).update(answer="", answered_at=None),
        lambda: Reading.objects.filter(pk=readings[1].pk).update(email="otra@example.pe"),
        lambda: Reading.objects.filter(pk=readings[1].pk).delete(),
    ):
        with pytest.raises(IntegrityError, match=r"the acta that counts reading \d+ is issued"), transaction.atomic():
            change()
    assert Reading.objects.get(pk=readings[1].pk).answer == Answer.AGREES


def test_another_link_ends_the_one_before(readings, elmer, visit, norte_closed):
    lost = address(readings[1], norte_closed)

    visit(elmer, "dialogues:reading_renew", readings[1].pk, method="post")

    assert Client().get(lost).status_code == 404
    assert Client().get(address(Reading.objects.get(pk=readings[1].pk), norte_closed)).status_code == 200


def test_what_changed_while_somebody_read_is_read_again(session, readings, elmer, norte_closed):
    link, device = address(readings[1], norte_closed), Client()
    read = device.get(link).context["form"]["read"].value()
    came = session.attendances.get(name="Julia Mamani")
    services.correct_attendance(
        item=came, name="Julia Mamani Choque", entity="APAFA", post="", has_signed=False, by=elmer
    )

    said = {"said": "agrees", "read": read}
    page = device.post(link, {**said, "submission": uuid.uuid4()})

    assert (page.status_code, "Léalo otra vez" in page.content.decode()) == (422, True)
    said["read"] = page.context["form"]["read"].value()
    assert device.post(link, {**said, "submission": uuid.uuid4()}).status_code == 302
    with pytest.raises(HasAnswered):
        services.strike_attendance(item=came, reason="No vino", by=elmer)


def test_the_page_behind_a_link_asks_as_often_for_forty(session, readings, elmer, norte):
    token = services.token_of(readings[1])
    few = asked(token, norte)
    table = len(queries_of(elmer, "dialogues:session_detail", session.pk, ugel=norte))
    for number in range(38):
        services.note_attendance(session=session, name=f"Persona {number} Quispe Mamani", entity="JASS", by=elmer)
    services.circulate(session=session, until=timezone.localdate(), by=elmer)

    assert asked(token, norte) == few
    assert len(queries_of(elmer, "dialogues:session_detail", session.pk, ugel=norte)) == table
    assert len(Client().get(path_of("dialogues:reading_show", token, ugel=norte)).content) < LIMIT


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_issue_at_once_leave_one_story(norte_closed):
    """Either the observation came first and the acta waits for its answer, or it came too late and is told so."""
    by = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    with scope(norte_closed):
        table = services.open_table(name="Mesa de Ite", territory=SchoolFactory().district, by=by)
        made = services.convene(table=table, session_date=date(2026, 8, 3), place="Local", by=by)
        services.note_attendance(session=made, name="Julia Mamani", entity="APAFA", by=by)
        services.note_problem(session=made, text="Falta agua", severity=1, reach=1, feasibility=1, by=by)
        services.circulate(session=made, until=timezone.localdate(), by=by)
        reading = services.answer(reading=made.readings.get(), said=Answer.AGREES)

    met = at_once(
        norte_closed,
        lambda: services.answer(reading=reading, said=Answer.PROPOSES, words="Falta un acuerdo").pk,
        lambda: services.issue_acta(session=made, by=by).pk,
    )

    refused = [type(one) for one in met if not isinstance(one, int)]
    assert refused in ([CannotAnswerNow], [ObservationsOpen])
    with scope(norte_closed):
        assert made.actas.exists() is (refused == [CannotAnswerNow])


@pytest.mark.parametrize("token", ["1-AAAAAAAAAAAA", "nada", "999999-AAAAAAAAAAAA", "1"])
def test_a_guessed_link_opens_nothing(readings, norte_closed, token):
    assert Client().get(path_of("dialogues:reading_show", token, ugel=norte_closed)).status_code == 404


def test_a_link_of_another_ugel_opens_nothing(readings, sur):
    with scope(sur):
        assert Reading.objects.count() == 0
    assert Client().get(address(readings[0], sur)).status_code == 404
