from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, DateField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.strategies.settings import expression
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from networks.enums import NetworkState, Recognition
from networks.models.meetings import Attendance
from networks.models.members import Coordination

OWNER = "networks.Network"
ACTIVE_DAYS = "networks.active_days"


class NetworkQuerySet(models.QuerySet):
    """State by dates, as of a day and as it was known at a moment."""

    def open(self):
        return self.filter(closed_date=None)

    def in_force(self, day: date, at: datetime):
        """Founded by that day and not closed on it, as far as was told by the moment."""
        gone = Q(closed_date__lte=day, closed_at__lte=at)
        return self.filter(Q(closed_date=None) | ~gone, founded_date__lte=day, created_at__lte=at)

    def with_signs(self, day: date, at: datetime):
        """`is_coordinated` and `has_met`: somebody coordinates it, and people came within the UGEL's `active_days`."""
        leads = Coordination.objects.on(day, at).filter(network=OuterRef("pk"))
        since = ExpressionWrapper(expression(ACTIVE_DAYS) * Value(timedelta(days=1)), output_field=DurationField())
        age = ExpressionWrapper(
            Value(day, output_field=DateField()) - F("meeting__meeting_date"), output_field=DurationField()
        )
        came = Attendance.objects.standing(at).filter(meeting__network=OuterRef("pk"), meeting__meeting_date__lte=day)
        return self.annotate(is_coordinated=Exists(leads), has_met=Exists(came.alias(age=age).filter(age__lt=since)))

    def active(self, day: date, at: datetime):
        """In force, with a coordinator, and people came to a meeting not long ago."""
        return self.in_force(day, at).with_signs(day, at).filter(is_coordinated=True, has_met=True)

    def with_state(self, day: date | None = None, at: datetime | None = None):
        """`state` as of a day (today), for lists and pages alike."""
        day, at = day or timezone.localdate(), at or timezone.now()
        return self.with_signs(day, at).annotate(
            state=Case(
                When(closed_date__lte=day, then=Value(NetworkState.CLOSED.value)),
                When(is_coordinated=False, then=Value(NetworkState.LEADERLESS.value)),
                When(has_met=False, then=Value(NetworkState.SLEEPING.value)),
                default=Value(NetworkState.ACTIVE.value),
                output_field=models.CharField(),
            )
        )


class Network(TenantModel):
    """The local network of a district: institutions that meet for its schools. A district has one that is not closed.

    `closed_date` is the first day on which it is no longer.
    """

    territory = models.ForeignKey("schools.Territory", models.PROTECT, related_name="+", verbose_name=_("distrito"))
    name = models.CharField(_("nombre de la red"), max_length=120)
    search_name = models.CharField(max_length=240, editable=False)
    founded_date = models.DateField(_("se formó el"))
    recognised_by = models.CharField(_("con qué se reconoció"), max_length=10, choices=Recognition, blank=True)
    recognised_number = models.CharField(_("número del documento"), max_length=80, blank=True)
    recognised_date = models.DateField(_("fecha del documento"), null=True, blank=True)
    file = TenantForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    notes = models.TextField(_("notas"), max_length=1000, blank=True)
    closed_date = models.DateField(_("ya no funciona desde"), null=True, editable=False)
    closed_because = models.CharField(_("por qué se cierra"), max_length=300, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(NetworkQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "territory"],
                condition=Q(closed_date=None),
                name="networks_network_one_a_district",
            ),
            models.CheckConstraint(
                name="networks_network_recognised",
                condition=Q(recognised_by="", recognised_number="", recognised_date=None)
                | ~Q(recognised_by="") & Q(recognised_date__isnull=False),
                violation_error_message=_(
                    "Diga qué documento reconoce a la red y de qué fecha es, o deje los tres en blanco."
                ),
            ),
            models.CheckConstraint(
                name="networks_network_closed",
                condition=Q(closed_date=None, closed_at=None, closed_because="")
                | Q(closed_date__gte=F("founded_date"), closed_at__isnull=False) & ~Q(closed_because=""),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("networks:network_detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_date is not None

    @property
    def status(self) -> NetworkState:
        """What it is on the day `with_state` asked for."""
        return NetworkState(self.state)
