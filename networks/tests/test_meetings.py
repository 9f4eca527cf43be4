"""A meeting: called, moved, held; who came, what was agreed, the acta that says so."""

import io
from datetime import date, time, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from icalendar import Calendar
from pypdf import PdfReader

from core.documents.enums import DocumentState
from core.documents.pdf import pdf_of
from core.notifications.enums import MessageState
from core.notifications.models import Message
from networks import selectors, services
from networks.enums import MeetingState
from networks.models import Acta, Attendance, Meeting
from networks.services.calendars import as_icalendar
from networks.services.calling import MeetingIsOver
from networks.tests.factories import make_district, make_meeting, make_member, make_network, plan

TODAY = date(2026, 9, 15)


@pytest.fixture
def network(norte, elmer):
    return make_network(elmer)


@pytest.fixture
def nurse(network, elmer, doctor):
    return make_member(elmer, network, contact=doctor)


def state(meeting):
    return Meeting.objects.with_state().get(pk=meeting.pk).status


def held(elmer, network, *members):
    """Twenty days ago, with what an acta needs."""
    meeting = make_meeting(elmer, network, came=members)
    services.note_dealt(meeting=meeting, notes="Se revisó el plan", by=elmer)
    return meeting


def test_its_state_follows_from_its_day_and_what_was_noted(network, nurse, elmer):
    ahead, past = make_meeting(elmer, network, days=3), make_meeting(elmer, network)
    gone, came = make_meeting(elmer, network, days=4), make_meeting(elmer, network, came=[nurse])
    services.cancel_meeting(meeting=gone, reason="Huaico", by=elmer)

    states = [state(one) for one in (ahead, past, gone, came)]
    assert states == [MeetingState.CALLED, MeetingState.UNTOLD, MeetingState.CANCELLED, MeetingState.HELD]


def test_nothing_is_noted_before_its_day_nor_of_one_that_was_cancelled(network, nurse, elmer):
    ahead = make_meeting(elmer, network, days=1)
    with pytest.raises(services.NotHeldYet):
        services.note_members(meeting=ahead, members=[nurse], by=elmer)
    with pytest.raises(services.NotHeldYet):
        services.note_dealt(meeting=ahead, notes="x", by=elmer)
    services.cancel_meeting(meeting=ahead, reason="Huaico", by=elmer)
    for act in (
        lambda: services.note_guest(meeting=ahead, name="x", institution="x", by=elmer),
        lambda: services.call_members(meeting=ahead, by=elmer),
        lambda: services.issue_acta(meeting=ahead, by=elmer),
    ):
        with pytest.raises(services.MeetingCancelled):
            act()


def test_what_was_held_is_neither_moved_nor_cancelled(network, nurse, elmer):
    meeting = make_meeting(elmer, network, came=[nurse])
    with pytest.raises(services.SomethingNoted):
        services.move_meeting(meeting=meeting, meeting_date=TODAY, place="x", by=elmer)
    with pytest.raises(services.SomethingNoted):
        services.cancel_meeting(meeting=meeting, reason="x", by=elmer)


def test_what_has_an_acta_or_notes_took_place_whoever_is_struck_from_it(network, nurse, elmer):
    with_acta, noted = held(elmer, network, nurse), make_meeting(elmer, network)
    services.note_dealt(meeting=noted, notes="Se revisó el plan", by=elmer)
    services.issue_acta(meeting=with_acta, by=elmer)
    services.strike_attendance(attendance=with_acta.attendances.get(), reason="No vino", by=elmer)
    services.note_dealt(meeting=with_acta, notes="", by=elmer)

    for meeting in (with_acta, noted):
        with pytest.raises(services.SomethingNoted):
            services.cancel_meeting(meeting=meeting, reason="x", by=elmer)
        with pytest.raises(services.SomethingNoted):
            services.move_meeting(meeting=meeting, meeting_date=TODAY + timedelta(days=5), place="x", by=elmer)


def test_a_meeting_before_the_network_is_refused(network, elmer):
    with pytest.raises(services.NotYetFounded):
        make_meeting(elmer, network, days=-301)


def test_a_member_comes_once_and_who_did_not_come_is_taken_off(network, nurse, elmer):
    meeting = make_meeting(elmer, network, came=[nurse])
    with pytest.raises(services.NobodyNew):
        services.note_members(meeting=meeting, members=[nurse], by=elmer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, member=nurse, name="x", institution="x")

    services.strike_attendance(attendance=meeting.attendances.get(), reason="No vino", by=elmer)
    assert state(meeting) == MeetingState.UNTOLD
    assert list(selectors.absent_members(meeting)) == [nurse]
    services.note_members(meeting=meeting, members=[nurse], by=elmer)
    assert state(meeting) == MeetingState.HELD


def test_a_member_of_another_network_does_not_come(network, nurse, elmer):
    stranger = make_member(elmer, make_network(elmer, district=make_district("230303", "ITE"), name="Ite"))
    with pytest.raises(services.NobodyNew):
        make_meeting(elmer, network, came=[stranger])


def test_members_are_called_once_each_by_how_they_are_reached(network, nurse, elmer):
    by_mail = make_member(elmer, network, name="Juan Soto", email="juan@example.pe")
    make_member(elmer, network, name="Sin teléfono")
    own = make_member(elmer, network, user=elmer, sector="education")
    meeting = make_meeting(elmer, network, days=9, agenda="Agua")

    assert len(services.call_members(meeting=meeting, by=elmer)) == 4
    with pytest.raises(services.NobodyToCall):
        services.call_members(meeting=meeting, by=elmer)
    told = Message.objects.filter(kind="networks.call")
    assert {one.name for one in told} == {nurse.name, by_mail.name, own.name}
    assert {"24/09/2026" in one.body or "24/9/2026" in one.body for one in told} == {True}

    services.move_meeting(meeting=meeting, meeting_date=date(2026, 9, 28), place="Colegio", by=elmer)
    moved = Message.objects.filter(kind="networks.call", key__contains="moved:1")
    assert moved.count() == 3
    services.move_meeting(meeting=meeting, meeting_date=date(2026, 9, 28), place="Colegio", agenda="Luz", by=elmer)
    assert not Message.objects.filter(key__contains="moved:2").exists()
    services.cancel_meeting(meeting=meeting, reason="Huaico en la vía", by=elmer)
    assert {"Huaico" in one.body for one in Message.objects.filter(key__endswith="cancelled")} == {True}


def test_nobody_is_called_to_what_is_over(network, nurse, elmer):
    with pytest.raises(MeetingIsOver):
        services.call_members(meeting=make_meeting(elmer, network), by=elmer)


def test_the_link_shows_the_agenda_and_gives_the_date(network, nurse, elmer, client):
    meeting = make_meeting(elmer, network, days=9, start_time=time(10), agenda="Agua segura")
    (call,) = services.call_members(meeting=meeting, by=elmer)
    path = f"/230008{services.CALLS.path_of(call)}"

    page = client.get(path)
    assert page.status_code == 200 and "Agua segura" in page.content.decode()
    assert "Doctora Vilca" not in page.content.decode()
    calendar = Calendar.from_ical(client.get(f"{path}reunion.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert (str(event["summary"]), event.decoded("dtstart").hour) == ("Red local de Locumba", 15)
    assert client.get(f"/230008/redes/convocatoria/{call.pk}-AAAAAAAAAAAA/").status_code == 404


def test_a_link_ends_sixty_days_after_the_meeting(network, nurse, elmer, client):
    meeting = make_meeting(elmer, network, days=0)
    (call,) = services.call_members(meeting=meeting, by=elmer)
    Meeting.objects.update(meeting_date=TODAY - timedelta(days=61))

    assert client.get(f"/230008{services.CALLS.path_of(call)}").status_code == 410


def test_who_left_hears_no_more_of_meetings_after_it_and_their_link_ends(network, nurse, elmer, client):
    make_member(elmer, network, name="Juan Soto", email="juan@example.pe")
    meeting = make_meeting(elmer, network, days=9)
    call = next(one for one in services.call_members(meeting=meeting, by=elmer) if one.member == nurse)
    services.end_member(member=nurse, to_date=TODAY, reason="Cambió de puesto", by=elmer)

    assert set(Message.objects.filter(state=MessageState.WAITING).values_list("name", flat=True)) == {"Juan Soto"}
    services.move_meeting(meeting=meeting, meeting_date=date(2026, 9, 28), place="Colegio", by=elmer)
    services.cancel_meeting(meeting=meeting, reason="Huaico en la vía", by=elmer)
    told = Message.objects.exclude(key__endswith="called").values_list("name", flat=True)
    assert set(told) == {"Juan Soto"}
    assert client.get(f"/230008{services.CALLS.path_of(call)}").status_code == 410


def test_a_calendar_keeps_its_event_when_the_day_moves(network, elmer):
    meeting = make_meeting(elmer, network, days=9)
    before = Calendar.from_ical(as_icalendar(meeting, url="x")).walk("VEVENT")[0]
    meeting = services.move_meeting(meeting=meeting, meeting_date=date(2026, 9, 28), place="Colegio", by=elmer)
    after = Calendar.from_ical(as_icalendar(meeting, url="x")).walk("VEVENT")[0]

    assert before["uid"] == after["uid"]
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    assert after.decoded("dtstart") == date(2026, 9, 28)


def test_an_acta_needs_people_and_something_dealt_with(network, nurse, elmer):
    meeting = make_meeting(elmer, network)
    for prepare in (lambda: None, lambda: services.note_members(meeting=meeting, members=[nurse], by=elmer)):
        prepare()
        with pytest.raises(services.NothingToTell):
            services.issue_acta(meeting=meeting, by=elmer)
    plan(elmer, network, nurse, meeting=meeting)

    assert services.issue_acta(meeting=meeting, by=elmer).document.number == 1
    assert not Meeting.objects.without_acta().exists()


def test_an_acta_stays_while_nothing_changed_and_is_replaced_when_it_did(network, nurse, elmer):
    make_member(elmer, network, name="No vino", institution="Comisaría")
    meeting = held(elmer, network, nurse)
    first = services.issue_acta(meeting=meeting, by=elmer)
    assert services.issue_acta(meeting=meeting, by=elmer) == first
    content = first.document.contents.get()
    assert "Doctora Vilca" in content.html and "Comisaría" in content.html

    services.note_guest(meeting=meeting, name="Pedro Choque", institution="Junta vecinal", by=elmer)
    second = services.issue_acta(meeting=meeting, by=elmer)
    first.document.refresh_from_db()
    assert (first.document.state, first.document.superseded_by) == (DocumentState.SUPERSEDED, second.document)
    assert selectors.acta_in_force(meeting) == second
    with pytest.raises(DatabaseError), transaction.atomic():
        Acta.objects.filter(pk=first.pk).update(told_sha256="x")


def test_a_member_who_joins_later_does_not_make_an_acta_old(network, nurse, elmer):
    meeting = held(elmer, network, nurse)
    acta = services.issue_acta(meeting=meeting, by=elmer)
    make_member(elmer, network, name="Llegó después")

    assert services.issue_acta(meeting=meeting, by=elmer) == acta


def test_the_signature_stands_on_a_page_with_who_came(network):
    """Twenty-two names fill a page: alone on the next, the signature would sign nothing."""
    came = [
        {"name": f"Persona {number}", "institution": "Posta", "post": "Jefa", "is_member": True} for number in range(22)
    ]
    told = {
        "network": "Red",
        "territory": "Ite",
        "meeting_date": TODAY,
        "venue": "Local",
        "attendances": came,
        "notes": "x",
    }
    html = render_to_string("networks/print/acta.html", {**told, "signer_name": "Hilda Ramos", "ugel": network.ugel})

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(html))).pages]
    signed = next(page for page in pages if "Hilda Ramos" in page)
    assert "Persona 21" in signed
