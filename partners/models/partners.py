from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from partners.enums import PartnerKind, PartnerState, Sector


class PartnerQuerySet(models.QuerySet):
    def current(self):
        """Those one may ask for something today."""
        return self.filter(is_active=True)

    def not_merged(self):
        return self.filter(merged_into=None)


class Partner(TenantModel):
    """An organisation that can promise something: known to one UGEL, by a name no other of its partners has."""

    name = models.CharField(_("nombre"), max_length=160)
    short_name = models.CharField(_("nombre corto o siglas"), max_length=40, blank=True)
    search_name = models.CharField(max_length=320, editable=False)
    search_short_name = models.CharField(max_length=80, editable=False, blank=True)
    kind = models.CharField(_("tipo"), max_length=20, choices=PartnerKind)
    sector = models.CharField(_("en qué apoya sobre todo"), max_length=5, choices=Sector, blank=True)
    ruc = models.CharField(_("RUC"), max_length=14, blank=True)
    siaf = models.CharField(_("código SIAF"), max_length=6, blank=True)
    address = models.CharField(_("dirección"), max_length=200, blank=True)
    notes = models.TextField(_("notas"), max_length=2000, blank=True)
    is_active = models.BooleanField(_("activo"), default=True)
    merged_into = TenantForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_partners")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TenantManager.from_queryset(PartnerQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "search_name"], name="partners_partner_name"),
            models.UniqueConstraint(fields=["ugel", "ruc"], condition=~Q(ruc=""), name="partners_partner_ruc"),
            models.CheckConstraint(
                name="partners_partner_ruc_digits", condition=Q(ruc="") | Q(ruc__regex=r"^([0-9]{11}|[0-9]{14})$")
            ),
            models.CheckConstraint(
                name="partners_partner_merged_rests",
                condition=Q(merged_into=None) | Q(is_active=False) & ~Q(merged_into=models.F("id")),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "kind"], name="partners_partner_by_kind")]

    def __str__(self):
        return self.short_name or self.name

    @property
    def full_name(self) -> str:
        """The whole name with its short form, for lists where two short ones could be taken for each other."""
        return f"{self.name} ({self.short_name})" if self.short_name else self.name

    def get_absolute_url(self):
        return reverse("partners:partner_detail", args=[self.pk])

    @property
    def kind_member(self):
        return PartnerKind(self.kind)

    @property
    def status(self):
        if self.merged_into_id:
            return PartnerState.MERGED
        return PartnerState.ACTIVE if self.is_active else PartnerState.INACTIVE


class PartnerTerritory(TenantModel):
    """Where a partner works: a district, a province, a populated centre."""

    partner = TenantForeignKey(Partner, models.CASCADE, db_index=False, related_name="territories")
    territory = models.ForeignKey("schools.Territory", models.PROTECT, related_name="+", verbose_name=_("territorio"))

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "partner", "territory"], name="partners_territory_once"),
        ]

    def __str__(self):
        return str(self.territory)
