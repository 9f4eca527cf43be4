from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliances.enums import ValuationBasis
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel


class ResourceQuerySet(models.QuerySet):
    def standing(self):
        """Without what was written down by mistake."""
        return self.filter(struck_because="")


class Resource(TenantModel):
    """What the text of an alliance puts on the table, in money or in kind, and what of it was spent.

    In the UGEL's currency; a value says how it was estimated, and without one it is not known (IATI 13 and 4).
    What was promised and delivered under the alliance stands with its commitments (IATI 11 and 1).
    """

    alliance = TenantForeignKey("alliances.Alliance", models.CASCADE, db_index=False, related_name="resources")
    what = models.CharField(_("qué se pone"), max_length=200)
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unidad"), max_length=40, blank=True)
    pledged = models.DecimalField(_("cuánto vale"), max_digits=14, decimal_places=2, null=True, blank=True)
    basis = models.CharField(_("cómo se sabe"), max_length=9, choices=ValuationBasis, blank=True)
    spent = models.DecimalField(_("gastado hasta hoy"), max_digits=14, decimal_places=2, null=True, blank=True)
    spent_source = models.CharField(_("según qué documento"), max_length=160, blank=True)
    struck_because = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(ResourceQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="alliances_resource_value_has_basis",
                condition=Q(pledged=None) | Q(pledged__gte=0) & ~Q(basis=""),
                violation_error_message=_("Diga cómo se sabe cuánto vale."),
            ),
            models.CheckConstraint(
                name="alliances_resource_spent_has_source",
                condition=Q(spent=None) | Q(spent__gte=0) & ~Q(spent_source=""),
                violation_error_message=_("Diga según qué documento se gastó."),
            ),
            models.CheckConstraint(
                name="alliances_resource_quantity",
                condition=Q(quantity=None) | Q(quantity__gt=0) & ~Q(unit=""),
                violation_error_message=_("Escriba cantidad y unidad, las dos, o deje la cantidad en blanco."),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "alliance"], name="alliances_resource_of")]

    def __str__(self):
        return self.what
