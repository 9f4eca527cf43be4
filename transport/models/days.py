from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from transport.enums import Said
from transport.models.routes import Leg

SAID_RIGHT = Q(said=Said.LATE, late_minutes__gte=1, late_minutes__lte=600) | ~Q(said=Said.LATE) & Q(late_minutes=None)


class LegDay(TenantModel):
    """What became of one leg on one day: one row, whoever says it first; a leg-day without a row is unknown.

    `pupils` had a seat when it was first said. `version` counts the words; those before are in `earlier`.
    """

    leg = TenantForeignKey(Leg, models.PROTECT, db_index=False, related_name="days")
    day = models.DateField(_("día"))
    said = models.CharField(_("qué pasó"), max_length=8, choices=Said)
    late_minutes = models.PositiveSmallIntegerField(_("minutos tarde"), null=True, blank=True)
    pupils = models.PositiveSmallIntegerField(_("estudiantes con asiento"))
    note = models.CharField(_("qué más pasó"), max_length=200, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    objects = TenantManager()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "leg", "day"], name="transport_legday_once"),
            models.CheckConstraint(name="transport_legday_said", condition=SAID_RIGHT),
        ]
        indexes = [models.Index(fields=["ugel", "day"], name="transport_legday_by_day")]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("transport:day_detail", args=[self.pk])

    @property
    def status(self) -> Said:
        return Said(self.said)

    @property
    def words(self) -> str:
        return said_words(self.said, self.late_minutes)

    @property
    def code(self) -> str:
        """As the month's sheet writes it: V, T15, N, S."""
        return f"{self.status.letter}{self.late_minutes or ''}"


class EarlierWord(TenantModel):
    """What was said of a leg-day before somebody corrected it; a trigger keeps it as it was."""

    leg_day = TenantForeignKey(LegDay, models.CASCADE, db_index=False, related_name="earlier")
    version = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=8, choices=Said)
    late_minutes = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    said_at = models.DateTimeField()

    objects = TenantManager()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "leg_day", "version"], name="transport_earlier_once"),
        ]

    def __str__(self):
        return said_words(self.said, self.late_minutes)

    @property
    def status(self) -> Said:
        return Said(self.said)

    @property
    def words(self) -> str:
        return str(self)


def said_words(said: str, late_minutes: int | None) -> str:
    if said == Said.LATE:
        return str(_("Vino %(n)s min tarde") % {"n": late_minutes})
    return str(Said(said).label)
