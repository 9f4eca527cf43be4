from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import SCHOOL_ROLES, STAFF_ROLES
from core.accounts.models import Membership
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from core.tenancy.scope import current_ugel_id
from guardians.enums import GuardianState, TieKind


class Code(TenantModel):
    """A version of the UGEL's code of conduct; a trigger refuses every change, for people signed these very words."""

    number = models.PositiveSmallIntegerField(_("versión"))
    text = models.TextField(_("código de conducta"), max_length=6000)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    published_at = models.DateTimeField(_("publicado el"), default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "number"], name="guardians_code_number"),
            models.CheckConstraint(name="guardians_code_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return str(_("Código de conducta, versión %(n)s") % {"n": self.number})


def speakers_for_others():
    """Roles of people here who speak for the UGEL or for a school, and so for no community."""
    return Membership.objects.active().filter(ugel=current_ugel_id(), role__in=STAFF_ROLES | SCHOOL_ROLES)


class GuardianQuerySet(models.QuerySet):
    """As of a day; `ended_date` is the first day on which the person is no guardian any more."""

    def on(self, day: date):
        return self.still_open(day).filter(from_date__lte=day)

    def still_open(self, day: date):
        """In force on a day, or later."""
        last = Q(to_date=None) | Q(to_date__gte=day)
        return self.filter(last, ended_date=None)

    def ran_out(self, day: date):
        """Over by their date, and nobody wrote it down."""
        return self.filter(ended_date=None, to_date__lt=day)

    def independent(self):
        """Without those who were given a function in the UGEL or at a school since they were accepted."""
        return self.exclude(user__in=speakers_for_others().values("user"))

    def with_state(self, day: date):
        """`state` as of a day, for lists and pages alike."""
        return self.annotate(
            state=Case(
                When(ended_date__isnull=False, then=Value(GuardianState.ENDED.value)),
                When(to_date__lt=day, then=Value(GuardianState.ENDED.value)),
                When(from_date__gt=day, then=Value(GuardianState.COMING.value)),
                default=Value(GuardianState.ACTIVE.value),
                output_field=models.CharField(),
            )
        )


class Guardian(TenantModel):
    """A person the UGEL accepted to watch deliveries, from day to day, with the code of conduct they signed.

    Which schools is in `watches`; what it opens for them are rows of `schools.SchoolStaff`, kept by
    `services.watching`. A person is accepted once at a time.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("persona"))
    code = TenantForeignKey(Code, models.PROTECT, related_name="+")
    signed_date = models.DateField(_("firmó el código el"))
    scan = TenantForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    from_date = models.DateField(_("desde"))
    to_date = models.DateField(_("hasta"), null=True, blank=True)
    ended_date = models.DateField(_("dejó de serlo el"), null=True, editable=False)
    end_reason = models.CharField(_("por qué termina"), max_length=300, blank=True, editable=False)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    accepted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(GuardianQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(
                fields=["ugel", "user"], condition=Q(ended_date=None), name="guardians_guardian_once_at_a_time"
            ),
            models.CheckConstraint(
                name="guardians_guardian_dates",
                condition=(Q(to_date=None) | Q(to_date__gte=F("from_date")))
                & (Q(ended_date=None) | Q(ended_date__gte=F("from_date"))),
                violation_error_message=_("El fin no puede ser anterior al inicio. Revise las dos fechas."),
            ),
            models.CheckConstraint(
                name="guardians_guardian_end_says_why", condition=Q(ended_date=None, end_reason="") | ~Q(end_reason="")
            ),
        ]

    def __str__(self):
        return self.user.full_name

    def get_absolute_url(self):
        return reverse("guardians:guardian_detail", args=[self.pk])

    @property
    def status(self) -> GuardianState:
        """What they are on the day `with_state` asked for."""
        return GuardianState(self.state)


class Watch(TenantModel):
    """A school a guardian was accepted for, or a territory, and then all its schools, also those that come later."""

    guardian = TenantForeignKey(Guardian, models.CASCADE, db_index=False, related_name="watches")
    school = TenantForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="+")
    territory = models.ForeignKey("schools.Territory", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "guardian", "school"], name="guardians_watch_school"),
            models.UniqueConstraint(fields=["ugel", "guardian", "territory"], name="guardians_watch_territory"),
            models.CheckConstraint(
                name="guardians_watch_one_place",
                condition=Q(school__isnull=False, territory__isnull=True)
                | Q(school__isnull=True, territory__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.school) if self.school else self.territory.name_and_kind


class TieQuerySet(models.QuerySet):
    def standing(self):
        """Those nobody declared over."""
        return self.filter(ended_date=None)


class Tie(TenantModel):
    """What binds a guardian to a partner: while it stands they witness nothing that this partner promised."""

    guardian = TenantForeignKey(Guardian, models.CASCADE, db_index=False, related_name="ties")
    partner = TenantForeignKey("partners.Partner", models.PROTECT, related_name="+", verbose_name=_("aliado"))
    kind = models.CharField(_("qué lo une"), max_length=6, choices=TieKind)
    detail = models.CharField(_("detalle"), max_length=200, blank=True)
    declared_date = models.DateField(_("declarado el"), default=timezone.localdate)
    ended_date = models.DateField(_("terminó el"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    objects = TenantManager.from_queryset(TieQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(
                fields=["ugel", "guardian", "partner", "kind"],
                condition=Q(ended_date=None),
                name="guardians_tie_once",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.partner}"
