"""What a guardian is told: a visit to make, and one that is not to be made any more."""

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.notifications.services import tell
from core.people.recipients import recipients_of
from core.tenancy.speech import written_day
from guardians.models import Visit

WHY = gettext_lazy("La UGEL lo aceptó como guardián de esta escuela.")


def tell_assigned(visit: Visit) -> None:
    """In the way they are reached; the page asks nothing before they are signed in."""
    _tell(visit, "assigned", gettext_lazy("Una visita por hacer"), lazy(_assigned, str)(visit))


def tell_called_off(visit: Visit) -> None:
    _tell(visit, "called_off", gettext_lazy("Una visita ya no va"), lazy(_called_off, str)(visit))


def _tell(visit: Visit, key: str, subject, body) -> None:
    tell(
        recipients_of([visit.guardian.user]),
        kind=f"guardians.{key}",
        key=f"guardians.visit:{visit.pk}:{key}",
        subject=subject,
        body=body,
        why=WHY,
        path=f"/guardianes/visitas/{visit.pk}/",
    )


def _assigned(visit: Visit) -> str:
    words = _("La UGEL le pide ir a %(school)s a más tardar el %(day)s y decir lo que vio: %(what)s.")
    return words % {"school": visit.school, "day": written_day(visit.due_date), "what": _what(visit)}


def _what(visit: Visit) -> str:
    """With the day it was promised for: a promise has many deliveries that are called the same."""
    if not visit.instalment:
        return visit.title
    return _("%(what)s, para el %(day)s") % {"what": visit.title, "day": written_day(visit.instalment.due_date)}


def _called_off(visit: Visit) -> str:
    words = _("Ya no hace falta ir a %(school)s a ver esto: %(what)s. Motivo: %(reason)s.")
    return words % {"school": visit.school, "what": _what(visit), "reason": visit.off_reason.rstrip(".")}
