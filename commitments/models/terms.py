from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.spoken import Spoken, spoken_constraints
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints


@dataclass(frozen=True)
class Part:
    """So much on one date."""

    due_date: date
    quantity: Decimal


class VersionQuerySet(models.QuerySet):
    def waiting(self):
        """Changes the promiser asks for and the UGEL has not answered."""
        return self.filter(number=None, refused_at=None)


class Version(TenantModel):
    """What exactly was promised, word for word; none is ever changed or deleted.

    `number` is empty while it is only a change the promiser asks for. `schedule` lists [date, quantity] pairs.
    """

    commitment = TenantForeignKey("commitments.Commitment", models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    what = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    schedule = models.JSONField()
    reason = models.CharField(_("por qué cambia"), max_length=300, blank=True)
    asked_by = models.CharField(_("quién lo pide"), max_length=120)
    asked_post = models.CharField(max_length=120, blank=True)
    contact = TenantForeignKey("partners.Contact", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(_("por qué no"), max_length=300, blank=True)

    objects = TenantManager.from_queryset(VersionQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "commitment", "number"], name="commitments_version_number"),
            models.UniqueConstraint(
                fields=["ugel", "commitment"],
                condition=Q(number=None, refused_at=None),
                name="commitments_version_one_waiting",
            ),
            models.CheckConstraint(
                name="commitments_version_refused_says_why",
                condition=Q(refused_at__isnull=True) | Q(number__isnull=True) & ~Q(refusal=""),
            ),
        ]

    def __str__(self):
        return f"v{self.number or '?'} · {self.what}"

    @property
    def parts(self) -> list[Part]:
        """The schedule as dates and quantities."""
        return [Part(date.fromisoformat(day), Decimal(quantity)) for day, quantity in self.schedule]


class Confirmation(Spoken):
    """The promiser's yes to one version; a newer version asks for a new one, this stays."""

    version = TenantForeignKey(Version, models.PROTECT, related_name="confirmations")

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            *spoken_constraints("commitments_confirmation"),
            models.UniqueConstraint(fields=["ugel", "version"], name="commitments_confirmation_once"),
        ]

    def __str__(self):
        return f"{self.said_by} · {self.version}"

    @property
    def commitment(self):
        return self.version.commitment
