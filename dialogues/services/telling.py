"""What the acta's readers and the UGEL are told, each in their language."""

from django.utils.functional import lazy
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.notifications.services import Recipient, tell
from dialogues import selectors
from dialogues.enums import Ruling
from dialogues.models import Acta, Reading, Session
from dialogues.services.links import call_off_invitations, tell_reader

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
    told = {"session": str(reading.session), "until": f"{reading.session.acta_until:%d/%m/%Y}"}
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
