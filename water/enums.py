"""Where a school's water comes from, whether there was water on a day, and what a sample says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    NETWORK = "network", _("Red pública")
    STANDPIPE = "standpipe", _("Pilón")
    TANKER = "tanker", _("Camión cisterna")
    WELL_COVERED = "covered", _("Pozo protegido")
    WELL_OPEN = "open", _("Pozo sin protección")
    SPRING = "spring", _("Manantial protegido")
    RIVER = "river", _("Río, acequia o manantial sin protección")
    NONE = "none", _("No tiene")

    @property
    def is_improved(self) -> bool:
        """As the JMP counts it; delivered water is improved since 2017."""
        return self not in (Source.WELL_OPEN, Source.RIVER, Source.NONE)

    @property
    def refills(self) -> bool:
        """Does it fill the tank by itself, so that what is left cannot be told from what was brought?"""
        return self not in (Source.TANKER, Source.NONE)


class HadWater(models.TextChoices):
    """Of one day, as the school tells it; a day nobody told has no row."""

    YES = "yes", _("Hubo agua")
    PARTLY = "partly", _("Parte del día")
    NO = "no", _("No hubo agua")

    @property
    def tone(self):
        return {HadWater.YES: "done", HadWater.PARTLY: "risk", HadWater.NO: "broken"}[self]


class Fitness(models.TextChoices):
    """What DS 031-2010-SA makes of one sample."""

    FIT = "fit", _("Conforme")
    HIGH = "high", _("Cloro alto: revise la dosis")
    LOW = "low", _("Cloro bajo")
    UNFIT = "unfit", _("No apta")
    INCOMPLETE = "part", _("Falta cloro o turbiedad")

    @property
    def tone(self):
        return FITNESS_TONES[self]


class MonthFitness(models.TextChoices):
    """What the month's samples of a school say together."""

    FIT = "fit", _("Conforme")
    UNFIT = "unfit", _("No conforme")
    UNKNOWN = "unknown", _("Sin dato")

    @property
    def tone(self):
        return {MonthFitness.FIT: "done", MonthFitness.UNFIT: "broken", MonthFitness.UNKNOWN: "none"}[self]


class Reading(models.TextChoices):
    """How a school stands today, the most pressing thing first."""

    DRY = "dry", _("Sin agua hoy")
    UNFIT = "unfit", _("Última muestra no apta")
    ENDING = "ending", _("Se acaba pronto")
    PARTLY = "partly", _("Parte del día")
    WET = "wet", _("Con agua hoy")
    UNTOLD = "untold", _("Hoy nadie avisó")
    NO_CLASS = "noclass", _("Hoy no hay clases")

    @property
    def tone(self):
        return READING_TONES[self]


FITNESS_TONES = {
    Fitness.FIT: "done",
    Fitness.HIGH: "progress",
    Fitness.LOW: "risk",
    Fitness.UNFIT: "broken",
    Fitness.INCOMPLETE: "none",
}
READING_TONES = {
    Reading.DRY: "broken",
    Reading.UNFIT: "broken",
    Reading.ENDING: "risk",
    Reading.PARTLY: "risk",
    Reading.WET: "done",
    Reading.UNTOLD: "none",
    Reading.NO_CLASS: "off",
}
