"""Who is called to a sitting, by their own link: whether they come, and on the day their name on its list."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.access.links import LinkEnded
from core.access.services.wrong_codes import TooManyWrongCodes, Tries
from core.audit.services import record
from core.tenancy.errors import DomainError
from dialogues.enums import Coming
from dialogues.models import Attendance, Invitation, Session
from dialogues.services.links import INVITATIONS, OPEN_AFTER
from dialogues.services.locking import noting, telling
from dialogues.services.sittings import note_attendance
from dialogues.services.telling import tell_called

ROOM_DIGITS = 4
# Of 10 000 codes one link tries at most 20 on the one day it is good for; a whole room mistypes no 60 in 15 minutes.
ROOM_TRIES_OF_ONE = (Tries("room_of_one", 5), Tries("room_of_one_today", 20, timedelta(days=1)))
ROOM_TRIES_OF_ALL = Tries("room_of_all", 60)


class NobodyToInvite(DomainError):
    message = _("Nadie falta por invitar. Agregue miembros en la página de la mesa.")


class SittingIsOver(DomainError):
    message = _("La sesión ya pasó. Si algo no está bien, llame a la UGEL.")


class NotToday(DomainError):
    message = _("La asistencia se firma el día de la sesión.")


class WrongRoomCode(DomainError):
    message = _("Ese no es el código de la sala. Mírelo en la pantalla de la reunión.")


class TooManyRoomCodes(DomainError):
    message = _("Se escribieron demasiados códigos equivocados. Pida a quien dirige la sesión que anote su asistencia.")


@transaction.atomic
def invite(*, session: Session, by) -> list[Invitation]:
    """Call every member of the table that was not called yet; a contact who no longer speaks for the ally is not.

    Raises NobodyToInvite, SessionCancelled, SittingIsOver.
    """
    session = noting(session)
    if session.is_past:
        raise SittingIsOver
    called = session.invitations.values("member")
    members = session.table.members.current().exclude(pk__in=called).select_related("contact").order_by("pk")
    made = [Invitation.objects.create(session=session, member=member) for member in members if member.is_called]
    if not made:
        raise NobodyToInvite
    for one in made:
        tell_called(one)
    record("dialogues.invited", session, by=by, count=len(made))
    return made


def opened_invitation(token: str, *, address: str) -> Invitation:
    """The invitation behind a token; reads only.

    Raises TooManyWrongCodes, LinkUnknown, and LinkEnded 60 days after the sitting or for who is called no more.
    """
    rows = Invitation.objects.select_related("session__table__territory", "member__contact", "attendance")
    invitation = INVITATIONS.row_behind(token, rows, address=address)
    is_over = timezone.localdate() > invitation.session.session_date + OPEN_AFTER
    if is_over or not invitation.member.is_called:
        raise LinkEnded
    return invitation


@transaction.atomic
def answer_invitation(*, invitation: Invitation, answer: Coming) -> Invitation:
    """Whether they come; said again, the last counts. Raises SessionCancelled, SittingIsOver."""
    session = noting(invitation.session)
    if session.is_past:
        raise SittingIsOver
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("member").get(pk=invitation.pk)
    invitation.answer, invitation.answered_at = answer, timezone.now()
    invitation.save(update_fields=["answer", "answered_at"])
    record("dialogues.invitation_answered", session, who=invitation.member.name, answer=str(answer))
    return invitation


@transaction.atomic
def sign_by_link(*, invitation: Invitation, room_code: str) -> Attendance:
    """Their own name on the list, signed from their telephone with the code that stands on the screen of the room.

    Wrong codes are counted by link and by sitting, never by address: a whole room has one.
    Raises NotToday, SessionCancelled, TooManyRoomCodes, WrongRoomCode.
    """
    session = noting(invitation.session)
    if not session.is_today:
        raise NotToday
    _check_room_code(session, invitation, room_code.strip())
    return _came(session, invitation, by=None, has_signed=True)


@transaction.atomic
def note_member(*, invitation: Invitation, by) -> Attendance:
    """Somebody who was called is there; whether they signed is said where they do.

    Raises SessionCancelled, SessionAhead.
    """
    return _came(telling(invitation.session), invitation, by=by, has_signed=False)


def room_code_of(session: Session) -> str:
    """Four digits that only who is in the room reads."""
    digest = salted_hmac("dialogues.room", f"{session.ugel_id}:{session.pk}:{session.session_date}").digest()
    return f"{int.from_bytes(digest, 'big') % 10**ROOM_DIGITS:0{ROOM_DIGITS}d}"


def _check_room_code(session: Session, invitation: Invitation, room_code: str) -> None:
    counters = [(tries, f"invitation:{invitation.pk}") for tries in ROOM_TRIES_OF_ONE]
    counters.append((ROOM_TRIES_OF_ALL, f"session:{session.pk}"))
    try:
        for tries, of in counters:
            tries.check(of)
    except TooManyWrongCodes as error:
        raise TooManyRoomCodes from error
    if not secrets.compare_digest(room_code.encode(), room_code_of(session).encode()):
        for tries, of in counters:
            tries.count(of)
        raise WrongRoomCode


def _came(session: Session, invitation: Invitation, *, by, has_signed: bool) -> Attendance:
    """On the list once, whoever noted it first; a signature is added to it."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("member__contact__partner")
    invitation = rows.get(pk=invitation.pk)
    came = _on_the_list(session, invitation)
    if came is None:
        member = invitation.member
        who = {"name": member.name, "entity": member.entity, "post": member.post}
        came = note_attendance(session=session, contact=member.contact, has_signed=has_signed, by=by, **who)
    elif has_signed and not came.has_signed:
        came.has_signed = True
        came.save(update_fields=["has_signed"])
        record("dialogues.attendance_signed", session, by=by, who=came.name)
    if invitation.attendance_id != came.pk:
        invitation.attendance = came
        invitation.save(update_fields=["attendance"])
    return came


def _on_the_list(session: Session, invitation: Invitation) -> Attendance | None:
    there = session.attendances.standing()
    if invitation.member.contact_id:
        return there.filter(contact=invitation.member.contact_id).first()
    return there.filter(pk=invitation.attendance_id).first()
