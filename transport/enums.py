"""What carries pupils, with which papers, in which direction, and what became of a leg on a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VehicleKind(models.TextChoices):
    BUS = "bus", _("Ómnibus o minibús")
    VAN = "van", _("Camioneta o combi")
    BOAT = "boat", _("Bote o lancha")
    BICYCLES = "bicycles", _("Bicicletas")

    @property
    def has_papers(self) -> bool:
        return self != VehicleKind.BICYCLES


class PaperKind(models.TextChoices):
    """Documents of a vehicle; a licence is the driver's."""

    SOAT = "soat", _("SOAT")
    CAT = "cat", _("CAT de la AFOCAT")
    CITV = "citv", _("Inspección técnica (CITV)")
    PERMIT = "permit", _("Autorización municipal")
    BOAT = "boat", _("Certificado de la nave")


class LicenceClass(models.TextChoices):
    """Classes in their order, each allowing what the one before does; a boat's is of another family."""

    A_I = "A-I", _("A-I")
    A_IIA = "A-IIa", _("A-IIa")
    A_IIB = "A-IIb", _("A-IIb")
    A_IIIA = "A-IIIa", _("A-IIIa")
    A_IIIB = "A-IIIb", _("A-IIIb")
    A_IIIC = "A-IIIc", _("A-IIIc")
    BOAT = "boat", _("Patrón o motorista de nave")


class Equipment(models.TextChoices):
    """What a vehicle that carries pupils has on board."""

    BELTS = "belts", _("Cinturón en todos los asientos")
    FIXED_SEATS = "fixed_seats", _("Asientos fijos, no plegables")
    FLOOR = "floor", _("Piso antideslizante")
    DOORS = "doors", _("Puertas seguras para niños")
    EXTINGUISHER = "extinguisher", _("Extintor")
    FIRST_AID = "first_aid", _("Botiquín")
    TRIANGLE = "triangle", _("Triángulo o cono")
    VESTS = "vests", _("Chaleco salvavidas para cada uno")


class PaperState(models.TextChoices):
    """How one thing that makes a vehicle safe stands on a day."""

    IN_FORCE = "in_force", _("En regla")
    EXPIRING = "expiring", _("Por vencer")
    EXPIRED = "expired", _("Vencido")
    WRONG = "wrong", _("No corresponde")
    MISSING = "missing", _("Sin dato")

    @property
    def tone(self):
        return PAPER_TONES[self]


class SafetyState(models.TextChoices):
    """What the papers, the vehicle and the driver say together."""

    SAFE = "safe", _("Segura")
    EXPIRING = "expiring", _("Segura, un documento por vencer")
    UNKNOWN = "unknown", _("Faltan datos")
    UNSAFE = "unsafe", _("No es segura")
    NO_VEHICLE = "no_vehicle", _("Sin vehículo")

    @property
    def tone(self):
        return SAFETY_TONES[self]


class Direction(models.TextChoices):
    ENTRADA = "entrada", _("Entrada")
    SALIDA = "salida", _("Salida")


class Said(models.TextChoices):
    """What became of a leg on a day, in the word of who saw it."""

    CAME = "came", _("Vino")
    LATE = "late", _("Vino tarde")
    ABSENT = "absent", _("No vino")
    NO_CLASS = "no_class", _("No hubo clase")

    @property
    def tone(self):
        return SAID_TONES[self]

    @property
    def letter(self) -> str:
        """As the month's sheet writes it."""
        return LETTERS[self]


class RouteState(models.TextChoices):
    COMING = "coming", _("Por empezar")
    RUNNING = "running", _("En marcha")
    OVER = "over", _("Terminada")

    @property
    def tone(self):
        return {RouteState.COMING: "open", RouteState.RUNNING: "done"}.get(self, "off")


PAPER_TONES = {
    PaperState.IN_FORCE: "done",
    PaperState.EXPIRING: "risk",
    PaperState.EXPIRED: "broken",
    PaperState.WRONG: "broken",
    PaperState.MISSING: "none",
}
SAFETY_TONES = {
    SafetyState.SAFE: "done",
    SafetyState.EXPIRING: "risk",
    SafetyState.UNKNOWN: "none",
    SafetyState.UNSAFE: "broken",
    SafetyState.NO_VEHICLE: "open",
}
SAID_TONES = {Said.CAME: "done", Said.LATE: "risk", Said.ABSENT: "broken", Said.NO_CLASS: "off"}
LETTERS = {Said.CAME: "V", Said.LATE: "T", Said.ABSENT: "N", Said.NO_CLASS: "S"}
