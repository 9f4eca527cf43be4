from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.keys import new_salt
from core.documents.enums import DocumentState
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day
from networks.enums import MeetingState


class MeetingQuerySet(models.QuerySet):
    def with_state(self):
        """`state` as of today, and `has_acta`: one with a number is in force."""
        came = Attendance.objects.standing().filter(meeting=OuterRef("pk"))
        acta = Acta.objects.current().filter(meeting=OuterRef("pk"))
        return self.annotate(is_held=Exists(came), has_acta=Exists(acta)).annotate(
            state=Case(
                When(~Q(cancelled_because=""), then=Value(MeetingState.CANCELLED.value)),
                When(is_held=True, then=Value(MeetingState.HELD.value)),
                When(meeting_date__lt=timezone.localdate(), then=Value(MeetingState.UNTOLD.value)),
                default=Value(MeetingState.CALLED.value),
                output_field=CharField(),
            )
        )

    def ahead(self):
        """Called, and still to come."""
        return self.filter(cancelled_because="", meeting_date__gte=timezone.localdate())

    def met(self, at: datetime):
        """To which people came, as far as was told by the moment."""
        return self.filter(Exists(Attendance.objects.standing(at).filter(meeting=OuterRef("pk"))))

    def held(self):
        return self.with_state().filter(is_held=True)

    def without_acta(self):
        """Held, and no acta has a number."""
        return self.held().filter(has_acta=False)


class Meeting(TenantModel):
    """One meeting of a network; `moves` counts how often its day, hour or place changed after it was called."""

    network = TenantForeignKey("networks.Network", models.PROTECT, db_index=False, related_name="meetings")
    meeting_date = models.DateField(_("fecha"))
    start_time = models.TimeField(_("hora"), null=True, blank=True)
    place = models.CharField(_("lugar"), max_length=160)
    agenda = models.TextField(_("agenda"), max_length=1500, blank=True)
    notes = models.TextField(_("lo que se trató"), max_length=3000, blank=True)
    moves = models.PositiveSmallIntegerField(default=0, editable=False)
    cancelled_because = models.CharField(_("por qué se anula"), max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(MeetingQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [*TenantModel.Meta.constraints]
        indexes = [
            models.Index(fields=["ugel", "network", "-meeting_date"], name="networks_meeting_of"),
            models.Index(fields=["ugel", "-meeting_date"], name="networks_meeting_by_date"),
        ]

    def __str__(self):
        return f"{self.network} · {written_day(self.meeting_date)}"

    def get_absolute_url(self):
        return reverse("networks:meeting_detail", args=[self.pk])

    @property
    def is_past(self) -> bool:
        return self.meeting_date < timezone.localdate()

    @property
    def is_ahead(self) -> bool:
        """Its day is still to come: nothing is noted of it yet."""
        return self.meeting_date > timezone.localdate()

    @property
    def is_cancelled(self) -> bool:
        return bool(self.cancelled_because)

    @property
    def status(self) -> MeetingState:
        """What it is where `with_state` asked."""
        return MeetingState(self.state)


class AttendanceQuerySet(models.QuerySet):
    def standing(self, at: datetime | None = None):
        """Without those struck because they did not come; as far as was told by the moment, where one is given."""
        if at is None:
            return self.filter(struck_at=None)
        return self.filter(Q(struck_at=None) | Q(struck_at__gt=at), noted_at__lte=at)


class Attendance(TenantModel):
    """Who came to a meeting, for which institution and with which post; guests are no member's."""

    meeting = TenantForeignKey(Meeting, models.PROTECT, related_name="attendances")
    member = TenantForeignKey(
        "networks.NetworkMember", models.PROTECT, null=True, blank=True, db_index=False, related_name="attendances"
    )
    name = models.CharField(_("nombres y apellidos"), max_length=120)
    institution = models.CharField(_("institución"), max_length=160)
    post = models.CharField(_("cargo"), max_length=120, blank=True)
    noted_at = models.DateTimeField(default=timezone.now, editable=False)
    struck_at = models.DateTimeField(null=True, editable=False)
    struck_because = models.CharField(_("por qué se quita"), max_length=300, blank=True, editable=False)

    objects = TenantManager.from_queryset(AttendanceQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "meeting", "member"], condition=Q(struck_at=None), name="networks_member_came_once"
            ),
            models.CheckConstraint(
                name="networks_attendance_struck",
                condition=Q(struck_at=None, struck_because="") | Q(struck_at__isnull=False) & ~Q(struck_because=""),
            ),
        ]

    def __str__(self):
        return self.name


class Call(TenantModel):
    """A member called to a meeting, behind a link of their own with the agenda and the date for their calendar."""

    meeting = TenantForeignKey(Meeting, models.PROTECT, related_name="calls")
    member = TenantForeignKey("networks.NetworkMember", models.PROTECT, db_index=False, related_name="calls")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    called_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "meeting", "member"], name="networks_called_once"),
        ]

    def __str__(self):
        return f"{self.meeting_id} · {self.member_id}"


class ActaQuerySet(models.QuerySet):
    def current(self):
        """Those whose paper no later one replaced."""
        return self.filter(document__state=DocumentState.ISSUED)


class Acta(TenantModel):
    """The paper of a meeting; what it says is frozen in the paper. `told_sha256` tells whether the meeting changed."""

    meeting = TenantForeignKey(Meeting, models.PROTECT, related_name="actas")
    document = TenantForeignKey("documents.Document", models.PROTECT, db_index=False, related_name="+")
    told_sha256 = models.CharField(max_length=64)

    objects = TenantManager.from_queryset(ActaQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "document"], name="networks_acta_document_once"),
        ]

    def __str__(self):
        return str(self.document)
