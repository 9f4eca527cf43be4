from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from core.tenancy.speech import written_day
from livelihoods.enums import Purpose
from livelihoods.models.words import Word

INCOME_DAYS = "livelihoods.income_days"


class Income(Word):
    """What an enterprise earned from one day to another, in the UGEL's currency; unknown amounts are empty.

    Where the net is known its allocations sum to it, a loss to zero: a deferred trigger holds that at the end of every
    transaction. Days of an enterprise's standing incomes do not overlap.
    """

    enterprise = TenantForeignKey("livelihoods.Enterprise", models.PROTECT, db_index=False, related_name="incomes")
    from_date = models.DateField(_("desde"))
    to_date = models.DateField(_("hasta"))
    gross = models.DecimalField(_("ventas"), max_digits=14, decimal_places=2, null=True, blank=True)
    cost = models.DecimalField(_("gastos"), max_digits=14, decimal_places=2, null=True, blank=True)
    net = models.DecimalField(_("lo que quedó"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta(Word.Meta):
        constraints = [
            *Word.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "enterprise", "from_date"],
                condition=Q(struck_at=None),
                name="livelihoods_income_once_a_period",
            ),
            models.CheckConstraint(name="livelihoods_income_days", condition=Q(to_date__gte=F("from_date"))),
            models.CheckConstraint(
                name="livelihoods_income_positive",
                condition=(Q(gross=None) | Q(gross__gte=0)) & (Q(cost=None) | Q(cost__gte=0)),
            ),
            models.CheckConstraint(
                name="livelihoods_income_net",
                condition=Q(gross=None) | Q(cost=None) | Q(net__isnull=False, net=F("gross") - F("cost")),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "to_date"], name="livelihoods_income_by_end")]

    def __str__(self):
        return f"{written_day(self.from_date)} – {written_day(self.to_date)}"


class Allocation(TenantModel):
    """A part of an income: for which community and for what. Never changed: the income is corrected whole."""

    income = TenantForeignKey(Income, models.PROTECT, db_index=False, related_name="allocations")
    village = models.ForeignKey("schools.Territory", models.PROTECT, related_name="+", verbose_name=_("comunidad"))
    purpose = models.CharField(_("para qué"), max_length=12, choices=Purpose)
    amount = models.DecimalField(_("monto"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "income", "village", "purpose"], name="livelihoods_allocation_once"
            ),
            models.CheckConstraint(name="livelihoods_allocation_amount", condition=Q(amount=None) | Q(amount__gt=0)),
        ]

    def __str__(self):
        return f"{self.village} · {self.get_purpose_display()}"
