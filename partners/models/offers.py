from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from needs.enums import Category


class OfferQuerySet(models.QuerySet):
    def open(self, day=None):
        """What may still be asked for on a day (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), is_active=True, from_date__lte=day)


class Offer(TenantModel):
    """What a partner says it can give, in the categories of needs; no promise yet.

    Without quantity it is not known how much; without territory it holds wherever the partner works.
    """

    partner = TenantForeignKey("partners.Partner", models.CASCADE, db_index=False, related_name="offers")
    category = models.CharField(_("para qué sirve"), max_length=12, choices=Category)
    description = models.CharField(_("qué puede dar"), max_length=200)
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unidad"), max_length=40, blank=True)
    territory = models.ForeignKey(
        "schools.Territory", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dónde")
    )
    from_date = models.DateField(_("desde"), default=timezone.localdate)
    to_date = models.DateField(_("hasta"), null=True, blank=True)
    is_active = models.BooleanField(_("vigente"), default=True)

    objects = TenantManager.from_queryset(OfferQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="partners_offer_quantity",
                condition=Q(quantity=None) | Q(quantity__gt=0) & ~Q(unit=""),
                violation_error_message=_("Escriba cantidad y unidad, las dos, o deje la cantidad en blanco."),
            ),
            models.CheckConstraint(
                name="partners_offer_dates",
                condition=Q(to_date=None) | Q(to_date__gte=models.F("from_date")),
                violation_error_message=_("La fecha final no puede ser anterior a la inicial."),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "partner"], name="partners_offer_by_partner"),
            models.Index(fields=["ugel", "category"], name="partners_offer_by_category"),
        ]

    def __str__(self):
        return self.description

    @property
    def is_open(self):
        today = timezone.localdate()
        return self.is_active and self.from_date <= today and (self.to_date is None or self.to_date >= today)
