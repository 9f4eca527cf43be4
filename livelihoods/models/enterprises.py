from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.tenancy.speech import written_day
from livelihoods.enums import EnterpriseKind, EnterpriseState
from livelihoods.models.groups import ClosableQuerySet
from livelihoods.models.words import Word


class EnterpriseQuerySet(ClosableQuerySet):
    since_field = "opened_date"

    def earning(self):
        """Those that are to earn: without resource centres."""
        return self.exclude(kind=EnterpriseKind.RESOURCE_CENTRE)


class Enterprise(TenantModel):
    """What a group runs: so many greenhouses, a workshop, a resource centre. An empty quantity was not told."""

    group = TenantForeignKey("livelihoods.InitiativeGroup", models.PROTECT, db_index=False, related_name="enterprises")
    kind = models.CharField(_("qué es"), max_length=13, choices=EnterpriseKind)
    name = models.CharField(_("nombre"), max_length=120, blank=True)
    quantity = models.PositiveSmallIntegerField(_("cuántos"), null=True, blank=True, default=1)
    grant = TenantForeignKey(
        "livelihoods.Grant", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("con qué donación")
    )
    opened_date = models.DateField(_("se abrió el"))
    closed_date = models.DateField(_("ya no funciona desde"), null=True, editable=False)
    closed_because = models.CharField(_("por qué se cierra"), max_length=300, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(EnterpriseQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="livelihoods_enterprise_quantity", condition=Q(quantity=None) | Q(quantity__gt=0)
            ),
            models.CheckConstraint(
                name="livelihoods_enterprise_closed",
                condition=Q(closed_date=None, closed_at=None, closed_because="")
                | Q(closed_date__gte=F("opened_date"), closed_at__isnull=False) & ~Q(closed_because=""),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "group"], name="livelihoods_enterprise_of")]

    def __str__(self):
        return self.name or str(self.get_kind_display())

    def get_absolute_url(self):
        return reverse("livelihoods:enterprise_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_date is not None

    @property
    def earns(self) -> bool:
        return EnterpriseKind(self.kind).is_enterprise

    @property
    def status(self) -> EnterpriseState:
        return EnterpriseState.CLOSED if self.is_closed else EnterpriseState.OPEN


class EnterpriseChange(TenantModel):
    """What was written of an enterprise before a correction; never changed nor taken away."""

    enterprise = TenantForeignKey(Enterprise, models.PROTECT, db_index=False, related_name="changes")
    old_kind = models.CharField(max_length=13, choices=EnterpriseKind)
    old_name = models.CharField(max_length=120, blank=True)
    old_quantity = models.PositiveSmallIntegerField(null=True)
    old_opened_date = models.DateField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["ugel", "enterprise", "changed_at"], name="livelihoods_change_of")]

    def __str__(self):
        return f"{self.enterprise_id} · {written_day(self.changed_at)}"


class FamiliesCount(Word):
    """How many families an enterprise gave work to, as known on a day; the latest day is what holds.

    A count, never names. Empty: somebody looked, and it was not known.
    """

    enterprise = TenantForeignKey(Enterprise, models.PROTECT, db_index=False, related_name="families")
    day = models.DateField(_("al día"))
    families = models.PositiveIntegerField(_("familias con trabajo"), null=True, blank=True)

    class Meta(Word.Meta):
        constraints = [
            *Word.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "enterprise", "day"],
                condition=Q(struck_at=None),
                name="livelihoods_families_once_a_day",
            ),
        ]

    def __str__(self):
        return f"{written_day(self.day)} · {'—' if self.families is None else self.families}"
