"""What a report says and did not count: figures that some paper printed, and the programme it tells of."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.ui.numbers import NBSP, written
from reports.enums import FigureUnit


class StatedQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(struck_at=None)

    def of_days(self, first: date, last: date):
        """What stands and speaks of at least one of these days."""
        return self.standing().filter(period_start__lte=last, period_end__gte=first)


class Stated(TenantModel):
    """Something told of a period; taken away it stays readable and can be put back."""

    period_start = models.DateField(_("desde"))
    period_end = models.DateField(_("hasta"))
    struck_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TenantManager.from_queryset(StatedQuerySet)()

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="reports_%(class)s_runs_forward", condition=Q(period_end__gte=F("period_start"))
            ),
        ]

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None


class ReportedFigure(Stated):
    """What a deck or paper printed without rows behind it: shown apart from what is counted, never added to it.

    `indicator` is the code of the figure that counts the same, where there is one. An empty value is unknown.
    """

    indicator = models.CharField(_("cifra del sistema que cuenta lo mismo"), max_length=80, blank=True)
    label = models.CharField(_("qué dice"), max_length=160)
    place = models.CharField(_("de qué lugar"), max_length=120, blank=True)
    unit = models.CharField(_("en qué se dice"), max_length=7, choices=FigureUnit, default=FigureUnit.PERCENT)
    value = models.DecimalField(_("valor"), max_digits=14, decimal_places=2, null=True, blank=True)
    printed = models.CharField(_("tal como está impreso"), max_length=60, blank=True)
    source = models.CharField(_("fuente"), max_length=200)
    note = models.TextField(_("nota"), max_length=600, blank=True)

    class Meta(Stated.Meta):
        indexes = [models.Index(fields=["ugel", "period_end"], name="reports_reported_by_end")]

    def __str__(self):
        return self.label

    @property
    def in_words(self) -> str:
        """As printed, or as the UGEL writes the value; empty where the paper gives no number."""
        if self.printed or self.value is None:
            return self.printed
        return f"{written(self.value)}{NBSP}%" if self.unit == FigureUnit.PERCENT else written(self.value)


class Programme(Stated):
    """A programme or project whose results a report tells: its name and who pays for it, on the cover."""

    name = models.CharField(_("nombre del programa"), max_length=160)
    other_funders = models.CharField(_("otros que lo financian"), max_length=200, blank=True)

    def __str__(self):
        return self.name


class ProgrammeFunder(TenantModel):
    """A partner of the registry that pays for a programme."""

    programme = TenantForeignKey(Programme, models.CASCADE, db_index=False, related_name="funders")
    partner = TenantForeignKey("partners.Partner", models.PROTECT, db_index=False, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "programme", "partner"], name="reports_funder_once"),
        ]

    def __str__(self):
        return str(self.partner)
