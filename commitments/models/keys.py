import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day


def new_salt() -> str:
    return secrets.token_hex(16)


class PartnerKeyQuerySet(models.QuerySet):
    def opening(self, now=None):
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())


class PartnerKey(TenantModel):
    """A link with which one person of a partner answers some promises, without an account.

    Its letters follow from SECRET_KEY and `salt` and are kept nowhere: the UGEL can show the link again, a stolen
    table cannot.
    """

    contact = TenantForeignKey("partners.Contact", models.PROTECT, db_index=False, related_name="keys")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    issued_at = models.DateTimeField(_("entregado el"), default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    expires_at = models.DateTimeField(_("vence el"))
    revoked_at = models.DateTimeField(_("anulado el"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = TenantManager.from_queryset(PartnerKeyQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.CheckConstraint(name="commitments_key_expires_later", condition=Q(expires_at__gt=F("issued_at"))),
        ]
        indexes = [models.Index(fields=["ugel", "contact", "-issued_at"], name="commitments_key_of_contact")]

    def __str__(self):
        return f"{self.contact} · {written_day(self.issued_at)}"

    @property
    def opens(self):
        return self.revoked_at is None and self.expires_at > timezone.now()


class KeyPromise(TenantModel):
    """A promise that a link opens; all others do not exist for whoever holds it."""

    key = TenantForeignKey(PartnerKey, models.CASCADE, db_index=False, related_name="promises")
    commitment = TenantForeignKey("commitments.Commitment", models.CASCADE, related_name="keys")

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "key", "commitment"], name="commitments_key_opens_once"),
        ]

    def __str__(self):
        return f"{self.key_id} → {self.commitment_id}"
