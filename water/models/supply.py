from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from core.tenancy.speech import written_day
from water.enums import Source
from water.models.kept import KeptRow


class Supply(TenantModel):
    """Where a school's drinking water comes from and how much it can keep; unknown capacity is empty."""

    school = TenantForeignKey("schools.School", models.CASCADE, db_index=False, related_name="+")
    source = models.CharField(_("fuente principal del agua para beber"), max_length=9, choices=Source)
    other_sources = models.CharField(_("otras fuentes"), max_length=160, blank=True)
    tank_litres = models.PositiveIntegerField(_("litros que caben en los tanques"), null=True, blank=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "school"], name="water_supply_once"),
        ]

    def __str__(self):
        return str(self.get_source_display())

    @property
    def is_improved(self):
        return Source(self.source).is_improved

    @property
    def refills(self):
        return Source(self.source).refills


class Tanker(TenantModel):
    """A tanker lorry of a partner with its sanitary authorisation (DS 031-2010-SA, Annex V)."""

    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("aliado"))
    plate = models.CharField(_("placa"), max_length=12)
    authorisation = models.CharField(_("autorización sanitaria"), max_length=60)
    valid_to = models.DateField(_("vence el"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "plate"], name="water_tanker_plate"),
        ]
        indexes = [models.Index(fields=["ugel", "valid_to"], name="water_tanker_by_end")]

    def __str__(self):
        return f"{self.plate} · {self.partner}"

    def get_absolute_url(self):
        return reverse("water:tanker_edit", args=[self.pk])


class Delivery(KeptRow):
    """Litres that came to a school on a day; the promise they answer is the instalment's."""

    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="+")
    day = models.DateField(_("día"))
    litres = models.PositiveIntegerField(_("litros"))
    partner = TenantForeignKey("partners.Partner", models.PROTECT, null=True, blank=True, related_name="+")
    tanker = TenantForeignKey(Tanker, models.PROTECT, null=True, blank=True, related_name="deliveries")
    instalment = TenantForeignKey("commitments.Instalment", models.PROTECT, null=True, blank=True, related_name="+")
    is_authorised = models.BooleanField(_("cisterna con autorización vigente ese día"), null=True)
    replaces = TenantForeignKey("self", models.PROTECT, null=True, editable=False, related_name="replaced_by")

    class Meta(KeptRow.Meta):
        abstract = False
        constraints = [
            *KeptRow.Meta.constraints,
            models.CheckConstraint(name="water_delivery_litres", condition=Q(litres__gt=0)),
            models.UniqueConstraint(
                fields=["ugel", "instalment"],
                name="water_delivery_of_instalment",
                condition=Q(instalment__isnull=False, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="water_delivery_authorised_tanker", condition=Q(tanker=None) | Q(is_authorised__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["ugel", "school", "day"], name="water_delivery_by_school")]

    def __str__(self):
        return f"{written_day(self.day)} · {self.litres} L"
