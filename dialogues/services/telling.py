"""What the acta's readers and the UGEL are told, each in their language."""

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.notifications.enums import MessageState
from core.notifications.models import Message
from core.notifications.services import Recipient, call_off, tell
from core.tenancy.speech import written_day
from dialogues import selectors
from dialogues.enums import Ruling
from dialogues.models import Acta, Invitation, Member, Reading, Session
from dialogues.services.links import INVITATIONS, call_off_invitations, reached_as, tell_reader

WHY_CALLED = _("Porque usted es miembro de esa mesa.")
WHY = _("Porque usted asistió a esa sesión.")


def tell_issued(session: Session, acta: Acta) -> None:
    """Who was asked to read the acta takes it by the same link; what they were not told yet is taken back."""
    readings = list(selectors.readings_of(session))
    call_off_invitations(readings)
    words = {"acta": str(acta.document), "session": str(session)}
    for reading in readings:
        tell_reader(
            reading,
            "issued",
            subject=lambda: _gettext("Se emitió el acta: %(session)s") % words,
            body=lambda: (
                _gettext("Se emitió el acta de la sesión en la que usted estuvo (%(session)s): %(acta)s.") % words
            ),
            why=WHY,
        )


def invitation(reading: Reading) -> str:
    """What is asked of somebody who came, in one sentence."""
    told = {"session": str(reading.session), "until": written_day(reading.session.acta_until)}
    words = _gettext(
        "Lea el acta de la sesión en la que usted estuvo (%(session)s) y diga si está conforme o qué "
        "cambiaría, hasta el %(until)s."
    )
    return words % told


def tell_invited(reading: Reading, event: str = "asked") -> None:
    """Ask somebody who came to read the acta."""
    told = {"session": str(reading.session)}
    subject = lambda: _gettext("Acta por leer: %(session)s") % told  # noqa: E731 - said in the reader's language
    tell_reader(reading, event, subject=subject, body=lambda: invitation(reading), why=WHY)


def member_recipient(member: Member) -> Recipient:
    return reached_as(member.name, member.contact, email=member.email, phone=member.phone)


def is_reached(member: Member) -> bool:
    """Whether there is a mail or a telephone to tell them by; else their link is handed over."""
    recipient = member_recipient(member)
    return bool(recipient.email or recipient.phone)


def tell_called(invitation: Invitation) -> None:
    """Call one member: where, when, and their link for the answer and the calendar."""
    session = invitation.session
    _tell_member(
        invitation,
        "called",
        subject=lambda: _gettext("Invitación: %(table)s") % {"table": session.table.name},
        body=lambda: (
            _gettext(
                "Le invitamos a la sesión de %(table)s: %(when)s, %(place)s. En el enlace diga si viene; ahí están la "
                "agenda y la fecha para su calendario."
            )
            % _when(session)
        ),
    )


def tell_moved(session: Session) -> None:
    """Everybody who was called reads the new day, hour and place; what told of the old one is taken back."""
    for invitation in _called(session):
        _tell_member(
            invitation,
            f"moved:{session.moves}",
            subject=lambda: _gettext("Cambió la sesión: %(table)s") % {"table": session.table.name},
            body=lambda: _gettext("La sesión de %(table)s cambió. Ahora es %(when)s, %(place)s.") % _when(session),
        )


def tell_cancelled(session: Session) -> None:
    """Everybody who was called reads that it does not take place, and why."""
    for invitation in _called(session):
        _tell_member(
            invitation,
            "cancelled",
            subject=lambda: _gettext("Se anuló la sesión: %(table)s") % {"table": session.table.name},
            body=lambda: (
                _gettext("La sesión de %(table)s del %(when)s no se realizará. %(reason)s")
                % {**_when(session), "reason": session.cancelled_because}
            ),
        )


def _called(session: Session):
    """Who was called and still is: whose link opens."""
    called = session.invitations.select_related("member__contact", "session__table").order_by("pk")
    return [one for one in called if one.member.is_called]


def _when(session: Session) -> dict[str, str]:
    day = date_format(session.session_date, "SHORT_DATE_FORMAT")
    hour = f" {session.start_time:%H:%M}" if session.start_time else ""
    return {"table": session.table.name, "when": f"{day}{hour}", "place": session.place}


def _tell_member(invitation: Invitation, event: str, *, subject, body) -> None:
    """What was told before and nobody sent yet gives way to this; the link stays the same."""
    key = _call_off(invitation)
    recipient = member_recipient(invitation.member)
    if recipient.email or recipient.phone:
        words = {"subject": lazy(subject, str)(), "body": lazy(body, str)(), "why": WHY_CALLED}
        tell([recipient], kind="dialogues.invitation", key=key + event, path=INVITATIONS.path_of(invitation), **words)


def call_off_called(member: Member) -> None:
    """Take back what nobody sent yet to who is called no more."""
    for invitation in member.invitations.order_by("pk"):
        _call_off(invitation)


def _call_off(invitation: Invitation) -> str:
    """Take back what waits for this link; gives how the keys of its messages begin."""
    key = f"invitation:{invitation.pk}:"
    waiting = Message.objects.filter(kind="dialogues.invitation", key__startswith=key, state=MessageState.WAITING)
    for old in list(waiting.values_list("key", flat=True)):
        call_off(key=old)
    return key


def tell_ruled(reading: Reading) -> None:
    """What became of a proposed change, to who proposed it."""
    ruling, told = Ruling(reading.ruling), {"words": reading.words, "reply": reading.reply}

    def body():
        said = _gettext("La UGEL respondió a lo que propuso para el acta («%(words)s»):") % told
        return " ".join(part for part in (said, f"{ruling.label}.", reading.reply) if part)

    tell_reader(
        reading,
        f"ruled:{reading.answered_at:%Y-%m-%dT%H:%M:%S.%f}",
        subject=lambda: _gettext("Respuesta a su observación al acta"),
        body=body,
        why=WHY,
    )


def tell_observed(session: Session, reading: Reading) -> None:
    """A proposed change, to who convened the sitting."""
    user = session.created_by
    told = {"who": reading.attendance.name, "session": str(session), "words": reading.words}
    tell(
        [Recipient(name=user.full_name, email=user.email or "", user=user, language=user.language)],
        kind="dialogues.acta_observed",
        key=f"reading:{reading.pk}:observed:{reading.answered_at:%Y-%m-%dT%H:%M:%S.%f}",
        subject=lazy(lambda: _gettext("Observación al acta: %(session)s") % told, str)(),
        body=lazy(lambda: _gettext("%(who)s propone un cambio: %(words)s") % told, str)(),
        why=_("Usted convocó la sesión."),
        path=f"/mediat/sesiones/{session.pk}/",
    )
