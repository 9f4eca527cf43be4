from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import TenantModel, tenant_constraints


class GuidePutAway(TenantModel):
    """Somebody who does not want the first steps on their home any more; the steps stay at their own address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="+")
    at = models.DateTimeField(_("guardados el"), auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "user"], name="home_guide_put_away_once"),
        ]

    def __str__(self):
        return str(self.user)
