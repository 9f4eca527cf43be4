"""The acta goes round before it is issued: everybody who came reads it by link and says so, or proposes a change."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from dialogues import selectors
from dialogues.enums import Answer, Ruling
from dialogues.models import Reading, Session
from dialogues.services.actas import tellable
from dialogues.services.links import call_off_invitations
from dialogues.services.locking import locked
from dialogues.services.telling import tell_invited, tell_observed, tell_ruled


class DateIsPast(DomainError):
    message = _("Ponga una fecha de hoy en adelante: hasta ese día se reciben observaciones.")


class AlreadyIssued(DomainError):
    message = _("El acta de esta sesión ya se emitió: lo que falte se anota y se emite otra que la reemplaza.")


class CannotAnswerNow(DomainError):
    message = _("El plazo para responder terminó, o el acta ya se emitió. Si algo no está bien, llame a la UGEL.")


class ChangedMeanwhile(DomainError):
    message = _("Lo anotado cambió mientras usted lo leía. Léalo otra vez y responda.")


class NothingProposed(DomainError):
    message = _("Escriba qué cambiaría del acta.")


class NothingToRule(DomainError):
    message = _("Esta observación ya tiene respuesta, o su autor la cambió. Vuelva a leerla.")


@transaction.atomic
def circulate(*, session: Session, until: date, by) -> Session:
    """Give everybody who came a link to read the acta until a day; again it moves the day and asks who is new.

    Who can be reached is told. Raises AlreadyIssued, NothingAgreed, DateIsPast.
    """
    session = locked(session)
    if selectors.acta_in_force(session):
        raise AlreadyIssued
    tellable(session)
    if until < timezone.localdate():
        raise DateIsPast
    session.acta_until = until
    session.save(update_fields=["acta_until"])
    asked = session.readings.values("attendance")
    for attendance in session.attendances.standing().exclude(pk__in=asked).select_related("contact").order_by("pk"):
        tell_invited(Reading.objects.create(session=session, attendance=attendance))
    record("dialogues.acta_circulated", session, by=by, until=until)
    return session


@transaction.atomic
def reach(*, reading: Reading, email: str, phone: str, by) -> Reading:
    """Note where somebody is reached who is nobody's contact, and ask them there."""
    session = locked(reading.session)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("attendance__contact").get(pk=reading.pk)
    if not session.takes_answers or selectors.acta_in_force(session):
        raise CannotAnswerNow
    reading.session, reading.email, reading.phone = session, email, phone
    reading.save(update_fields=["email", "phone"])
    record("dialogues.reading_sent", session, by=by, who=reading.attendance.name)
    call_off_invitations([reading])
    tell_invited(reading, f"asked:{email or phone}")
    return reading


@transaction.atomic
def answer(*, reading: Reading, said: Answer, words: str = "", read: str = "") -> Reading:
    """What somebody says of the acta; said again until the day, the last counts and is ruled on anew.

    `read` tells the words they had before them, where the page knew. Raises CannotAnswerNow, ChangedMeanwhile,
    NothingProposed.
    """
    session = locked(reading.session)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("attendance").get(pk=reading.pk)
    is_struck = bool(reading.attendance.struck_because)
    if is_struck or not session.takes_answers or selectors.acta_in_force(session):
        raise CannotAnswerNow
    if said == Answer.PROPOSES and not words.strip():
        raise NothingProposed
    digest = selectors.digest_of(selectors.noted_at(session))
    if read and read != digest:
        raise ChangedMeanwhile
    reading.answer, reading.words = said, words.strip() if said == Answer.PROPOSES else ""
    reading.told_sha256, reading.answered_at = digest, timezone.now()
    reading.ruling, reading.reply, reading.ruled_by = "", "", None
    reading.save()
    record("dialogues.acta_answered", session, who=reading.attendance.name, answer=str(said))
    if said == Answer.PROPOSES:
        tell_observed(session, reading)
    return reading


@transaction.atomic
def rule(*, reading: Reading, ruling: Ruling, reply: str, answered_at, by) -> Reading:
    """Take a proposed change in, or not, with a sentence; the change itself is noted in the session.

    Raises NothingToRule when the words ruled on are not those of `answered_at` any more.
    """
    session = locked(reading.session)
    rows = Reading.objects.select_for_update(of=("self",)).select_related("attendance__contact")
    reading = rows.get(pk=reading.pk)
    if reading.answer != Answer.PROPOSES or reading.ruling or reading.answered_at != answered_at:
        raise NothingToRule
    reading.session = session
    reading.ruling, reading.reply, reading.ruled_by = ruling, reply.strip(), by
    reading.save(update_fields=["ruling", "reply", "ruled_by"])
    record("dialogues.observation_ruled", session, by=by, who=reading.attendance.name, ruling=str(ruling))
    tell_ruled(reading)
    return reading
