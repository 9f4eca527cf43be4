from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import ENDINGS, FULFILLED_STATES, LIVE_STATES, CommitmentState, Promiser
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from needs.enums import Category


class CommitmentQuerySet(models.QuerySet):
    def live(self):
        """Agreed and not over."""
        return self.filter(state__in=LIVE_STATES)

    def proposed(self):
        return self.filter(state=CommitmentState.PROPOSED)

    def fulfilled(self):
        return self.filter(state__in=FULFILLED_STATES)

    def disputed(self):
        return self.filter(state=CommitmentState.OBSERVED)

    def overdue(self, today=None):
        """A date passed and nobody said «se entregó»; never stored, because it changes at midnight."""
        return self.live().filter(next_due_date__lt=today or timezone.localdate())

    def of_partner(self, partner):
        return self.filter(partner=partner)

    def in_group_of(self, commitment):
        """Every line of the promise this one belongs to, of the same partner."""
        return self.filter(group_number=commitment.group_number, partner=commitment.partner_id)

    def of_schools(self, school_ids):
        return self.filter(school_id__in=school_ids)

    def with_names(self):
        return self.select_related("partner", "school__district", "territory")


class Commitment(TenantModel):
    """One promise for one school, or for a territory and then in no school indicator.

    `state`, the delivered and verified quantities and `next_due_date` are cached: `rule.judge` says them, and only
    `services/standing.py` writes them. Lines of one promise for several schools share `group_number`, the number of
    the first. `tolerance_percent` is the UGEL's setting when the promise was made. `valuation` is for the whole
    quantity, in the UGEL's currency; unknown when empty.
    """

    number = models.PositiveIntegerField(_("número"))
    group_number = models.PositiveIntegerField(_("promesa"))
    promiser = models.CharField(_("quién promete"), max_length=8, choices=Promiser, default=Promiser.PARTNER)
    partner = TenantForeignKey(
        "partners.Partner", models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("aliado")
    )
    school = TenantForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("escuela")
    )
    territory = models.ForeignKey(
        "schools.Territory", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("territorio")
    )
    what = models.CharField(_("qué promete"), max_length=200)
    category = models.CharField(_("para qué"), max_length=12, choices=Category)
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("unidad"), max_length=40)
    valuation = models.DecimalField(_("valor estimado"), max_digits=14, decimal_places=2, null=True, blank=True)
    valuation_basis = models.CharField(_("cómo se estimó el valor"), max_length=160, blank=True)
    strategy = models.CharField(max_length=40, blank=True)
    origin_text = models.CharField(_("de dónde viene"), max_length=160, blank=True)

    version = models.PositiveSmallIntegerField(default=1)
    confirmed_version = models.PositiveSmallIntegerField(null=True, blank=True)
    first_confirmed_at = models.DateTimeField(_("confirmado el"), null=True, blank=True)
    approval_due_date = models.DateField(_("responde hasta el"), null=True, blank=True)
    started_at = models.DateTimeField(_("empezado el"), null=True, blank=True)
    ending = models.CharField(
        max_length=12, blank=True, choices=[(state.value, state.label) for state in CommitmentState if state in ENDINGS]
    )
    ending_reason = models.CharField(_("motivo"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("terminado el"), null=True, blank=True)

    state = models.CharField(
        _("estado"), max_length=12, choices=CommitmentState, default=CommitmentState.PROPOSED, editable=False
    )
    delivered_quantity = models.DecimalField(max_digits=12, decimal_places=2, default=0, editable=False)
    verified_quantity = models.DecimalField(max_digits=12, decimal_places=2, default=0, editable=False)
    next_due_date = models.DateField(_("próxima fecha"), null=True, editable=False)
    tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2, default=10, editable=False)

    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién lo sigue en la UGEL")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("registrado el"), default=timezone.now)

    objects = TenantManager.from_queryset(CommitmentQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "number"], name="commitments_number"),
            models.CheckConstraint(
                name="commitments_school_or_territory",
                condition=Q(school__isnull=False, territory__isnull=True)
                | Q(school__isnull=True, territory__isnull=False),
            ),
            models.CheckConstraint(
                name="commitments_promiser_is_somebody",
                condition=Q(promiser=Promiser.PARTNER, partner__isnull=False)
                | Q(promiser=Promiser.UGEL, partner__isnull=True)
                | Q(promiser__in=[Promiser.SCHOOL, Promiser.APAFA], partner__isnull=True, school__isnull=False),
            ),
            models.CheckConstraint(name="commitments_quantity_positive", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="commitments_valuation_has_basis",
                condition=Q(valuation__isnull=True) | Q(valuation__gte=0) & ~Q(valuation_basis=""),
            ),
            models.CheckConstraint(
                name="commitments_ending_says_why",
                condition=Q(ending="")
                | Q(ended_at__isnull=False) & (Q(ending=CommitmentState.CLOSED) | ~Q(ending_reason="")),
            ),
            models.CheckConstraint(
                name="commitments_state_follows_ending",
                condition=Q(ending="") & ~Q(state__in=ENDINGS) | Q(state=models.F("ending")),
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "state", "next_due_date", "number"], name="commitments_by_state_and_date"),
            models.Index(fields=["ugel", "school", "state"], name="commitments_by_school"),
            # The list's order, so that its first page reads no more than itself.
            models.Index(
                "ugel",
                models.F("ended_at").asc(nulls_first=True),
                "next_due_date",
                "number",
                name="commitments_open_first",
            ),
            models.Index(
                fields=["ugel", "partner", "next_due_date", "number"],
                name="commitments_open_by_partner",
                condition=Q(ended_at=None),
            ),
            models.Index(fields=["ugel", "partner", "state"], name="commitments_by_partner"),
            models.Index(fields=["ugel", "group_number"], name="commitments_by_group"),
        ]

    def __str__(self):
        return f"N.º {self.number} · {self.what}"

    def get_absolute_url(self):
        return reverse("commitments:commitment_detail", args=[self.pk])

    @property
    def status(self):
        """The state as the member with its tone and label."""
        return CommitmentState(self.state)

    @property
    def is_live(self):
        return self.status.is_live

    @property
    def is_confirmed(self):
        """Does the promiser's yes hold for what is promised now?"""
        return self.confirmed_version == self.version

    @property
    def is_overdue(self):
        return self.is_live and self.next_due_date is not None and self.next_due_date < timezone.localdate()

    @property
    def promiser_name(self):
        """Who promised, as one says it: the partner, the UGEL, the school, its APAFA."""
        if self.promiser == Promiser.PARTNER:
            return str(self.partner)
        named = {
            Promiser.UGEL: _("La UGEL"),
            Promiser.SCHOOL: self.school,
            Promiser.APAFA: _("APAFA de %(school)s") % {"school": self.school},
        }
        return str(named[Promiser(self.promiser)])

    @property
    def waits_for_date(self):
        """The date it still waits for; an ended promise waits for none."""
        return None if self.ending else self.next_due_date

    @property
    def dates(self):
        """Its due dates in order; free where `instalments` are prefetched."""
        return sorted(one.due_date for one in self.instalments.all())

    @property
    def place(self):
        """The school or territory it is for."""
        return self.school or self.territory


class CommitmentCounter(TenantModel):
    """The last number given to a promise of this UGEL."""

    last_number = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel"], name="commitments_counter_once"),
        ]

    def __str__(self):
        return str(self.last_number)
