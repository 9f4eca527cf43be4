"""How somebody's watch stands, what ties them to a partner, how a visit and a drawn delivery stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuardianState(models.TextChoices):
    """What the dates say today; never stored."""

    COMING = "coming", _("Por empezar")
    ACTIVE = "active", _("Vigente")
    ENDED = "ended", _("Terminó")

    @property
    def tone(self):
        return GUARDIAN_TONES[self]


class TieKind(models.TextChoices):
    """What binds a guardian to a partner, so that they cannot witness what it promised."""

    WORKS = "works", _("Trabaja para")
    MEMBER = "member", _("Es parte de")
    FAMILY = "family", _("Su familia trabaja para")
    SELLS = "sells", _("Le vende o le presta servicios a")


class VisitState(models.TextChoices):
    PENDING = "pending", _("Por hacer")
    DONE = "done", _("Hecha")
    CALLED_OFF = "called_off", _("Anulada")

    @property
    def tone(self):
        return VISIT_TONES[self]


TRANSITIONS = {VisitState.PENDING: {VisitState.DONE, VisitState.CALLED_OFF}}


class FileKind(models.TextChoices):
    """What a file of a visit is."""

    ARRIVED = "arrived", _("Lo que llegó")
    PLACE = "place", _("El lugar")
    VOICE = "voice", _("Pregunta grabada")
    SLIP = "slip", _("Hoja firmada")


PICTURES = (FileKind.ARRIVED, FileKind.PLACE)


class Measure(models.TextChoices):
    """How a sample's size is said."""

    COUNT = "count", _("Una cantidad de entregas")
    PERCENT = "percent", _("Un porcentaje de las entregas")


class Drawn(models.TextChoices):
    """What became of a delivery when a sample was drawn."""

    CHOSEN = "chosen", _("En la muestra")
    NO_GUARDIAN = "no_guardian", _("Su escuela no tiene guardián")
    CONFLICT = "conflict", _("Sus guardianes tienen conflicto de interés")
    BELOW = "below", _("Después de la última")


GUARDIAN_TONES = {GuardianState.COMING: "open", GuardianState.ACTIVE: "done", GuardianState.ENDED: "off"}
VISIT_TONES = {VisitState.PENDING: "open", VisitState.DONE: "done", VisitState.CALLED_OFF: "off"}
