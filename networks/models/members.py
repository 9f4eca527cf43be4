from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day
from networks.enums import MemberRole, Sector


class NetworkMemberQuerySet(models.QuerySet):
    def on(self, day: date | None = None):
        """Who is in it on a day (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)

    def still_open(self):
        return self.filter(to_date=None)


class NetworkMember(TenantModel):
    """Somebody in a network from day to day: a partner's contact, somebody who signs in here, or a name written down.

    `school` is the school they speak for, as its director or for its community. `email` and `phone` are of who is
    known nowhere else. Personal data: no region reads this table.
    """

    network = TenantForeignKey("networks.Network", models.PROTECT, related_name="members")
    contact = TenantForeignKey("partners.Contact", models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    school = TenantForeignKey(
        "schools.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("habla por la escuela"),
    )
    name = models.CharField(_("nombres y apellidos"), max_length=120)
    institution = models.CharField(_("institución"), max_length=160)
    post = models.CharField(_("cargo"), max_length=120, blank=True)
    phone = PhoneNumberField(_("celular"), blank=True, default="")
    email = models.EmailField(_("correo electrónico"), blank=True)
    role = models.CharField(_("en la red es"), max_length=9, choices=MemberRole, default=MemberRole.TITULAR)
    sector = models.CharField(_("sector"), max_length=12, choices=Sector)
    from_date = models.DateField(_("desde"), default=timezone.localdate)
    to_date = models.DateField(_("hasta"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("por qué deja la red"), max_length=300, blank=True, editable=False)

    objects = TenantManager.from_queryset(NetworkMemberQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(
                fields=["ugel", "network", "contact"], condition=Q(to_date=None), name="networks_member_contact_once"
            ),
            models.UniqueConstraint(
                fields=["ugel", "network", "user"], condition=Q(to_date=None), name="networks_member_user_once"
            ),
            models.CheckConstraint(name="networks_member_one_record", condition=Q(contact=None) | Q(user=None)),
            models.CheckConstraint(
                name="networks_member_ended",
                condition=Q(to_date=None, end_reason="") | Q(to_date__gte=F("from_date")) & ~Q(end_reason=""),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name_and_post(self):
        return f"{self.name}, {self.post}" if self.post else self.name

    @property
    def speaks_for(self) -> str:
        """The school they speak for, where their institution does not say it already."""
        return self.school.name if self.school and self.school.name != self.institution else ""

    @property
    def is_former(self) -> bool:
        return self.to_date is not None

    @property
    def role_label(self):
        return MemberRole(self.role).label

    @property
    def sector_label(self):
        return Sector(self.sector).label


class CoordinationQuerySet(models.QuerySet):
    def on(self, day: date, at: datetime | None = None):
        """In office on a day, as far as was told by the moment (now)."""
        at = at or timezone.now()
        over = Q(until_date__lte=day, ended_at__lte=at)
        return self.filter(Q(until_date=None) | ~over, since_date__lte=day, recorded_at__lte=at)


class Coordination(TenantModel):
    """Who coordinated a network since when; `until_date` is the first day on which somebody else did, or nobody."""

    network = TenantForeignKey("networks.Network", models.PROTECT, db_index=False, related_name="coordinations")
    member = TenantForeignKey(NetworkMember, models.PROTECT, db_index=False, related_name="coordinations")
    since_date = models.DateField(_("desde"))
    until_date = models.DateField(_("hasta"), null=True)
    reason = models.CharField(_("por qué cambia"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(CoordinationQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "network"], condition=Q(until_date=None), name="networks_coordination_one_at_a_time"
            ),
            models.CheckConstraint(
                name="networks_coordination_dates",
                condition=Q(until_date=None, ended_at=None)
                | Q(until_date__gte=F("since_date"), ended_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "network", "-since_date"], name="networks_coordination_of")]

    def __str__(self):
        return f"{self.member_id} · {written_day(self.since_date)}"
