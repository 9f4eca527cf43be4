"""The acta goes round before it is issued: everybody who came reads it by link and says so, or proposes a change."""

import re
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from commitments.services.keys import LinkEnded, LinkUnknown
from core.access.services.wrong_codes import check_may_look, count_wrong_look
from core.access.tokens import LinkLetters, readable
from core.audit.services import record
from core.notifications.services import Recipient, tell
from core.tenancy.errors import DomainError
from dialogues import selectors
from dialogues.enums import Answer, Ruling
from dialogues.models import Reading, Session
from dialogues.services.sittings import NothingAgreed
from partners.enums import ContactChannel

LENGTH = 12
LETTERS = LinkLetters("dialogues.readings", lambda digest: readable(digest, LENGTH))
NUMBER = re.compile(r"[0-9]{1,18}")


class DateIsPast(DomainError):
    message = _("Ponga una fecha de hoy en adelante: hasta ese día se reciben observaciones.")


class AlreadyIssued(DomainError):
    message = _("El acta de esta sesión ya se emitió: lo que falte se anota y se emite otra que la reemplaza.")


class CannotAnswerNow(DomainError):
    message = _("El plazo para responder terminó, o el acta ya se emitió. Si algo no está bien, llame a la UGEL.")


class NothingProposed(DomainError):
    message = _("Escriba qué cambiaría del acta.")


class NothingToRule(DomainError):
    message = _("Esta observación ya tiene respuesta, o su autor la cambió. Vuelva a leerla.")


@transaction.atomic
def circulate(*, session: Session, until: date, by) -> Session:
    """Give everybody who came a link to read the acta until a day; again it moves the day and asks who is new.

    Who has a channel is told. Raises AlreadyIssued, NothingAgreed and DateIsPast.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("table__territory").get(pk=session.pk)
    if selectors.acta_in_force(session):
        raise AlreadyIssued
    told = selectors.told_at(session)
    if not told["attendances"] or not (told["agreements"] or told["problems"]):
        raise NothingAgreed
    if until < timezone.localdate():
        raise DateIsPast
    session.acta_until = until
    session.save(update_fields=["acta_until"])
    for attendance in session.attendances.filter(readings=None).select_related("contact"):
        reading = Reading.objects.create(session=session, attendance=attendance)
        if attendance.contact:
            _invite(session, reading, attendance.contact)
    record("dialogues.acta_circulated", session, by=by, until=until)
    return session


def token_of(reading: Reading) -> str:
    """What the link carries: the reading's number and its letters."""
    return f"{reading.pk}-{LETTERS.of(reading)}"


def opened_reading(token: str, *, address: str) -> Reading:
    """The reading behind a token, for a visitor from `address`; reads only.

    Raises TooManyWrongCodes, LinkUnknown, and LinkEnded once the acta is issued.
    """
    check_may_look(address)
    number, *groups = re.split(r"[^0-9A-Z]+", token.strip().upper())
    rows = Reading.objects.select_related("session__table__territory", "attendance__contact")
    reading = LETTERS.row_with(rows, number, "".join(groups)) if NUMBER.fullmatch(number) else None
    if reading is None:
        count_wrong_look(address)
        raise LinkUnknown
    if selectors.acta_in_force(reading.session):
        raise LinkEnded
    return reading


@transaction.atomic
def answer(*, reading: Reading, said: Answer, words: str = "") -> Reading:
    """What somebody says of the acta; said again until the day, the last counts and is ruled on anew.

    Raises CannotAnswerNow, NothingProposed.
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=reading.session_id)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("attendance").get(pk=reading.pk)
    if not session.takes_answers or selectors.acta_in_force(session):
        raise CannotAnswerNow
    if said == Answer.PROPOSES and not words.strip():
        raise NothingProposed
    reading.answer, reading.words = said, words.strip() if said == Answer.PROPOSES else ""
    reading.answered_at, reading.ruling, reading.reply, reading.ruled_by = timezone.now(), "", "", None
    reading.save()
    record("dialogues.acta_answered", session, who=reading.attendance.name, answer=str(said))
    return reading


@transaction.atomic
def rule(*, reading: Reading, ruling: Ruling, reply: str, answered_at, by) -> Reading:
    """Take a proposed change in, or not, with a sentence; the change itself is noted in the session.

    Raises NothingToRule when the words ruled on are not those of `answered_at` any more.
    """
    reading = Reading.objects.select_for_update(of=("self",)).select_related("session", "attendance").get(pk=reading.pk)
    if reading.answer != Answer.PROPOSES or reading.ruling or reading.answered_at != answered_at:
        raise NothingToRule
    reading.ruling, reading.reply, reading.ruled_by = ruling, reply.strip(), by
    reading.save(update_fields=["ruling", "reply", "ruled_by"])
    record("dialogues.observation_ruled", reading.session, by=by, who=reading.attendance.name, ruling=str(ruling))
    return reading


def _invite(session: Session, reading: Reading, contact) -> None:
    is_mail = contact.channel == ContactChannel.MAIL
    told = {"session": session, "until": f"{session.acta_until:%d/%m/%Y}"}
    tell(
        [
            Recipient(
                name=contact.name,
                email=contact.email if is_mail else "",
                phone="" if is_mail else str(contact.phone or ""),
                language=contact.language,
            )
        ],
        kind="dialogues.acta",
        key=f"reading:{reading.pk}",
        subject=_lazily(lambda: _gettext("Acta por leer: %(session)s") % told),
        body=_lazily(
            lambda: (
                _gettext(
                    "Lea el acta de la sesión en la que usted estuvo (%(session)s) y diga si está conforme o qué "
                    "cambiaría, hasta el %(until)s."
                )
                % told
            )
        ),
        why=_lazily(lambda: _gettext("Porque usted asistió a esa sesión.")),
        path=f"/mediat/lectura/{token_of(reading)}/",
    )


def _lazily(words):
    return lazy(words, str)()
