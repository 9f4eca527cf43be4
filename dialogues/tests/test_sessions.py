from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commitments.enums import CommitmentState
from commitments.models import Commitment, NeedCover
from core.accounts.enums import Role
from core.notifications.models import Message
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from dialogues import selectors, services
from dialogues.models import Attendance, Session, Table
from needs.enums import NeedState
from needs.tests.factories import NeedFactory
from partners.services.merging import merge_partners
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory, TerritoryFactory
from tests.queries import queries_of
from tests.races import at_once
from tests.world import make_person


@pytest.fixture
def army(norte, hilda):
    return PartnerFactory(name="Ejército del Perú", created_by=hilda)


@pytest.fixture
def schools(norte):
    return SchoolFactory.create_batch(3)


@pytest.fixture
def sitting(schools, elmer):
    """sitting(day): a session of the table of Locumba."""
    table = services.open_table(name="Mesa de Locumba", territory=schools[0].district, by=elmer)

    def make(day=date(2026, 8, 3)):
        return services.convene(table=table, session_date=day, place="Local comunal", by=elmer)

    return make


@pytest.fixture
def agree(army, schools, elmer):
    def make(session, **told):
        told = {"what": "Sillas", "category": "furniture", "quantity": Decimal(10), "unit": "sillas", **told}
        return services.agree(
            session=session, partner=army, schools=schools, due_date=date(2026, 12, 20), by=elmer, **told
        )

    return make


@pytest.mark.parametrize(("has_signed", "state"), [(True, "confirmed"), (False, "proposed")])
def test_agreement_becomes_a_commitment_for_each_school(sitting, agree, army, elmer, schools, has_signed, state):
    session = sitting()
    colonel = ContactFactory(partner=army)
    services.note_attendance(session=session, contact=colonel, has_signed=has_signed, by=elmer)

    agree(session)

    made = Commitment.objects.order_by("number")
    assert list(made.values_list("school_id", "state")) == [(school.pk, state) for school in schools]
    assert {one.strategy for one in made} == {"dialogues"}
    assert Message.objects.filter(kind="commitments.promiser").exists() is not has_signed


def test_signature_of_another_partner_confirms_nothing(sitting, agree, elmer, hilda):
    session = sitting()
    other = ContactFactory(partner=PartnerFactory(created_by=hilda))
    services.note_attendance(session=session, contact=other, has_signed=True, by=elmer)

    agree(session)

    assert set(Commitment.objects.values_list("state", flat=True)) == {CommitmentState.PROPOSED}


def test_refused_agreement_leaves_nothing(sitting, agree, schools):
    session = sitting()
    schools.clear()

    with pytest.raises(DomainError):
        agree(session)
    assert (session.agreements.count(), Commitment.objects.count()) == (0, 0)


def test_what_two_agreed_is_the_others_once_they_are_one(sitting, agree, army, hilda, elmer):
    session, kept = sitting(), PartnerFactory(name="Cuartel", created_by=hilda)
    gone_colonel = ContactFactory(partner=army, name="Juan Díaz", search_name="juan diaz")
    same_colonel = ContactFactory(partner=kept, name="Juan Díaz", search_name="juan diaz")
    for contact in (gone_colonel, same_colonel):
        services.note_attendance(session=session, contact=contact, by=elmer)
    agree(session)

    merge_partners(gone=army, kept=kept, by=hilda)

    assert session.agreements.get().partner == kept
    assert sorted(session.attendances.values_list("contact", flat=True), key=str) == [same_colonel.pk, None]


def test_same_contact_is_noted_once(sitting, army, elmer):
    session, colonel = sitting(), ContactFactory(partner=army)
    services.note_attendance(session=session, contact=colonel, by=elmer)

    with pytest.raises(services.AlreadyThere):
        services.note_attendance(session=session, contact=colonel, by=elmer)
    assert Attendance.objects.count() == 1


def test_next_session_begins_with_what_is_open(sitting, agree):
    first = sitting()
    agree(first)

    assert selectors.open_before(first).count() == 0
    assert selectors.open_before(sitting(date(2026, 10, 3))).count() == 3


def test_problems_stand_by_weight_and_agenda_is_of_the_territory(sitting, elmer, schools):
    session = sitting()
    weigh = {"reach": 2, "feasibility": 2, "by": elmer}
    services.note_problem(session=session, text="Puertas", severity=1, **weigh)
    services.note_problem(session=session, text="Agua", severity=3, **weigh)
    here = NeedFactory(school=schools[0], reported_by=elmer)
    elsewhere = TerritoryFactory(code="230302", name="ILABAYA")
    NeedFactory(school=SchoolFactory(district=elsewhere), reported_by=elmer)

    told = [(one.text, one.priority) for one in selectors.problems_of(session)]
    assert told == [("Agua", 7), ("Puertas", 5)]
    assert list(selectors.agenda_of(session)) == [here]


def test_a_need_of_the_agenda_becomes_a_problem_and_its_promise_covers_it(sitting, agree, army, schools, elmer, visit):
    need = NeedFactory(school=schools[0], reported_by=elmer, what="Gotea el techo")
    session = sitting()
    services.note_attendance(session=session, contact=ContactFactory(partner=army), has_signed=True, by=elmer)
    weights = {"severity": 3, "reach": 2, "feasibility": 2}
    page = visit(elmer, "dialogues:session_detail", session.pk, query=f"necesidad={need.pk}")
    assert str(page.context["problem"]["need"].value()) == str(need.pk)

    refused = visit(elmer, "dialogues:problem_add", session.pk, method="post", data=weights)
    visit(elmer, "dialogues:problem_add", session.pk, method="post", data={**weights, "need": need.pk})
    problem = session.problems.get()
    agree(session, problem=problem)

    assert (refused.status_code, problem.text, problem.need) == (422, "Gotea el techo", need)
    assert [cover.commitment.school for cover in NeedCover.objects.all()] == [schools[0]]
    need.refresh_from_db()
    assert need.state == NeedState.COVERED


def test_what_was_only_called_or_called_off_is_no_sitting(sitting, elmer):
    held, off, _ahead = (sitting(date(2026, month, 3)) for month in (3, 8, 9))
    services.note_attendance(session=held, name="Rosa", entity="IE", by=elmer)
    services.cancel_session(session=off, reason="Huaico", by=elmer)

    table = selectors.tables().get()
    assert (table.sittings, table.last_date) == (1, held.session_date)
    assert list(Session.objects.held()) == [held]


def test_specialist_leads_a_session_on_its_page(sitting, visit, elmer, army, schools):
    session = sitting()
    came = {"name": "Julia Mamani", "entity": "APAFA", "has_signed": "on"}
    visit(elmer, "dialogues:attendance_add", session.pk, method="post", data=came)
    problem = {"text": "Falta agua", "severity": "3", "reach": "3", "feasibility": "2"}
    visit(elmer, "dialogues:problem_add", session.pk, method="post", data=problem)
    agreed = {
        "partner": army.pk,
        "what": "Tanques de agua",
        "category": "water",
        "quantity": "2",
        "unit": "tanques",
        "due_date": "2026-12-20",
        "schools": [school.pk for school in schools],
    }
    page = visit(elmer, "dialogues:agreement_add", session.pk, method="post", data=agreed, follow=True)

    html = page.content.decode()
    said = ("Julia Mamani", "prioridad 8 de 9", "Tanques de agua", "2 tanques por escuela", "Propuesto")
    assert [words for words in said if words not in html] == []
    made = Commitment.objects.first()
    origin = visit(elmer, "commitments:commitment_origin", made.pk)
    assert origin["Location"].endswith(session.get_absolute_url())


def test_incomplete_forms_come_back_on_the_same_page(sitting, visit, elmer):
    session = sitting()

    page = visit(elmer, "dialogues:attendance_add", session.pk, method="post", data={"post": "Alcaldesa"})

    html = page.content.decode()
    assert (page.status_code, Attendance.objects.count()) == (422, 0)
    assert ("Elija un contacto" in html, "Alcaldesa" in html) == (True, True)


def test_second_table_of_the_same_name_is_refused(sitting, visit, elmer, schools):
    sitting()
    data = {"name": "Mesa de Locumba", "territory": schools[0].district_id}

    page = visit(elmer, "dialogues:table_new", method="post", data=data)

    assert (page.status_code, Table.objects.count()) == (422, 1)


def test_pages_ask_as_much_for_many_as_for_one(sitting, agree, elmer, norte):
    session = sitting()
    agree(session)
    services.note_problem(session=session, text="Agua", severity=3, reach=2, feasibility=2, by=elmer)
    pages = {"table_list": (), "table_detail": (session.table_id,), "session_detail": (session.pk,)}

    def counts():
        return [len(queries_of(elmer, f"dialogues:{name}", *args, ugel=norte)) for name, args in pages.items()]

    with_one = counts()
    agree(session)
    agree(session)
    services.open_table(name="Otra", territory=session.table.territory, by=elmer)
    assert counts() == with_one


def test_another_ugel_sees_no_table(sitting, sur):
    sitting()

    with scope(sur):
        assert Table.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_note_the_same_person_at_once_and_they_came_once(norte_closed):
    by = make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)
    with scope(norte_closed):
        table = services.open_table(name="Mesa de Ite", territory=SchoolFactory().district, by=by)
        session = services.convene(table=table, session_date=date(2026, 8, 3), place="Local", by=by)
        colonel = ContactFactory(partner=PartnerFactory(created_by=by))

    met = at_once(norte_closed, *[lambda: services.note_attendance(session=session, contact=colonel, by=by)] * 2)

    assert sorted(type(one) for one in met if isinstance(one, DomainError)) == [services.AlreadyThere]
    with scope(norte_closed):
        assert Attendance.objects.count() == 1


def test_the_list_of_sessions_shows_what_waits_for_an_acta(elmer, hilda, visit):
    table = services.open_table(name="Mesa", territory=TerritoryFactory(), by=elmer)
    days = [timezone.localdate() - timedelta(days=number) for number in (1, 2, 3)]
    held, _untold, told = (services.convene(table=table, session_date=day, place="Local", by=elmer) for day in days)
    for session in (held, told):
        services.note_attendance(session=session, name="Rosa", entity="APAFA", by=elmer)
    services.note_problem(session=told, text="Sin agua", severity=3, reach=3, feasibility=3, by=elmer)
    services.issue_acta(session=told, by=hilda)

    rows = {
        only: list(visit(elmer, "dialogues:session_list", query=f"agenda={only}").context["page"])
        for only in ("", "sin-acta", "observadas", "otra")
    }

    assert ([len(rows[only]) for only in ("", "otra")], rows["sin-acta"], rows["observadas"]) == ([3, 3], [held], [])
    assert "1</strong> <span>sesión realizada sin acta" in visit(elmer, "home").content.decode()
