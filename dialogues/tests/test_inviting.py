"""Members are called by their own link: they answer, put the date into their calendar, and sign on the day."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from commitments.enums import CommitmentState
from commitments.models import Commitment
from commitments.tests.test_door import LIMIT, refuse_writes
from core.accounts.enums import Role
from core.notifications.enums import MessageState
from core.notifications.models import Message
from core.tenancy.scope import scope
from dialogues import services
from dialogues.enums import Coming, SessionState
from dialogues.models import Invitation, Session
from dialogues.services import (
    AlreadyMember,
    NobodyToInvite,
    NotToday,
    SessionCancelled,
    SittingIsOver,
    SomethingNoted,
    TooManyRoomCodes,
    WrongRoomCode,
    inviting,
)
from partners.enums import ContactRole
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.races import at_once
from tests.world import make_person, path_of

TODAY = timezone.localdate


@pytest.fixture
def colonel(norte, hilda):
    partner = PartnerFactory(name="Ejército del Perú", created_by=hilda)
    return ContactFactory(partner=partner, name="Coronel Díaz", language="en", role=ContactRole.AUTHORISES)


@pytest.fixture
def table(norte, colonel, elmer):
    """A table with the colonel and a neighbour who has a telephone."""
    table = services.open_table(name="Mesa de Locumba", territory=SchoolFactory().district, by=elmer)
    services.add_member(table=table, contact=colonel, by=elmer)
    services.add_member(table=table, name="Julia Mamani", entity="APAFA", phone="+51952000222", by=elmer)
    return table


@pytest.fixture
def called(table, elmer):
    """called(3): a sitting in so many days, its members called; gives the two invitations."""

    def go(days=3, **told):
        session = services.convene(
            table=table, session_date=TODAY() + timedelta(days=days), place="Local comunal", by=elmer, **told
        )
        return services.invite(session=session, by=elmer)

    return go


def texts(state=MessageState.WAITING):
    found = Message.objects.filter(kind="dialogues.invitation", state=state).order_by("pk")
    return [(one.name, one.subject) for one in found]


def page_of(invitation, ugel, name="dialogues:invitation_show"):
    return path_of(name, services.INVITATIONS.token_of(invitation), ugel=ugel)


def test_members_are_called_once_each_in_their_language(called, table, elmer):
    first = called()[0]

    assert texts() == [("Coronel Díaz", "Invitation: Mesa de Locumba"), ("Julia Mamani", "Invitación: Mesa de Locumba")]
    with pytest.raises(NobodyToInvite):
        services.invite(session=first.session, by=elmer)
    services.add_member(table=table, name="Pedro Choque", entity="JASS", by=elmer)
    assert [one.member.name for one in services.invite(session=first.session, by=elmer)] == ["Pedro Choque"]


def test_a_contact_is_a_member_once_and_who_left_is_called_no_more(table, colonel, called, elmer):
    with pytest.raises(AlreadyMember):
        services.add_member(table=table, contact=colonel, by=elmer)
    services.remove_member(member=table.members.get(contact=colonel), by=elmer)

    assert [one.member.name for one in called()] == ["Julia Mamani"]
    services.add_member(table=table, contact=colonel, by=elmer)


def test_opening_the_link_fifty_times_changes_nothing_and_weighs_little(called, norte_closed, norte):
    with scope(norte_closed):
        invitation = called()[1]
    link = page_of(invitation, norte_closed)

    with connection.execute_wrapper(refuse_writes):
        pages = [Client().get(link) for _ in range(50)]

    assert {page.status_code for page in pages} == {200}
    assert len(pages[0].content) < LIMIT
    assert "Ponerla en mi calendario" in pages[0].content.decode()


def test_the_answer_is_kept_and_said_again_the_last_counts(called, norte):
    invitation = called()[1]
    for answer in ("yes", "no"):
        data = {"answer": answer, "submission": uuid.uuid4()}
        assert Client().post(page_of(invitation, norte), data).status_code == 302

    invitation.refresh_from_db()
    assert invitation.answer == Coming.NO


@pytest.mark.parametrize(
    ("start_time", "begins"), [(None, date(2026, 12, 9)), (time(9, 30), "2026-12-09T14:30:00+00:00")]
)
def test_the_calendar_gets_the_hour_of_the_ugel(table, elmer, norte, start_time, begins):
    session = services.convene(
        table=table, session_date=date(2026, 12, 9), start_time=start_time, place="Local; patio, 2", by=elmer
    )
    invitation = services.invite(session=session, by=elmer)[0]

    answer = Client().get(page_of(invitation, norte, "dialogues:invitation_calendar"))

    assert services.INVITATIONS.token_of(invitation).encode() not in answer.content  # a date passed on signs nothing
    event = Calendar.from_ical(answer.content).events[0]
    assert "url" not in event
    begun = event["dtstart"].dt
    assert (begun if start_time is None else begun.isoformat()) == begins
    assert (str(event["location"]), str(event["summary"]), event["sequence"]) == (
        "Local; patio, 2",
        "Mesa de Locumba",
        0,
    )


def test_a_moved_sitting_is_told_and_the_old_text_does_not_go_out(called, elmer, norte):
    invitation = called()[1]
    session = invitation.session

    services.move_session(session=session, session_date=TODAY() + timedelta(days=9), place="Colegio", by=elmer)

    assert [subject for _name, subject in texts()] == [
        "The session changed: Mesa de Locumba",
        "Cambió la sesión: Mesa de Locumba",
    ]
    assert len(texts(MessageState.CANCELLED)) == 2
    text = Message.objects.get(name="Julia Mamani", state=MessageState.WAITING)
    assert "Colegio" in text.body
    assert services.INVITATIONS.token_of(invitation) in text.path
    event = Calendar.from_ical(
        Client().get(page_of(invitation, norte, "dialogues:invitation_calendar")).content
    ).events[0]
    assert event["sequence"] == 1


def test_a_cancelled_sitting_takes_nothing_more(called, table, elmer, visit, norte):
    invitation = called(0)[1]
    session = invitation.session
    visit(elmer, "dialogues:session_cancel", session.pk, method="post", data={"reason": "Huaico"})
    session.refresh_from_db()

    assert (session.state, "Huaico" in Message.objects.get(name="Julia Mamani", state="waiting").body) == (
        SessionState.CANCELLED,
        True,
    )
    for act in (
        lambda: services.note_attendance(session=session, name="Rosa", entity="IE", by=elmer),
        lambda: services.note_member(invitation=invitation, by=elmer),
        lambda: services.answer_invitation(invitation=invitation, answer=Coming.YES),
        lambda: services.cancel_session(session=session, reason="Otra", by=elmer),
        lambda: services.invite(session=session, by=elmer),
    ):
        with pytest.raises(SessionCancelled):
            act()
    door = Client().get(page_of(invitation, norte)).content.decode()
    assert ("Huaico" in door, "Estoy aquí" in door) == (True, False)
    assert "Anotar asistencia" not in visit(elmer, "dialogues:session_detail", session.pk).content.decode()


def test_a_sitting_where_something_was_noted_neither_moves_nor_is_cancelled(called, elmer, visit):
    invitation = called(0)[0]
    services.note_member(invitation=invitation, by=elmer)

    with pytest.raises(SomethingNoted):
        services.cancel_session(session=invitation.session, reason="No vino nadie", by=elmer)
    data = {"session_date": "2050-01-01", "place": "Colegio"}
    answer = visit(elmer, "dialogues:session_move", invitation.session_id, method="post", data=data)
    assert (answer.status_code, "ya se anotó algo" in answer.content.decode()) == (422, True)
    assert Session.objects.get().state == SessionState.HELD


def test_who_is_there_signs_with_the_code_of_the_room_and_confirms_what_is_agreed(called, colonel, elmer, norte):
    mine = called(0)[0]
    link, code = page_of(mine, norte), services.room_code_of(mine.session)
    wrong = Client().post(link, {"room_code": "x", "submission": uuid.uuid4()})
    assert (wrong.status_code, "not the room code" in wrong.content.decode()) == (422, True)

    for _twice in range(2):
        assert Client().post(link, {"room_code": f" {code} ", "submission": uuid.uuid4()}).status_code == 302

    came = mine.session.attendances.get()
    assert (came.contact, came.entity, came.has_signed) == (colonel, "Ejército del Perú", True)
    services.agree(
        session=mine.session,
        partner=colonel.partner,
        what="Sillas",
        category="furniture",
        quantity=10,
        unit="sillas",
        due_date=TODAY() + timedelta(days=30),
        schools=SchoolFactory.create_batch(1),
        by=elmer,
    )
    assert Commitment.objects.get().state == CommitmentState.CONFIRMED


def test_noted_by_the_ugel_first_the_signature_is_added(called, elmer):
    invitation = called(0)[1]
    services.note_member(invitation=invitation, by=elmer)
    services.note_member(invitation=invitation, by=elmer)

    code = services.room_code_of(invitation.session)
    services.sign_by_link(invitation=invitation, room_code=code)

    assert [(one.name, one.has_signed) for one in invitation.session.attendances.all()] == [("Julia Mamani", True)]


def test_the_room_code_is_good_for_its_day_only(called):
    ahead = called(2)[1]
    with pytest.raises(NotToday):
        services.sign_by_link(invitation=ahead, room_code=services.room_code_of(ahead.session))


def mistype(invitation, times):
    for _ in range(times):
        with pytest.raises(WrongRoomCode):
            services.sign_by_link(invitation=invitation, room_code="ñada")


@pytest.mark.parametrize(("which", "most", "within"), [(0, 5, timedelta(minutes=15)), (1, 20, timedelta(days=1))])
def test_one_link_tries_five_codes_in_a_quarter_and_twenty_in_a_day(called, monkeypatch, which, most, within):
    tries = inviting.ROOM_TRIES_OF_ONE[which]
    monkeypatch.setattr(inviting, "ROOM_TRIES_OF_ONE", [tries])
    invitation = called(0)[1]

    mistype(invitation, most)

    with pytest.raises(TooManyRoomCodes, match="anote su asistencia"):
        services.sign_by_link(invitation=invitation, room_code=services.room_code_of(invitation.session))
    assert tries.within == within


def test_who_mistypes_in_a_room_holds_back_no_other_link_of_its_address(called, table, norte, elmer):
    for number in range(4):
        services.add_member(table=table, name=f"Persona {number}", entity="JASS", by=elmer)
    *guessing, last = called(0)
    for invitation in guessing:
        mistype(invitation, 5)

    assert Client().get(page_of(last, norte)).status_code == 200
    data = {"room_code": services.room_code_of(last.session), "submission": uuid.uuid4()}
    assert Client().post(page_of(last, norte), data).status_code == 302


def test_a_whole_room_tries_sixty_codes_in_a_quarter(called, table, elmer):
    for number in range(11):
        services.add_member(table=table, name=f"Persona {number}", entity="JASS", by=elmer)
    *guessing, last = called(0)
    for invitation in guessing:
        mistype(invitation, 5)

    with pytest.raises(TooManyRoomCodes):
        services.sign_by_link(invitation=last, room_code=services.room_code_of(last.session))


def test_who_is_no_member_any_more_or_speaks_no_more_has_no_link(called, table, colonel, norte, elmer, visit):
    his, hers = called()
    links = [page_of(one, norte) for one in (his, hers)]
    assert [Client().get(link).status_code for link in links] == [200, 200]

    colonel.to_date = colonel.from_date = TODAY() - timedelta(days=1)
    colonel.save()
    services.remove_member(member=hers.member, by=elmer)

    assert [Client().get(link).status_code for link in links] == [410, 410]
    assert [Client().post(link, {"answer": "yes", "submission": uuid.uuid4()}).status_code for link in links] == [
        410
    ] * 2
    assert [name for name, _subject in texts(MessageState.CANCELLED)] == ["Julia Mamani"]
    page = visit(elmer, "dialogues:session_detail", his.session_id).content.decode()
    assert page.count("su enlace no abre") == 2
    services.move_session(session=his.session, session_date=TODAY() + timedelta(days=9), place="Colegio", by=elmer)
    assert "Cambió la sesión: Mesa de Locumba" not in [subject for _name, subject in texts()]
    assert "Ya no habla por su aliado" in visit(elmer, "dialogues:table_detail", table.pk).content.decode()
    with pytest.raises(NobodyToInvite):
        services.invite(session=services.convene(table=table, session_date=TODAY(), place="Local", by=elmer), by=elmer)


def test_who_was_told_is_counted_and_who_was_not_gets_the_link_by_hand(table, elmer, visit):
    services.add_member(table=table, name="Pedro Choque", entity="JASS", by=elmer)
    session = services.convene(table=table, session_date=TODAY() + timedelta(days=3), place="Local", by=elmer)

    page = visit(elmer, "dialogues:session_invite", session.pk, method="post", follow=True).content.decode()

    assert "Se avisó a 2 personas. No se pudo avisar a Pedro Choque" in page
    assert page.count("Sin correo ni celular: entréguele su enlace") == 1


def test_after_the_sitting_nobody_is_called_and_nothing_is_answered(called, elmer, time_machine):
    invitation = called(0)[1]
    time_machine.move_to(timezone.now() + timedelta(days=1))

    with pytest.raises(SittingIsOver):
        services.answer_invitation(invitation=invitation, answer=Coming.YES)
    with pytest.raises(SittingIsOver):
        services.invite(session=invitation.session, by=elmer)
    assert Session.objects.with_state().get().state == SessionState.UNTOLD


def test_one_tap_notes_who_came(called, elmer, visit):
    invitation = called(0)[1]
    page = visit(elmer, "dialogues:session_detail", invitation.session_id).content.decode()
    assert services.INVITATIONS.path_of(invitation) in page
    assert ("Código de la sala" in page, services.room_code_of(invitation.session) in page) == (True, True)

    visit(elmer, "dialogues:invitation_came", invitation.pk, method="post")

    assert [one.name for one in invitation.session.attendances.all()] == ["Julia Mamani"]


def test_the_pages_ask_as_often_for_forty_members(table, called, elmer, norte):
    session = called(0)[0].session

    def asked():
        pages = (("dialogues:table_detail", table.pk), ("dialogues:session_detail", session.pk))
        return [len(queries_of(elmer, name, pk, ugel=norte)) for name, pk in pages]

    few = asked()
    for number in range(38):
        services.add_member(table=table, name=f"Persona {number}", entity="JASS", by=elmer)
    services.invite(session=session, by=elmer)
    for number in range(6):
        services.convene(table=table, session_date=TODAY() + timedelta(days=number), place="Local", by=elmer)

    assert asked() == few


@pytest.mark.django_db(transaction=True)
def test_the_link_and_the_ugel_at_once_note_one_person(norte_closed):
    by = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    with scope(norte_closed):
        table = services.open_table(name="Mesa de Ite", territory=SchoolFactory().district, by=by)
        contact = ContactFactory(partner=PartnerFactory(created_by=by))
        services.add_member(table=table, contact=contact, by=by)
        session = services.convene(table=table, session_date=TODAY(), place="Local", by=by)
        invitation = services.invite(session=session, by=by)[0]
        code = services.room_code_of(session)

    at_once(
        norte_closed,
        lambda: services.note_member(invitation=invitation, by=by),
        lambda: services.sign_by_link(invitation=invitation, room_code=code),
    )

    with scope(norte_closed):
        assert [one.has_signed for one in session.attendances.all()] == [True]
        assert Invitation.objects.get().attendance == session.attendances.get()
