"""The acta of a sitting: numbered and frozen once, replaced when the session says more."""

import json
from datetime import date, time
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.accounts.enums import Role
from core.documents.enums import DocumentState
from core.documents.models import Document
from core.documents.selectors import origin_of
from core.jobs.services import run_inline
from core.tenancy.scope import scope
from dialogues import services
from dialogues.models import Acta, Table
from dialogues.services import NothingAgreed
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.races import at_once
from tests.world import make_person, path_of


@pytest.fixture
def colonel(norte, hilda):
    return ContactFactory(
        partner=PartnerFactory(name="Ejército del Perú", created_by=hilda), name="Coronel Díaz", role="authorises"
    )


@pytest.fixture
def table(norte, elmer):
    return services.open_table(name="Mesa de Locumba", territory=SchoolFactory().district, by=elmer)


@pytest.fixture
def sat(table, colonel, elmer):
    """sat(day): a sitting the colonel signed, with a problem and an agreement for two schools."""

    def go(day=date(2026, 8, 3), **told):
        session = services.convene(table=table, session_date=day, place="Local comunal", by=elmer, **told)
        services.note_attendance(session=session, contact=colonel, has_signed=True, by=elmer)
        told = {"severity": 3, "reach": 2, "feasibility": 1, "by": elmer}
        problem = services.note_problem(session=session, text="Faltan sillas", **told)
        services.agree(
            session=session,
            problem=problem,
            partner=colonel.partner,
            what="Sillas nuevas",
            category="furniture",
            quantity=Decimal(10),
            unit="sillas",
            due_date=date(2026, 12, 20),
            schools=SchoolFactory.create_batch(2),
            by=elmer,
        )
        return session

    return go


def said(acta):
    return json.loads(acta.document.contents.get().snapshot)


def test_the_acta_says_who_came_what_is_wrong_and_what_was_agreed(sat, elmer, hilda):
    sat(date(2026, 7, 1))

    acta = services.issue_acta(session=sat(), by=hilda)

    told = said(acta)
    assert [(one["name"], one["has_signed"]) for one in told["attendances"]] == [("Coronel Díaz", True)]
    assert [(one["text"], one["priority"]) for one in told["problems"]] == [("Faltan sillas", 6)]
    (agreed,) = told["agreements"]
    assert (agreed["what"], agreed["is_signed"], len(agreed["schools"])) == ("Sillas nuevas", True, 2)
    assert [(one["what"], one["state"]) for one in told["follow_up"]] == [("Sillas nuevas", "Confirmado")] * 2
    assert acta.document.label.startswith("N.º 001-")
    assert origin_of(acta.document)[1] == acta.session.get_absolute_url()


def test_the_acta_names_an_ally_in_full_and_prints_the_hour(sat, colonel, elmer, hilda):
    colonel.partner.short_name = "EP"
    colonel.partner.save()
    sat(date(2026, 7, 1))
    session = sat(start_time=time(9, 30))

    acta = services.issue_acta(session=session, by=hilda)

    html = acta.document.contents.get().html
    assert (html.count("Ejército del Perú"), "<td>EP<" in html, "a las 09:30" in html) == (4, False, True)
    told = said(acta)
    assert {told["agreements"][0]["partner"], told["attendances"][0]["entity"]} == {"Ejército del Perú"}
    assert {one["promiser"] for one in told["follow_up"]} == {"Ejército del Perú"}


def test_issuing_is_asked_once_before_and_says_what_it_does(sat, hilda, elmer, visit):
    session = sat()

    asked = visit(hilda, "dialogues:acta_issue", session.pk).content.decode()

    assert ("Recibe número" in asked, "no cambia después" in asked, Document.objects.exists()) == (True, True, False)
    page = visit(hilda, "dialogues:session_detail", session.pk).content.decode()
    assert f'<a class="button" href="/230008/mediat/sesiones/{session.pk}/acta/emitir/">' in page
    first = services.issue_acta(session=session, by=hilda)
    services.note_attendance(session=session, name="Julia Mamani", entity="APAFA", by=elmer)
    assert f"Reemplaza al {first.document}" in visit(hilda, "dialogues:acta_issue", session.pk).content.decode()


def test_a_sitting_where_nothing_was_noted_has_no_acta(table, elmer, hilda, visit):
    session = services.convene(table=table, session_date=date(2026, 8, 3), place="Local comunal", by=elmer)
    with pytest.raises(NothingAgreed):
        services.issue_acta(session=session, by=hilda)

    answer = visit(hilda, "dialogues:acta_issue", session.pk, method="post", follow=True)

    assert "Anote la asistencia" in answer.content.decode()
    assert not Document.objects.exists()


def test_the_same_session_keeps_its_acta_and_another_replaces_it(sat, elmer, hilda, visit):
    session = sat()
    first = services.issue_acta(session=session, by=hilda)
    assert services.issue_acta(session=session, by=hilda) == first
    assert "Lo anotado cambió" not in visit(hilda, "dialogues:session_detail", session.pk).content.decode()

    services.note_attendance(session=session, name="Julia Mamani", entity="APAFA", by=elmer)
    assert "Lo anotado cambió" in visit(hilda, "dialogues:session_detail", session.pk).content.decode()
    second = services.issue_acta(session=session, by=hilda)

    first.document.refresh_from_db()
    assert (first.document.state, first.document.superseded_by) == (DocumentState.SUPERSEDED, second.document)
    assert (len(said(first)["attendances"]), len(said(second)["attendances"])) == (1, 2)
    assert said(second)["replaces"]["paper"] == str(first.document)
    assert f"Reemplaza al {first.document}" in second.document.contents.get().html
    assert list(Acta.objects.current()) == [second]


def test_the_database_refuses_another_acta_for_the_paper(sat, hilda):
    acta = services.issue_acta(session=sat(), by=hilda)
    for change in (
        lambda: Acta.objects.filter(pk=acta.pk).update(told_sha256="0" * 64),
        lambda: Acta.objects.filter(pk=acta.pk).delete(),
        lambda: acta.document.contents.update(snapshot="{}"),
    ):
        with pytest.raises(IntegrityError, match="is issued"), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_two_heads_at_once_give_one_number(norte_closed):
    by = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    with scope(norte_closed):
        table = services.open_table(name="Mesa de Ite", territory=SchoolFactory().district, by=by)
        session = services.convene(table=table, session_date=date(2026, 8, 3), place="Local", by=by)
        services.note_attendance(session=session, name="Julia Mamani", entity="APAFA", by=by)
        services.note_problem(session=session, text="Falta agua", severity=1, reach=1, feasibility=1, by=by)

    made = at_once(norte_closed, *[lambda: services.issue_acta(session=session, by=by).pk] * 2)

    assert len(set(made)) == 1
    with scope(norte_closed):
        assert Document.objects.filter(type="acta").count() == 1


def test_only_the_head_issues_and_everybody_of_the_ugel_may_look(sat, elmer, hilda, raul, visit):
    session = sat()

    assert visit(elmer, "dialogues:acta_issue", session.pk, method="post").status_code == 403
    for person in (elmer, hilda, raul):
        page = visit(person, "dialogues:acta_preview", session.pk).content.decode()
        assert "Borrador" in page and "Coronel Díaz" in page
    page = visit(elmer, "dialogues:session_detail", session.pk).content.decode()
    assert "Emitir el acta" not in page and "Ver cómo queda" in page


def test_the_issued_acta_is_a_pdf_with_its_public_page(sat, hilda, visit, norte_closed, client):
    acta = services.issue_acta(session=sat(), by=hilda)

    run_inline("documents.print_paper", ugel=norte_closed, by=hilda, document_id=acta.document_id)

    answer = visit(hilda, "documents:paper_file", acta.document_id)
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    public = client.get(path_of("documents:document_verify", acta.document.printed_code, ugel=norte_closed))
    assert "Vigente" in public.content.decode()
    assert "Coronel" not in public.content.decode()


def test_the_preview_asks_as_often_for_three_agreements(sat, elmer, hilda, norte):
    session = sat()
    few = len(queries_of(elmer, "dialogues:acta_preview", session.pk, ugel=norte))
    for number in range(2):
        services.note_attendance(session=session, name=f"Vecino {number}", entity="JASS", by=elmer)
        services.note_problem(session=session, text="Otro", severity=1, reach=1, feasibility=1, by=elmer)
        services.agree(
            session=session,
            partner=PartnerFactory(created_by=hilda),
            what="Baldes",
            category="water",
            quantity=Decimal(1),
            unit="baldes",
            due_date=date(2026, 12, 20),
            schools=SchoolFactory.create_batch(2),
            by=elmer,
        )

    assert len(queries_of(elmer, "dialogues:acta_preview", session.pk, ugel=norte)) == few
    assert Table.objects.count() == 1
