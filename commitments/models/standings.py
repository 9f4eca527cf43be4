from django.db import models
from django.utils import timezone

from commitments.enums import InstalmentState
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from core.tenancy.speech import written_day


class Standing(TenantModel):
    """How an instalment stood from a moment on: written beside its cached columns and never changed.

    A report reads the last one before its cut-off. Of a date nobody spoke of there is none. `is_live` says whether the
    promise was agreed and not over.
    """

    instalment = TenantForeignKey(
        "commitments.Instalment", models.CASCADE, db_index=False, related_name="standings", editable=False
    )
    state = models.CharField(max_length=10, choices=InstalmentState)
    delivered_quantity = models.DecimalField(max_digits=12, decimal_places=2)
    verified_quantity = models.DecimalField(max_digits=12, decimal_places=2)
    is_live = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [*TenantModel.Meta.constraints]
        indexes = [models.Index(fields=["ugel", "instalment", "-at", "-id"], name="commitments_standing_last")]

    def __str__(self):
        return f"{self.get_state_display()} {written_day(self.at)}"
