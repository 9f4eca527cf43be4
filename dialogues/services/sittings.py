from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commitments.enums import Channel, Party, Promiser
from commitments.models import Commitment
from commitments.services import Line, Voice, confirm, make_promise, on_dates
from core.audit.services import record
from core.tenancy.errors import DomainError
from dialogues.models import Agreement, AgreementCommitment, Attendance, Problem, Session, Table
from dialogues.services.locking import noting
from dialogues.services.telling import tell_cancelled, tell_moved
from partners.models import Contact

STRATEGY = "dialogues"


class TableNameTaken(DomainError):
    message = _("Ya hay una mesa con ese nombre. Ábrala de la lista, o escriba otro nombre.")


class SomethingNoted(DomainError):
    message = _("En esta sesión ya se anotó algo: se realizó. Lo que esté mal anotado se corrige o se quita.")


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
def convene(*, table: Table, session_date: date, place: str, by, start_time: time | None = None) -> Session:
    """Set day, hour and place of a sitting."""
    session = Session.objects.create(
        table=table, session_date=session_date, start_time=start_time, place=place, created_by=by
    )
    record("dialogues.session_convened", session, by=by, table=table.name)
    return session


@transaction.atomic
def move_session(*, session: Session, session_date: date, place: str, by, start_time: time | None = None) -> Session:
    """Another day, hour or place; whoever was called hears it. Raises SessionCancelled, SomethingNoted."""
    session = _unheld(session)
    now = {"session_date": session_date, "start_time": start_time, "place": place.strip()}
    before = {name: getattr(session, name) for name in now}
    if now == before:
        return session
    for name, value in now.items():
        setattr(session, name, value)
    session.moves += 1
    session.save(update_fields=[*now, "moves"])
    tell_moved(session)
    record("dialogues.session_moved", session, by=by, what=str(session), before=str(before["session_date"]))
    return session


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by) -> Session:
    """It does not take place; whoever was called hears why. Raises SessionCancelled, SomethingNoted."""
    session = _unheld(session)
    session.cancelled_because = reason.strip()
    session.save(update_fields=["cancelled_because"])
    tell_cancelled(session)
    record("dialogues.session_cancelled", session, by=by, what=str(session), reason=session.cancelled_because)
    return session


def _unheld(session: Session) -> Session:
    session = noting(session)
    noted = (session.attendances, session.problems, session.agreements)
    if any(things.standing().exists() for things in noted):
        raise SomethingNoted
    return session


@transaction.atomic
def note_attendance(
    *, session: Session, by, contact=None, name: str = "", entity: str = "", post: str = "", has_signed: bool = False
) -> Attendance:
    """Write down who came; a partner's contact brings name, entity and post along. Raises AlreadyThere."""
    session = noting(session)
    if contact and session.attendances.standing().filter(contact=contact).exists():
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
    session = noting(session)
    problem = Problem.objects.create(
        session=session, text=text, severity=severity, reach=reach, feasibility=feasibility, need=need
    )
    at_school = need.school_id if need else None
    record("dialogues.problem_noted", session, by=by, school_id=at_school, text=text, session=str(session))
    return problem


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

    The need the problem came from is covered by the promise to its school. Whoever of the partner signed on the
    screen confirms them; else they are proposed and the partner gets its link.
    Raises NoPlace, QuantityMissing.
    """
    session = noting(session)
    signed = signer(session, partner)
    agreement = Agreement.objects.create(
        session=session,
        problem=problem,
        partner=partner,
        what=what,
        category=category,
        quantity=quantity,
        unit=unit,
        due_date=due_date,
        is_confirmed_there=signed is not None,
    )
    need = problem.need if problem else None
    made = make_promise(
        lines=[Line(school, on_dates([due_date], quantity), _answered(need, school)) for school in schools],
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
        confirm_at_the_table(made, signed, by=by, at=at)
    return agreement


def _answered(need, school) -> list:
    """The need the problem came from, for the promise to its own school."""
    return [need] if need and need.school_id == school.pk and need.status.is_open else []


def signer(session: Session, partner) -> Contact | None:
    """Somebody of the partner who signed on the screen, where anybody did."""
    signed = session.attendances.standing().filter(has_signed=True, contact__partner=partner)
    return Contact.objects.filter(pk__in=signed.values("contact")).first()


def confirm_at_the_table(commitments: Sequence[Commitment], contact: Contact, *, by, at) -> None:
    """The yes of who signed on the screen, to each of these promises."""
    voice = Voice.on_behalf(party=Party.PROMISER, recorded_by=by, channel=Channel.IN_PERSON, contact=contact)
    for commitment in commitments:
        confirm(commitment=commitment, version=commitment.version, voice=voice, at=at)
