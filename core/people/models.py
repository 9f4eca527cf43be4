from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day


class Contact(TenantModel):
    """How one UGEL calls a person; another UGEL may know another number."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="contacts")
    phone = PhoneNumberField(_("celular"))

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "user"], name="people_contact_once"),
        ]
        indexes = [models.Index(fields=["ugel", "phone"], name="people_contact_by_phone")]

    def __str__(self):
        return f"{self.user} · {self.phone}"


class CardSheetQuerySet(models.QuerySet):
    def over(self, now=None):
        """Sheets whose codes may no longer be taken from here."""
        now = now or timezone.now()
        return self.exclude(file_key="", sealed_codes=None).filter(
            models.Q(fetched_at__lt=now - CardSheet.AFTER_FETCH) | models.Q(asked_at__lt=now - CardSheet.UNFETCHED)
        )


class CardSheet(TenantModel):
    """Many cards being printed: the PDF waits encrypted for the one who asked, and for a short time."""

    AFTER_FETCH = timedelta(minutes=15)
    UNFETCHED = timedelta(hours=24)

    user_ids = models.JSONField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    sealed_codes = models.BinaryField(null=True)
    file_key = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField(_("tarjetas"), default=0)
    fetched_at = models.DateTimeField(_("descargada el"), null=True, blank=True)

    objects = TenantManager.from_queryset(CardSheetQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = tenant_constraints(region=False)

    def __str__(self):
        return f"{self.count} · {written_day(self.asked_at)}"

    def is_over(self, now=None):
        """Whether the codes are gone for good."""
        now = now or timezone.now()
        ends = self.fetched_at + self.AFTER_FETCH if self.fetched_at else self.asked_at + self.UNFETCHED
        return now > ends
