from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments import rule
from commitments.enums import Outcome, Party, Promiser, Ruling, VouchedBy
from commitments.models.spoken import Spoken, spoken_constraints
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints


class AttestationQuerySet(models.QuerySet):
    def standing(self):
        """Each person's latest word on each instalment."""
        return self.filter(replaced_at=None)

    def counting(self):
        """Of those, the ones no ruling set aside."""
        return self.standing().filter(counted_quantity__isnull=False)


class Attestation(Spoken):
    """One statement: this person saw so much of this instalment.

    `quantity` is the whole amount seen for the instalment, not what was added since the last word. `counted_quantity`
    is what the rule reads: the same until a ruling lowers it, empty once a ruling set the statement aside.
    `of_month` marks words given for a month at once: a word on the day itself stands over them.
    """

    commitment = TenantForeignKey("commitments.Commitment", models.CASCADE, db_index=False, related_name="attestations")
    instalment = TenantForeignKey("commitments.Instalment", models.PROTECT, db_index=False, related_name="attestations")
    outcome = models.CharField(_("qué pasó"), max_length=9, choices=Outcome)
    quantity = models.DecimalField(_("cantidad vista"), max_digits=12, decimal_places=2)
    counted_quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    seen_date = models.DateField(_("visto el"), default=timezone.localdate)
    note = models.CharField(_("qué vio"), max_length=300, blank=True)
    of_month = models.BooleanField(default=False)
    resolution = TenantForeignKey("commitments.Resolution", models.PROTECT, null=True, related_name="attestations")
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(AttestationQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            *spoken_constraints("commitments_attestation"),
            models.UniqueConstraint(
                fields=["ugel", "instalment", "person"],
                condition=Q(replaced_at=None),
                name="commitments_attestation_one_word",
            ),
            models.CheckConstraint(
                name="commitments_attestation_quantity",
                condition=Q(outcome=Outcome.NOT, quantity=0) | ~Q(outcome=Outcome.NOT) & Q(quantity__gt=0),
            ),
            models.CheckConstraint(
                name="commitments_attestation_counts_less",
                condition=Q(counted_quantity=models.F("quantity"))
                | Q(resolution__isnull=False)
                & (Q(counted_quantity__isnull=True) | Q(counted_quantity__lt=models.F("quantity"))),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "commitment", "instalment"], name="commitments_attestation_of")]

    def __str__(self):
        return f"{self.said_by} · {self.get_outcome_display()}"

    @property
    def is_set_aside(self):
        return self.counted_quantity is None

    def as_statement(self, promiser: Promiser) -> rule.Statement:
        """How the rule hears it: what the UGEL wrote down for somebody is the UGEL's own word until they vouch."""
        own = self.is_own_word
        return rule.Statement(
            person=self.person if own else f"user:{self.recorded_by_id}",
            party=promiser.counts(Party(self.party) if own else Party.UGEL),
            outcome=Outcome(self.outcome),
            quantity=self.counted_quantity,
            seen_date=self.seen_date,
            since=max(filter(None, (self.at, self.vouched_at, self.resolution and self.resolution.at))),
            copied_by=f"user:{self.recorded_by_id}" if self.vouched_by == VouchedBy.PAPER else "",
        )


class Resolution(TenantModel):
    """How somebody of the UGEL who was no witness ended a disagreement, and why."""

    instalment = TenantForeignKey("commitments.Instalment", models.CASCADE, related_name="resolutions")
    ruling = models.CharField(_("cómo se resuelve"), max_length=9, choices=Ruling)
    reason = models.CharField(_("motivo"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(name="commitments_resolution_says_why", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.get_ruling_display()} · {self.reason}"
