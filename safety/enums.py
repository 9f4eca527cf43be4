from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dimension(models.TextChoices):
    INFRASTRUCTURE = "infrastructure", _("Infraestructura")
    FITTING_OUT = "fitting_out", _("Acondicionamiento")
    WATER = "water", _("Agua")
    SANITATION = "sanitation", _("Salubridad")
    WELCOME = "welcome", _("Acogida y seguridad")


# The four the deck's sentence names; «acogida y seguridad» is scored and shown, but does not decide it.
BASIC_DIMENSIONS = (Dimension.INFRASTRUCTURE, Dimension.FITTING_OUT, Dimension.WATER, Dimension.SANITATION)


class Level(models.TextChoices):
    CONFORMING = "conforming", _("Conforme")
    IN_PROGRESS = "in_progress", _("En proceso")
    AT_RISK = "at_risk", _("En riesgo")
    NO_DATA = "no_data", _("Sin dato")

    @property
    def tone(self):
        return LEVEL_TONES[self]


LEVEL_TONES = {Level.CONFORMING: "done", Level.IN_PROGRESS: "progress", Level.AT_RISK: "risk", Level.NO_DATA: "none"}
LEVEL_RANK = {Level.AT_RISK: 0, Level.IN_PROGRESS: 1, Level.CONFORMING: 2}


class Source(models.TextChoices):
    VISITED = "visited", _("Visitada")
    DECLARED = "declared", _("Declarado")


class CheckState(models.TextChoices):
    PLANNED = "planned", _("Planificada")
    IN_PROGRESS = "in_progress", _("En llenado")
    SUBMITTED = "submitted", _("Por verificar")
    VERIFIED = "verified", _("Verificada")
    RETURNED = "returned", _("Observada")
    CANCELLED = "cancelled", _("Anulada")

    @property
    def tone(self):
        return STATE_TONES[self]


STATE_TONES = {
    CheckState.PLANNED: "open",
    CheckState.IN_PROGRESS: "progress",
    CheckState.SUBMITTED: "progress",
    CheckState.VERIFIED: "done",
    CheckState.RETURNED: "risk",
    CheckState.CANCELLED: "off",
}
TRANSITIONS = {
    CheckState.PLANNED: {CheckState.IN_PROGRESS, CheckState.CANCELLED},
    CheckState.IN_PROGRESS: {CheckState.SUBMITTED, CheckState.CANCELLED},
    CheckState.SUBMITTED: {CheckState.VERIFIED, CheckState.RETURNED, CheckState.CANCELLED},
    CheckState.RETURNED: {CheckState.IN_PROGRESS, CheckState.CANCELLED},
    CheckState.VERIFIED: {CheckState.RETURNED},
    CheckState.CANCELLED: set(),
}
# Its author may write in these, and a school has at most one of them: two people never fill the same visit apart.
OPEN_STATES = (CheckState.PLANNED, CheckState.IN_PROGRESS, CheckState.RETURNED)


class JmpRole(models.TextChoices):
    WATER_SOURCE = "water_source", _("Fuente de agua")
    WATER_AVAILABLE = "water_available", _("Agua disponible")
    TOILET_TYPE = "toilet_type", _("Tipo de baño")
    SINGLE_SEX = "single_sex", _("Baños separados")
    USABLE = "usable", _("Baños utilizables")
    HANDWASHING = "handwashing", _("Lavado de manos con agua")
    SOAP = "soap", _("Jabón")


class Rung(models.TextChoices):
    BASIC = "basic", _("Básico")
    LIMITED = "limited", _("Limitado")
    NONE = "none", _("Sin servicio")
    UNKNOWN = "unknown", _("Sin dato")

    @property
    def tone(self):
        return RUNG_TONES[self]


RUNG_TONES = {Rung.BASIC: "done", Rung.LIMITED: "progress", Rung.NONE: "risk", Rung.UNKNOWN: "none"}


class SdgComponent(models.TextChoices):
    ELECTRICITY = "a", _("Electricidad")
    INTERNET = "b", _("Internet para aprender")
    COMPUTERS = "c", _("Computadoras para aprender")
    ADAPTED = "d", _("Infraestructura y materiales adaptados para la discapacidad")
    WATER = "e", _("Agua básica")
    SANITATION = "f", _("Saneamiento básico separado por sexo")
    HANDWASHING = "g", _("Lavado de manos básico")

    def seen(self, met, unknown) -> "ComponentSeen":
        """This component as a check stored it."""
        if self in unknown:
            return ComponentSeen(self, "none", _("Sin dato"))
        return ComponentSeen(self, "done", _("Sí")) if self in met else ComponentSeen(self, "risk", _("No"))


@dataclass(frozen=True)
class ComponentSeen:
    """One SDG component of one check, in words and as a shape."""

    component: SdgComponent
    tone: str
    words: str

    @property
    def letter(self) -> str:
        return self.component.value

    @property
    def label(self) -> str:
        return self.component.label


# The option every item offers beside its own.
NOT_APPLICABLE = "na"
# What an answer is worth, as a shape; None is «no aplica».
VALUE_TONES = {2: "done", 1: "progress", 0: "risk", None: "off"}


class ImportState(models.TextChoices):
    PREVIEWED = "previewed", _("Por confirmar")
    CONFIRMED = "confirmed", _("Confirmada")

    @property
    def tone(self):
        return "done" if self == ImportState.CONFIRMED else "open"
