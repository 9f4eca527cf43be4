from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel


class TargetListQuerySet(models.QuerySet):
    def frozen(self):
        return self.exclude(frozen_at=None)

    def in_force(self, *, year, at):
        """Of each UGEL, the version of that year that was frozen last at a moment."""
        frozen = self.filter(year=year, frozen_at__lte=at)
        return frozen.order_by("ugel_id", "-version").distinct("ugel_id")


class TargetList(TenantModel):
    """The ámbito of a year: the schools its percentages are computed over, frozen with a resolution."""

    year = models.PositiveSmallIntegerField(_("año"))
    version = models.PositiveSmallIntegerField(_("versión"))
    resolution = models.CharField(_("resolución"), max_length=160, blank=True)
    padron_cut = models.DateField(_("corte del padrón"), null=True, blank=True)
    padron_schools = models.PositiveIntegerField(_("escuelas activas en el padrón"), default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField(_("congelado el"), null=True, blank=True)

    objects = TenantManager.from_queryset(TargetListQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "year", "version"], name="schools_targetlist_version"),
            models.UniqueConstraint(
                fields=["ugel", "year"], condition=Q(frozen_at=None), name="schools_targetlist_one_draft"
            ),
            models.CheckConstraint(
                name="schools_targetlist_frozen_by_resolution", condition=Q(frozen_at=None) | ~Q(resolution="")
            ),
        ]

    def __str__(self):
        return f"{self.year} · v{self.version}"

    @property
    def is_frozen(self):
        return self.frozen_at is not None


class TargetSchool(TenantModel):
    """A school the rule proposed or a person considered; in or out, and why where the two differ."""

    target_list = TenantForeignKey(TargetList, models.CASCADE, db_index=False, related_name="entries")
    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="targets")
    is_proposed = models.BooleanField(_("cumple la regla"))
    is_included = models.BooleanField(_("en el ámbito"))
    reason = models.CharField(_("motivo"), max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "target_list", "school"], name="schools_targetschool_once"),
            models.CheckConstraint(
                name="schools_targetschool_exception_has_reason",
                condition=Q(is_included=F("is_proposed")) | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "school"], name="schools_target_by_school")]

    def __str__(self):
        return str(self.school)
