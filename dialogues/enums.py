from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """What somebody who came says of the acta before it is issued."""

    AGREES = "agrees", _("Estoy conforme")
    PROPOSES = "proposes", _("Propongo un cambio")


class Coming(models.TextChoices):
    """What somebody who was called to a sitting says."""

    YES = "yes", _("Iré")
    NO = "no", _("No podré ir")


class Doubt(models.TextChoices):
    """Why an agreement was not confirmed at the table."""

    NOBODY_SIGNED = "nobody", _("Nadie del aliado firmó antes de anotarlo: se le pidió confirmar por su enlace.")
    NO_AUTHORITY = (
        "no_authority",
        _("Quien firmó por el aliado no autoriza compromisos, o ya no habla por él: se pidió confirmar por enlace."),
    )
    CHANGED = "changed", _("Se anotó o se corrigió sin que firmara quien autoriza: se pidió confirmar por enlace.")


class SessionState(models.TextChoices):
    """What is known of a sitting; it follows from its day and from what was noted."""

    CALLED = "called", _("Convocada")
    HELD = "held", _("Realizada")
    UNTOLD = "untold", _("Pasó sin anotar nada")
    CANCELLED = "cancelled", _("Anulada")

    @property
    def tone(self):
        return TONES[self]


TONES = {
    SessionState.CALLED: "open",
    SessionState.HELD: "done",
    SessionState.UNTOLD: "risk",
    SessionState.CANCELLED: "off",
}


class Ruling(models.TextChoices):
    """What became of a proposed change."""

    ACCEPTED = "accepted", _("Se acepta")
    DECLINED = "declined", _("No se acepta")


class Weight(models.IntegerChoices):
    """How much a criterion speaks for beginning with a problem."""

    LOW = 1, _("Poco")
    MIDDLE = 2, _("Regular")
    HIGH = 3, _("Mucho")
