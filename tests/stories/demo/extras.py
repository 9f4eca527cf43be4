"""What the demo has no example of, added by the services people use, so that its pages can be read too."""

from datetime import date, time, timedelta
from decimal import Decimal

from django.utils import timezone

from commitments.tests.matrix import things as things_of_promises
from core.access.services.keys import issue_card
from core.accounts.enums import Role
from core.documents.models import Document
from core.documents.services import issue
from core.documents.services.letters import begin_letter
from core.documents.services.papers import issued_bytes
from core.documents.services.sending import record_delivery
from core.documents.services.signing import attach_scan, attach_signed_pdf
from core.documents.services.wording import save_template
from core.documents.tests.factories import KINDS, make_letter, make_printed_letter
from core.documents.tests.signing import as_upload, signed
from dialogues import services as dialogues
from needs.services.answering import close_unsolved, return_need
from needs.services.solving import say_solved
from needs.tests.factories import NeedFactory
from needs.tests.matrix import kept_sheet
from partners.models import Contact
from partners.services import add_contact, answer_record, end_contact, register_partner
from partners.tests.matrix import tried_sheet as tried_partners
from reports.models import Report
from reports.services.stated import tell_programme
from reports.tests.factories import make_report, make_reviewed_report
from schools.enums import Party
from schools.models import PadronImport, SchoolStaff, Service
from schools.services.padron_reading import preview_upload
from schools.services.targets import propose_target
from schools.tests.matrix import tried_sheet, uploaded
from tests.pictures import photo_upload


def add(ugel, people) -> dict[str, list]:
    """The arguments of pages, by the names pages.py uses; called in the UGEL's scope."""
    head, assignment = people["head"], SchoolStaff.objects.order_by("pk").first()
    return {
        **needs(assignment.school, people),
        **reports(head),
        **promises(people),
        **registry(ugel, head, assignment),
        **tables(assignment.school, people),
        **partners(ugel, head),
        **papers(head),
        "holder": [people["guardian"].pk],
        "secret": [issue_card(user=people["case_worker"], by=head).secret],
        "paper": [Document.objects.order_by("pk").first().public_code],
    }


def needs(school, people):
    director, head = people["director"], people["head"]
    told, _twin, closed, returned, said = NeedFactory.create_batch(5, school=school, reported_by=director)
    close_unsolved(need=closed, reason="La escuela cerró", by=head)
    return_need(need=returned, reason="¿Cuál aula?", by=head)
    say_solved(need=said, by=people["member"], party=Party.SCHOOL)
    return {
        "need": [told.pk],
        "need_closed": [closed.pk],
        "need_returned": [returned.pk],
        "need_said": [said.pk],
        "need_import": [kept_sheet(head).pk],
        "school": [school.pk],
    }


def promises(people):
    roles = {
        Role.UGEL_HEAD: people["head"],
        Role.UGEL_SPECIALIST: people["specialist"],
        Role.SCHOOL_HEAD: people["director"],
        Role.SCHOOL_MEMBER: people["member"],
        Role.GUARDIAN: people["guardian"],
    }
    made = things_of_promises(roles)
    return {name: thing if isinstance(thing, list) else [thing] for name, thing in made.items()}


def tables(school, people):
    """A table that sat once: who came, what is wrong, what was agreed."""
    by, contact = people["specialist"], Contact.objects.active().select_related("partner").first()
    table = dialogues.open_table(name="Mesa de Locumba", territory=school.district, by=by)
    sitting = dialogues.convene(table=table, session_date=date(2026, 8, 3), place="Local comunal", by=by)
    dialogues.note_attendance(session=sitting, contact=contact, has_signed=True, by=by)
    problem = dialogues.note_problem(session=sitting, text="Falta agua", severity=3, reach=2, feasibility=2, by=by)
    agreed = dialogues.agree(
        session=sitting, problem=problem, partner=contact.partner, what="Tanques de agua", category="water",
        quantity=Decimal(1), unit="tanques", due_date=date(2026, 10, 30), schools=[school], by=by,
    )  # fmt: skip
    closed = dialogues.open_table(name="Mesa del valle", territory=school.district, by=by)
    dialogues.close_table(table=closed, reason="Se unió a la mesa provincial.", by=by)
    return {
        "dialogue_table": [table.pk],
        "closed_table": [closed.pk],
        "sitting": [sitting.pk],
        "sitting_school": [school.pk],
        "noted_agreement": ["acuerdos", agreed.pk],
        **_closed(table, by),
        **_called(table, by),
        **_going_round(table, by),
    }


def _called(table, by):
    """Members called to a sitting of today and to one ahead, and a sitting that was called off."""
    told = {"table": table, "by": by}
    dialogues.add_member(contact=Contact.objects.active().first(), **told)
    dialogues.add_member(name="Julia Mamani", entity="APAFA", post="presidenta", phone="+51952000333", **told)
    days = {"sitting_today": 0, "sitting_ahead": 12, "sitting_cancelled": 20}
    made = {
        name: dialogues.convene(
            session_date=timezone.localdate() + timedelta(days=ahead), start_time=time(9, 30), place="Colegio", **told
        )
        for name, ahead in days.items()
    }
    called = {name: dialogues.invite(session=session, by=by) for name, session in made.items()}
    dialogues.answer_invitation(invitation=called["sitting_today"][1], answer="yes")
    dialogues.cancel_session(session=made["sitting_cancelled"], reason="El huaico cortó la carretera.", by=by)
    tokens = {
        f"invitation_{name}": [dialogues.INVITATIONS.token_of(called[f"sitting_{name}"][1])]
        for name in ("today", "ahead")
    }
    return {**{name: [session.pk] for name, session in made.items()}, **tokens}


def _closed(table, by):
    """A sitting whose acta was read, observed and issued."""
    closed = dialogues.convene(table=table, session_date=date(2026, 7, 3), place="Local comunal", by=by)
    dialogues.note_attendance(session=closed, name="Rosa Quispe", entity="APAFA", has_signed=True, by=by)
    dialogues.note_problem(session=closed, text="Falta agua", severity=3, reach=2, feasibility=2, by=by)
    dialogues.circulate(session=closed, until=timezone.localdate(), by=by)
    said = dialogues.answer(reading=closed.readings.get(), said="proposes", words="También vino Julia Mamani.")
    dialogues.rule(reading=said, ruling="declined", reply="No firmó la lista.", answered_at=said.answered_at, by=by)
    dialogues.issue_acta(session=closed, by=by)
    return {"sitting_closed": [closed.pk], "reading_issued": [dialogues.token_of(said)]}


def _going_round(table, by):
    """A sitting whose acta is read before it is issued: one agreed, one proposed a change, one did not answer yet."""
    other = dialogues.convene(table=table, session_date=date(2026, 9, 7), place="Local comunal", by=by)
    for name in ("Rosa Quispe", "Julia Mamani", "Pedro Choque"):
        dialogues.note_attendance(session=other, name=name, entity="APAFA", by=by)
    dialogues.note_problem(session=other, text="Falta luz", severity=3, reach=2, feasibility=2, by=by)
    dialogues.circulate(session=other, until=timezone.localdate() + timedelta(days=5), by=by)
    first, second, third = other.readings.order_by("pk")
    dialogues.answer(reading=first, said="agrees")
    dialogues.answer(reading=second, said="proposes", words="También vino la señora Flora.")
    return {"circulating": [other.pk], "observation": [second.pk], "reading": [dialogues.token_of(third)]}


def papers(by):
    """A letter that came back signed, one half written, one complete, an acta with its addendum."""
    sent = make_printed_letter(by=by)
    scan = attach_scan(document=sent, uploads=[photo_upload()], signed_by="Marta Condori Flores, directora", by=by)
    attach_signed_pdf(document=sent, upload=as_upload(signed(issued_bytes(sent))), by=by)
    went = record_delivery(
        document=sent, channel="front_desk", to_name="GORE Tacna", delivered_date=sent.issued_date, by=by
    )
    acta = {"document_type": "acta", "title": "Acta de la mesa de diálogo de Ite", "snapshot_sha256": "a" * 64}
    first = issue(**acta, by=by)
    issue(**{**acta, "document_type": "addendum"}, amends=first, by=by)
    kind = KINDS["documents.invitation"]
    return {
        "numbered": [sent.pk],
        "signed_copy": [sent.pk, scan.pk],
        "delivery": [sent.pk, went.pk],
        "amended_code": [first.public_code],
        "letter": [begin_letter(kind=kind, by=by).pk],
        "letter_whole": [make_letter(by=by).pk],
        "wording": [save_template(kind=kind, name="Mesa", subject="Mesa de {reunion}", body="Venga", by=by).pk],
    }


def reports(by):
    issued = Report.objects.exclude(document=None).get()
    draft, reviewed = make_report(by=by), make_reviewed_report(by=by)
    first, last = date(2025, 1, 1), date(2026, 12, 31)
    return {
        "issued": [issued.pk],
        "figure": [issued.pk, "safety.improved"],
        "draft": [draft.pk],
        "reviewed": [reviewed.pk],
        "report_text": [draft.pk, draft.texts.order_by("pk").first().pk],
        "programme": [tell_programme(by=by, name="Escuela accesible", period_start=first, period_end=last).pk],
    }


def partners(ugel, by):
    """A partner with something of everything, and its twin."""
    partner = Contact.objects.order_by("pk").first().partner
    end_contact(contact=add_contact(partner=partner, by=by, name="Justo Rivera"), by=by)
    answer_record(partner=partner, text="En marzo no hubo paso.", said_by="Justo Rivera")
    twin = register_partner(by=by, name=f"{partner.name}s", kind=partner.kind)
    return {
        "partner": [partner.pk],
        "partner_pair": [twin.pk, partner.pk],
        "contact": [partner.contacts.active().first().pk],
        "offer": [partner.offers.first().pk],
        "partner_sheet": [tried_partners(ugel, by).pk],
    }


def registry(ugel, by, assignment):
    applied = PadronImport.objects.get()
    preview = preview_upload(ugel, import_id=uploaded(ugel, by).pk)
    return {
        "service": [Service.objects.order_by("pk").first().pk],
        "assignment": [assignment.pk],
        "padron": [preview.pk],
        "padron_applied": [applied.pk],
        "padron_rows": [applied.pk, "nuevos"],
        "school_sheet": [tried_sheet(ugel, by).pk],
        "target": [propose_target(year=2029, by=by).pk],
    }
