"""A sitting that has not happened: its problems are prepared, nothing else is noted, and its day may change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.documents.models import Document
from dialogues import services
from dialogues.services import DueBeforeSitting, SessionAhead
from partners.tests.factories import PartnerFactory
from schools.tests.factories import SchoolFactory

WEIGHTS = {"severity": 3, "reach": 2, "feasibility": 2}
TERMS = {"what": "Sillas", "category": "furniture", "quantity": 10, "unit": "sillas"}


@pytest.fixture
def school(norte):
    return SchoolFactory()


@pytest.fixture
def session(school, elmer):
    """A sitting of the day after tomorrow, with a problem prepared."""
    table = services.open_table(name="Mesa de Locumba", territory=school.district, by=elmer)
    day = timezone.localdate() + timedelta(days=2)
    made = services.convene(table=table, session_date=day, place="Local comunal", by=elmer)
    services.note_problem(session=made, text="Falta agua", by=elmer, **WEIGHTS)
    return made


@pytest.fixture
def agree(session, school, elmer):
    partner = PartnerFactory(created_by=elmer)

    def go(due_date=None):
        due_date = due_date or session.session_date
        return services.agree(session=session, partner=partner, schools=[school], due_date=due_date, by=elmer, **TERMS)

    return go


def test_nobody_came_and_nothing_was_agreed_before_the_day(session, agree, elmer, hilda):
    services.add_member(table=session.table, name="Julia Mamani", entity="APAFA", by=elmer)
    (invitation,) = services.invite(session=session, by=elmer)
    day = f"{session.session_date:%d/%m/%Y}"

    for act in (
        lambda: services.note_attendance(session=session, name="Rosa", entity="IE", by=elmer),
        lambda: services.note_member(invitation=invitation, by=elmer),
        agree,
        lambda: services.issue_acta(session=session, by=hilda),
    ):
        with pytest.raises(SessionAhead, match=f"{day}.*Si se adelantó, cambie primero la fecha"):
            act()
    assert (session.attendances.count(), session.agreements.count(), Document.objects.count()) == (0, 0, 0)


def test_brought_forward_its_date_is_changed_first_and_what_was_prepared_stays(session, agree, elmer, visit):
    data = {"session_date": f"{timezone.localdate():%Y-%m-%d}", "place": "Local comunal"}
    assert visit(elmer, "dialogues:session_move", session.pk, method="post", data=data).status_code == 302

    services.note_attendance(session=session, name="Rosa", entity="IE", by=elmer)
    agree()

    assert [len(list(part)) for part in (session.problems.all(), session.agreements.all())] == [1, 1]


def test_the_page_offers_before_the_day_what_prepares_it_and_says_when_the_rest(session, hilda, visit):
    page = visit(hilda, "dialogues:session_detail", session.pk).content.decode()

    offered = ("Anotar problema", "Anotar asistencia", "Anotar acuerdo", "Emitir el acta", "Enviar para leer")
    assert [words in page for words in offered] == [True, False, False, False, False]
    assert f"La sesión es el {session.session_date:%d/%m/%Y}" in page
    assert "Si se adelantó, cambie la fecha" in page


def test_a_form_opened_earlier_is_refused_with_its_words_kept(session, elmer, visit):
    data = {"name": "Julia Mamani", "entity": "APAFA"}

    answer = visit(elmer, "dialogues:attendance_add", session.pk, method="post", data=data)

    page = answer.content.decode()
    assert (answer.status_code, "todavía no se realizó" in page, "Julia Mamani" in page) == (422, True, True)


def test_what_is_agreed_is_due_on_the_day_of_the_sitting_or_later(session, agree, elmer, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=2))
    with pytest.raises(DueBeforeSitting, match="Ponga la fecha de la sesión o una posterior"):
        agree(session.session_date - timedelta(days=1))
    agreement = agree(session.session_date)

    with pytest.raises(DueBeforeSitting):
        services.correct_agreement(
            item=agreement,
            what="Sillas",
            quantity=10,
            unit="sillas",
            due_date=session.session_date - timedelta(days=1),
            reason="Se oyó mal",
            by=elmer,
        )
    assert session.agreements.get().due_date == session.session_date


@pytest.mark.parametrize("quantity", ["0", "-3"])
def test_nothing_is_no_quantity(session, school, elmer, visit, time_machine, quantity):
    time_machine.move_to(timezone.now() + timedelta(days=2))
    partner = PartnerFactory(created_by=elmer)
    due = f"{session.session_date:%Y-%m-%d}"
    data = {**TERMS, "quantity": quantity, "partner": partner.pk, "due_date": due, "schools": [school.pk]}

    answer = visit(elmer, "dialogues:agreement_add", session.pk, method="post", data=data)

    page = answer.content.decode()
    assert (answer.status_code, "Escriba una cantidad mayor que cero." in page) == (422, True)
    assert ("dialogues_agreement_quantity" in page, 'min="0.01"' in page) == (False, True)
