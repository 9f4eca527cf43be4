import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day


def new_feed_salt() -> str:
    return secrets.token_hex(16)


class CalendarFeed(TenantModel):
    """A secret address at which one person's calendar program reads the dates they may see here.

    Its letters follow from SECRET_KEY and `salt` and are kept nowhere, as with a partner's link.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    salt = models.CharField(max_length=32, default=new_feed_salt, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = TenantManager()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(
                fields=["ugel", "user"], condition=models.Q(revoked_at=None), name="commitments_feed_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.user} · {written_day(self.made_at)}"
