from django.conf import settings
from django.db import models
from django.utils import timezone

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel


class NeedCover(TenantModel):
    """This promise answers that need, of the same school; several promises may answer one need."""

    commitment = TenantForeignKey("commitments.Commitment", models.CASCADE, db_index=False, related_name="covers")
    need = TenantForeignKey("needs.Need", models.PROTECT, related_name="covers")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "commitment", "need"], name="commitments_cover_once"),
        ]

    def __str__(self):
        return f"{self.commitment_id} → {self.need_id}"
