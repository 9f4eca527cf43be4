from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day
from livelihoods.enums import GroupState, MemberRole
from livelihoods.models.words import Word


class ClosableQuerySet(models.QuerySet):
    """Things that begin on `since_field` and end on the first day they no longer are."""

    since_field = ""

    def open(self):
        return self.filter(closed_date=None)

    def in_force(self, day: date, at: datetime):
        """Begun by that day and not closed on it, as far as was told by the moment."""
        gone = Q(closed_date__lte=day, closed_at__lte=at)
        begun = {f"{self.since_field}__lte": day, "created_at__lte": at}
        return self.filter(Q(closed_date=None) | ~gone, **begun)


class GroupQuerySet(ClosableQuerySet):
    since_field = "formed_date"


class InitiativeGroup(TenantModel):
    """The people of a village who run enterprises so that its children stay in school. A village has one that lives.

    `village` is a village or populated centre of the registry; `closed_date` is the first day without the group.
    """

    village = models.ForeignKey("schools.Territory", models.PROTECT, related_name="+", verbose_name=_("aldea o centro"))
    formed_date = models.DateField(_("se formó el"))
    notes = models.TextField(_("notas"), max_length=1000, blank=True)
    closed_date = models.DateField(_("ya no funciona desde"), null=True, editable=False)
    closed_because = models.CharField(_("por qué se cierra"), max_length=300, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(GroupQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "village"], condition=Q(closed_date=None), name="livelihoods_group_one_a_village"
            ),
            models.CheckConstraint(
                name="livelihoods_group_closed",
                condition=Q(closed_date=None, closed_at=None, closed_because="")
                | Q(closed_date__gte=F("formed_date"), closed_at__isnull=False) & ~Q(closed_because=""),
            ),
        ]

    def __str__(self):
        return str(_("Grupo de %(village)s")) % {"village": self.village.name.title()}

    def get_absolute_url(self):
        return reverse("livelihoods:group_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_date is not None

    @property
    def status(self) -> GroupState:
        """What it is where `selectors.with_state` asked."""
        return GroupState(self.state)


class GroupMemberQuerySet(models.QuerySet):
    def on(self, day: date | None = None):
        """Who is in it on a day (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)


class GroupMember(TenantModel):
    """A grown-up of a group, from day to day. Minors have no row: volunteer children are a count (`Watch`).

    Personal data: no region reads this table.
    """

    group = TenantForeignKey(InitiativeGroup, models.PROTECT, db_index=False, related_name="members")
    name = models.CharField(_("nombres y apellidos"), max_length=120)
    role = models.CharField(_("en el grupo"), max_length=11, choices=MemberRole, default=MemberRole.MEMBER)
    phone = PhoneNumberField(_("celular"), blank=True, default="")
    from_date = models.DateField(_("desde"), default=timezone.localdate)
    to_date = models.DateField(_("hasta"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("por qué deja el grupo"), max_length=300, blank=True, editable=False)

    objects = TenantManager.from_queryset(GroupMemberQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.CheckConstraint(
                name="livelihoods_member_ended",
                condition=Q(to_date=None, end_reason="") | Q(to_date__gte=F("from_date")) & ~Q(end_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "group"], name="livelihoods_member_of")]

    def __str__(self):
        return self.name

    @property
    def is_former(self) -> bool:
        return self.to_date is not None


class Grant(Word):
    """What a partner gave a group to begin with, in the UGEL's currency; an amount nobody told is empty."""

    group = TenantForeignKey(InitiativeGroup, models.PROTECT, db_index=False, related_name="grants")
    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("quién lo dio"))
    amount = models.DecimalField(_("monto"), max_digits=14, decimal_places=2, null=True, blank=True)
    awarded_date = models.DateField(_("se dio el"))
    purpose = models.CharField(_("para qué"), max_length=200)

    class Meta(Word.Meta):
        constraints = [
            *Word.Meta.constraints,
            models.CheckConstraint(name="livelihoods_grant_amount", condition=Q(amount=None) | Q(amount__gt=0)),
        ]
        indexes = [models.Index(fields=["ugel", "group", "awarded_date"], name="livelihoods_grant_of")]

    def __str__(self):
        return f"{self.partner} · {written_day(self.awarded_date)}"
