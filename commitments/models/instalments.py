from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import LIVE_STATES, InstalmentState
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.tenancy.speech import written_day


class InstalmentQuerySet(models.QuerySet):
    def waiting_for_second_word(self):
        """Somebody said that something came; nobody of another party said so yet."""
        return self.filter(
            state__in=[InstalmentState.DELIVERED, InstalmentState.PARTLY],
            verified_quantity__lt=models.F("delivered_quantity"),
            commitment__state__in=LIVE_STATES,
        )

    def disputed(self):
        return self.filter(state=InstalmentState.DISPUTED, commitment__state__in=LIVE_STATES)

    def untouched(self):
        """Nobody said or showed anything of these: their date and quantity may still change."""
        return self.filter(attestations=None, evidence=None)

    def of_month(self, month):
        """Those due in the month of a date."""
        return self.filter(due_date__year=month.year, due_date__month=month.month)

    def in_order(self):
        return self.order_by("due_date", "position")


class Instalment(TenantModel):
    """What is due of a promise on one date; its state and quantities are cached like the promise's.

    `position` keeps two instalments of one day apart. Every date it had is in `reschedules`.
    """

    commitment = TenantForeignKey("commitments.Commitment", models.CASCADE, db_index=False, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    due_date = models.DateField(_("fecha"))
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2)
    state = models.CharField(
        _("estado"), max_length=10, choices=InstalmentState, default=InstalmentState.EXPECTED, editable=False
    )
    delivered_quantity = models.DecimalField(max_digits=12, decimal_places=2, default=0, editable=False)
    verified_quantity = models.DecimalField(max_digits=12, decimal_places=2, default=0, editable=False)
    verified_at = models.DateTimeField(_("verificada el"), null=True, editable=False)

    objects = TenantManager.from_queryset(InstalmentQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "commitment", "position"], name="commitments_instalment_position"),
            models.CheckConstraint(name="commitments_instalment_positive", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="commitments_verified_has_time",
                condition=Q(state=InstalmentState.VERIFIED, verified_at__isnull=False)
                | ~Q(state=InstalmentState.VERIFIED) & Q(verified_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "due_date"], name="commitments_instalment_due"),
            models.Index(fields=["ugel", "state"], name="commitments_instalment_state"),
        ]

    def __str__(self):
        return written_day(self.due_date)

    @property
    def status(self):
        return InstalmentState(self.state)

    @property
    def is_past(self):
        return self.due_date < timezone.localdate()


class Reschedule(TenantModel):
    """A date an instalment had, and why it moved."""

    instalment = TenantForeignKey(Instalment, models.CASCADE, related_name="reschedules")
    old_date = models.DateField(_("fecha anterior"))
    new_date = models.DateField(_("fecha nueva"))
    reason = models.CharField(_("motivo"), max_length=300)
    asked_by = models.CharField(_("quién lo pidió"), max_length=120)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="commitments_reschedule_moves", condition=~Q(old_date=models.F("new_date")) & ~Q(reason="")
            ),
        ]

    def __str__(self):
        return f"{written_day(self.old_date)} → {written_day(self.new_date)}"
