from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Borrador")
    REVIEWED = "reviewed", _("Revisado")
    ISSUED = "issued", _("Emitido")

    @property
    def tone(self):
        return TONES[self]


TONES = {ReportState.DRAFT: "open", ReportState.REVIEWED: "progress", ReportState.ISSUED: "done"}

TRANSITIONS = {
    ReportState.DRAFT: {ReportState.REVIEWED},
    ReportState.REVIEWED: {ReportState.DRAFT, ReportState.ISSUED},
    ReportState.ISSUED: set(),
}


class Chapter(models.TextChoices):
    """The five chapters, in the order of the authority's own deck."""

    PROBLEMS = "problems", _("Problemática")
    OBJECTIVES = "objectives", _("Objetivos")
    STRATEGIES = "strategies", _("Estrategias y acciones")
    ACHIEVEMENTS = "achievements", _("Logros")
    LESSONS = "lessons", _("Lecciones aprendidas")


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"

    @property
    def content_type(self):
        return CONTENT_TYPES[self]


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Part(models.TextChoices):
    """Where a school stands in a figure."""

    IN = "in", _("Cumple")
    OUT = "out", _("No cumple")
    APART = "apart", _("Aparte")

    @property
    def tone(self):
        return {Part.IN: "done", Part.OUT: "risk", Part.APART: "none"}[self]


class FigureUnit(models.TextChoices):
    """What a printed figure is told in."""

    PERCENT = "percent", _("Porcentaje")
    COUNT = "count", _("Cuenta")
