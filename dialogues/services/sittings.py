from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from commitments.enums import Channel, Party, Promiser
from commitments.models import Commitment
from commitments.services import Line, Voice, confirm, make_promise, on_dates
from core.audit.services import record
from core.documents.enums import DocumentType
from core.documents.selectors.letterheads import letter_style
from core.documents.services import canonical_json, issue_paper, sha256_of
from core.tenancy.errors import DomainError
from dialogues import selectors
from dialogues.enums import Answer
from dialogues.models import Acta, Agreement, AgreementCommitment, Attendance, Problem, Session, Table
from partners.models import Contact

STRATEGY = "dialogues"


class TableNameTaken(DomainError):
    message = _("Ya hay una mesa con ese nombre. Ábrala de la lista, o escriba otro nombre.")


class NothingAgreed(DomainError):
    message = _("Un acta dice quién vino y qué se trató. Anote la asistencia y al menos un problema o un acuerdo.")


class ObservationsOpen(DomainError):
    message = _("Hay observaciones al acta sin responder. Acéptelas o diga por qué no, y emítala después.")


class AlreadyThere(DomainError):
    message = _("Esa persona ya está en la lista de asistencia.")


@transaction.atomic
def open_table(*, name: str, territory, by) -> Table:
    """Begin a table in a territory; raises TableNameTaken."""
    table, is_new = Table.objects.get_or_create(name=name.strip(), defaults={"territory": territory, "created_by": by})
    if not is_new:
        raise TableNameTaken
    record("dialogues.table_opened", table, by=by, name=table.name)
    return table


@transaction.atomic
def convene(*, table: Table, session_date: date, place: str, by) -> Session:
    """Set day and place of a sitting."""
    session = Session.objects.create(table=table, session_date=session_date, place=place, created_by=by)
    record("dialogues.session_convened", session, by=by, table=table.name)
    return session


@transaction.atomic
def note_attendance(
    *, session: Session, by, contact=None, name: str = "", entity: str = "", post: str = "", has_signed: bool = False
) -> Attendance:
    """Write down who came; a partner's contact brings name, entity and post along. Raises AlreadyThere."""
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if contact and session.attendances.filter(contact=contact).exists():
        raise AlreadyThere
    came = Attendance.objects.create(
        session=session,
        contact=contact,
        name=name or contact.name,
        entity=entity or str(contact.partner),
        post=post or (contact.post if contact else ""),
        has_signed=has_signed,
    )
    record("dialogues.attendance_noted", session, by=by, name=came.name)
    return came


@transaction.atomic
def note_problem(*, session: Session, text: str, severity: int, reach: int, feasibility: int, by, need=None) -> Problem:
    """Write down what is wrong and how it was weighed."""
    problem = Problem.objects.create(
        session=session, text=text, severity=severity, reach=reach, feasibility=feasibility, need=need
    )
    record("dialogues.problem_noted", session, by=by, text=text)
    return problem


@transaction.atomic
def issue_acta(*, session: Session, by) -> Acta:
    """The acta of a sitting with its number; the one in force while nothing changed, else one that replaces it.

    Raises NothingAgreed and ObservationsOpen.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("table__territory").get(pk=session.pk)
    told = selectors.told_at(session)
    if not told["attendances"] or not (told["agreements"] or told["problems"]):
        raise NothingAgreed
    if session.readings.filter(answer=Answer.PROPOSES, ruling="").exists():
        raise ObservationsOpen
    digest = sha256_of(canonical_json(told))
    standing = selectors.acta_in_force(session)
    if standing and standing.told_sha256 == digest:
        return standing
    style = letter_style()
    document = issue_paper(
        document_type=DocumentType.ACTA,
        title=_gettext("Acta de la %(session)s") % {"session": session},
        template="dialogues/print/acta.html",
        snapshot={**told, "follow_up": selectors.follow_up_of(session)},
        context={"signer_name": style.signer_name, "signer_post": style.signer_post},
        by=by,
        supersedes=standing.document if standing else None,
    )
    acta = Acta.objects.create(session=session, document=document, told_sha256=digest)
    record("dialogues.acta_issued", session, by=by, paper=str(document))
    return acta


@transaction.atomic
def agree(
    *,
    session: Session,
    partner,
    what: str,
    category: str,
    quantity: Decimal,
    unit: str,
    due_date: date,
    schools: Sequence,
    by,
    problem: Problem | None = None,
    at=None,
) -> Agreement:
    """An agreement and its commitments in one act, one for each school.

    Whoever of the partner signed on the screen confirms them; else they are proposed and the partner gets its link.
    Raises NoPlace, QuantityMissing.
    """
    agreement = Agreement.objects.create(
        session=session,
        problem=problem,
        partner=partner,
        what=what,
        category=category,
        quantity=quantity,
        unit=unit,
        due_date=due_date,
    )
    signed = Contact.objects.filter(
        pk__in=session.attendances.filter(has_signed=True, contact__partner=partner).values("contact")
    ).first()
    made = make_promise(
        lines=[Line(school, on_dates([due_date], quantity)) for school in schools],
        promiser=Promiser.PARTNER,
        partner=partner,
        what=what,
        unit=unit,
        category=category,
        strategy=STRATEGY,
        origin_text=str(session)[:160],
        is_asked=signed is None,
        by=by,
        at=at,
    )
    AgreementCommitment.objects.bulk_create(
        AgreementCommitment(agreement=agreement, commitment=commitment) for commitment in made
    )
    record("dialogues.agreed", session, by=by, what=what, partner=str(partner))
    if signed:
        _confirm_at_the_table(made, signed, by=by, at=at)
    return agreement


def _confirm_at_the_table(commitments: Sequence[Commitment], contact: Contact, *, by, at) -> None:
    voice = Voice.on_behalf(party=Party.PROMISER, recorded_by=by, channel=Channel.IN_PERSON, contact=contact)
    for commitment in commitments:
        confirm(commitment=commitment, version=commitment.version, voice=voice, at=at)
