"""Who is called to a sitting, by their own link: whether they come, and on the day their name on its list."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.access.links import LinkEnded
from core.access.services.wrong_codes import check_may_look, count_wrong_look
from core.audit.services import record
from core.tenancy.errors import DomainError
from dialogues.enums import Coming
from dialogues.models import Attendance, Invitation, Session
from dialogues.services.links import INVITATIONS, OPEN_AFTER
from dialogues.services.locking import noting
from dialogues.services.sittings import note_attendance
from dialogues.services.telling import tell_called

ROOM_DIGITS = 4


class NobodyToInvite(DomainError):
    message = _("Todos los miembros de la mesa ya están invitados. Agregue miembros en la página de la mesa.")


class SittingIsOver(DomainError):
    message = _("La sesión ya pasó. Si algo no está bien, llame a la UGEL.")


class NotToday(DomainError):
    message = _("La asistencia se firma el día de la sesión.")


class WrongRoomCode(DomainError):
    message = _("Ese no es el código de la sala. Mírelo en la pantalla de la reunión.")


@transaction.atomic
def invite(*, session: Session, by) -> list[Invitation]:
    """Call every member of the table that was not called yet.

    Raises NobodyToInvite, SessionCancelled, SittingIsOver.
    """
    session = noting(session)
    if session.is_past:
        raise SittingIsOver
    called = session.invitations.values("member")
    members = session.table.members.current().exclude(pk__in=called).order_by("pk")
    made = [Invitation.objects.create(session=session, member=member) for member in members]
    if not made:
        raise NobodyToInvite
    for one in made:
        tell_called(one)
    record("dialogues.invited", session, by=by, count=len(made))
    return made


def opened_invitation(token: str, *, address: str) -> Invitation:
    """The invitation behind a token; reads only.

    Raises TooManyWrongCodes, LinkUnknown, and LinkEnded 60 days after the sitting.
    """
    rows = Invitation.objects.select_related("session__table__territory", "member__contact", "attendance")
    invitation = INVITATIONS.row_behind(token, rows, address=address)
    if timezone.localdate() > invitation.session.session_date + OPEN_AFTER:
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
def sign_by_link(*, invitation: Invitation, room_code: str, address: str) -> Attendance:
    """Their own name on the list, signed from their telephone with the code that stands on the screen of the room.

    Raises NotToday, SessionCancelled, TooManyWrongCodes, WrongRoomCode.
    """
    session = noting(invitation.session)
    if not session.is_today:
        raise NotToday
    check_may_look(address)
    if not secrets.compare_digest(room_code.strip(), room_code_of(session)):
        count_wrong_look(address)
        raise WrongRoomCode
    return _came(session, invitation, by=None, has_signed=True)


@transaction.atomic
def note_member(*, invitation: Invitation, by) -> Attendance:
    """Somebody who was called is there; whether they signed is said where they do. Raises SessionCancelled."""
    return _came(noting(invitation.session), invitation, by=by, has_signed=False)


def room_code_of(session: Session) -> str:
    """Four digits that only who is in the room reads."""
    digest = salted_hmac("dialogues.room", f"{session.ugel_id}:{session.pk}:{session.session_date}").digest()
    return f"{int.from_bytes(digest, 'big') % 10**ROOM_DIGITS:0{ROOM_DIGITS}d}"


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
