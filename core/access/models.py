from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.enums import Counted, KeyEnd, KeyKind
from core.tenancy.models import TenantManager, TenantModel, Ugel, tenant_constraints


class AccessKeyQuerySet(models.QuerySet):
    def opening(self, now=None):
        """Keys that open the door: not ended, not expired, and unused where they work once."""
        unused = Q(kind=KeyKind.CARD) | Q(first_used_at=None)
        return self.filter(unused, ended_at=None, expires_at__gt=now or timezone.now())

    def holding(self, now=None):
        """Keys whose open sessions go on: a used code does not end its session, an expired card does."""
        lasting = ~Q(kind=KeyKind.CARD) | Q(expires_at__gt=now or timezone.now())
        return self.filter(lasting, ended_at=None)


class AccessKey(TenantModel):
    """A card, or a code of one use, with which one person gets into one UGEL; only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="access_keys")
    kind = models.CharField(_("tipo"), max_length=8, choices=KeyKind)
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("entregada el"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    expires_at = models.DateTimeField(_("vence el"))
    first_used_at = models.DateTimeField(_("primer uso"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("último uso"), null=True, blank=True)
    ended_at = models.DateTimeField(_("anulada el"), null=True, blank=True)
    end_reason = models.CharField(_("por qué se anuló"), max_length=12, choices=KeyEnd, blank=True)

    objects = TenantManager.from_queryset(AccessKeyQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "code_hash"], name="access_key_code"),
            models.UniqueConstraint(
                fields=["ugel", "user"], condition=Q(kind=KeyKind.CARD, ended_at=None), name="access_key_one_card"
            ),
            models.CheckConstraint(
                name="access_key_end_has_reason",
                condition=Q(ended_at=None, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
            models.CheckConstraint(name="access_key_expires_later", condition=Q(expires_at__gt=F("issued_at"))),
        ]
        indexes = [models.Index(fields=["ugel", "user", "-issued_at"], name="access_key_by_user")]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.user}"

    @property
    def is_spent(self):
        """Whether a key of one use has had it."""
        return KeyKind(self.kind).is_single_use and self.first_used_at is not None

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()


class WrongCodes(TenantModel):
    """How often wrong codes were tried lately, by code, by address and at this UGEL; outlives Redis."""

    counted = models.CharField(max_length=8, choices=Counted)
    key = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "counted", "key"], name="access_wrongcodes_once"),
        ]

    def __str__(self):
        return f"{self.get_counted_display()} · {self.count}"


class SignInPhone(models.Model):
    """A telephone one UGEL knows a person by, as a keyed hash: found before any tenant is open, read by nobody."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="+")
    ugel = models.ForeignKey(Ugel, models.CASCADE, db_index=False, related_name="+")
    phone_hash = models.CharField(max_length=64, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "ugel"], name="access_sign_in_phone_once")]

    def __str__(self):
        return f"{self.user_id} · {self.ugel_id}"
