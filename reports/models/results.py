from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from core.strategies.indicators import Kind
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from core.ui.numbers import percent_decimals, share


class IndicatorResult(TenantModel):
    """A computed figure with everything that decided it, and its members one by one.

    Of a report, or (report empty) the latest of its period.
    """

    report = TenantForeignKey("reports.Report", models.CASCADE, null=True, related_name="results")
    code = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)
    period_start = models.DateField()
    period_end = models.DateField()
    cut_off = models.DateTimeField()
    # Unknown is NULL, never zero; fractions only where sums are compared.
    numerator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    numerator_ids = ArrayField(models.BigIntegerField(), default=list)
    denominator_ids = ArrayField(models.BigIntegerField(), default=list)
    apart = models.JSONField(default=dict)
    # Of sums: [id, numerator] or [id, numerator, denominator] of every member, to add up again.
    amounts = models.JSONField(default=list)
    settings = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    ambito_id = models.BigIntegerField(null=True)
    padron_cut = models.DateField(null=True)
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "report", "code", "period_start", "period_end"],
                name="reports_result_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.numerator}/{self.denominator}"

    @property
    def percent(self):
        """Whole percent, rounded half up from the counts; None when there is nothing to divide by."""
        return share(self.numerator, self.denominator, percent_decimals()) if Kind(self.kind).has_percent else None


def plain(value: Decimal | None) -> int | float | None:
    """A count as the integer it is."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
