from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliances.enums import CallState, OfferState
from commitments.models.keys import new_salt
from commitments.models.links import CommitmentLink
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints


class CallQuerySet(models.QuerySet):
    def open(self, day=None):
        """Those a partner may still answer on a day (today)."""
        return self.filter(closed_at=None, until__gte=day or timezone.localdate())


class Call(TenantModel):
    """What schools need, published to partners until a day; each answers by their own link what they could give."""

    title = models.CharField(_("título"), max_length=140)
    text = models.TextField(_("qué se pide"), max_length=1000, blank=True)
    until = models.DateField(_("se responde hasta"))
    closed_at = models.DateTimeField(null=True, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(CallQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [*TenantModel.Meta.constraints]
        indexes = [models.Index(fields=["ugel", "-created_at"], name="alliances_call_list")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("alliances:call_detail", args=[self.pk])

    @property
    def state(self) -> CallState:
        """It follows from its last day, and from whoever closed it before."""
        if self.closed_at:
            return CallState.CLOSED
        return CallState.OPEN if timezone.localdate() <= self.until else CallState.OVER


class CallNeed(TenantModel):
    """One need of a call, and how much of it is asked; without quantity it is not known how much."""

    call = TenantForeignKey(Call, models.CASCADE, db_index=False, related_name="needs")
    need = TenantForeignKey("needs.Need", models.PROTECT, related_name="+")
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unidad"), max_length=40)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "call", "need"], name="alliances_call_need_once"),
            models.CheckConstraint(name="alliances_call_need_quantity", condition=Q(quantity=None) | Q(quantity__gt=0)),
        ]

    def __str__(self):
        return str(self.need)


class CalledContact(TenantModel):
    """One person of a partner who was asked, behind a link of their own."""

    call = TenantForeignKey(Call, models.CASCADE, db_index=False, related_name="called")
    contact = TenantForeignKey("partners.Contact", models.PROTECT, related_name="+")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "call", "contact"], name="alliances_called_once"),
        ]

    def __str__(self):
        return str(self.contact)


class Offered(TenantModel):
    """What a partner says it could give for one need of a call; the last word counts until the UGEL answered it."""

    call_need = TenantForeignKey(CallNeed, models.CASCADE, db_index=False, related_name="offers")
    called = TenantForeignKey(CalledContact, models.PROTECT, related_name="offers")
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2)
    due_date = models.DateField(_("para cuándo"))
    words = models.CharField(_("en sus palabras"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OFFERED)
    offered_at = models.DateTimeField(default=timezone.now)
    accepted_quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    reply = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "call_need", "called"], name="alliances_offered_once"),
            models.CheckConstraint(name="alliances_offered_quantity", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="alliances_offered_accepted",
                # NULL > 0 is unknown, and what is unknown passes a CHECK.
                condition=Q(state=OfferState.ACCEPTED, accepted_quantity__isnull=False, accepted_quantity__gt=0)
                | ~Q(state=OfferState.ACCEPTED) & Q(accepted_quantity=None),
            ),
        ]

    def __str__(self):
        return f"{self.called} → {self.call_need}"

    @property
    def shown_state(self) -> OfferState:
        return OfferState(self.state)

    @property
    def promise(self):
        """The commitment it became, None before it is accepted."""
        return next((link.commitment for link in self.links.all()), None)


class OfferedCommitment(CommitmentLink):
    """The promise an accepted offer became."""

    offered = TenantForeignKey(Offered, models.PROTECT, related_name="links")

    class Meta(CommitmentLink.Meta):
        abstract = False

    def __str__(self):
        return f"{self.offered_id} → {self.commitment_id}"

    @property
    def origin(self):
        return str(self.offered.call_need.call)

    @property
    def origin_url(self):
        return self.offered.call_need.call.get_absolute_url()
