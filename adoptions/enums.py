"""How a school came to the list or not, how an adoption stands on a day, and what is done on a work day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from needs.enums import Category


class Standing(models.TextChoices):
    """What became of a school of the ámbito when the list was frozen."""

    CHOSEN = "chosen", _("En la lista")
    SKIPPED = "skipped", _("Saltada, con su motivo")
    BELOW = "below", _("Después de la última")
    UNSCORED = "unscored", _("Sin pedido por atender")


class Closing(models.TextChoices):
    """How an adoption ended; the school is free again either way."""

    RETURNED = "returned", _("Devuelta antes de su fecha")
    LAPSED = "lapsed", _("Venció")


class AdoptionState(models.TextChoices):
    """What the dates say today, and whether another term follows; never stored."""

    COMING = "coming", _("Por empezar")
    ACTIVE = "active", _("Vigente")
    LAPSING = "lapsing", _("Por vencer")
    LAPSED = "lapsed", _("Vencida")
    RENEWED = "renewed", _("Renovada")
    RETURNED = "returned", _("Devuelta")

    @property
    def tone(self):
        return TONES[self]


class SchoolState(models.TextChoices):
    """How a school stands in the pool."""

    ADOPTED = "adopted", _("Adoptada")
    LAPSING = "lapsing", _("Por vencer")
    FREE = "free", _("Libre")

    @property
    def tone(self):
        return SCHOOL_TONES[self]


class Work(models.TextChoices):
    WALLS = "walls", _("Pintado de paredes")
    DESKS = "desks", _("Pintado de carpetas")
    GARDENS = "gardens", _("Mantenimiento de jardines")
    REPAIRS = "repairs", _("Reparaciones")

    @property
    def category(self) -> Category:
        """What it answers to, among the kinds of needs and promises."""
        return Category.FURNITURE if self == Work.DESKS else Category.PREMISES


TONES = {
    AdoptionState.COMING: "open",
    AdoptionState.ACTIVE: "done",
    AdoptionState.LAPSING: "risk",
    AdoptionState.LAPSED: "broken",
    AdoptionState.RENEWED: "done",
    AdoptionState.RETURNED: "off",
}
SCHOOL_TONES = {SchoolState.ADOPTED: "done", SchoolState.LAPSING: "risk", SchoolState.FREE: "open"}
