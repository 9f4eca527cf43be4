from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.jobs import progress
from core.jobs.enums import OPEN_STATES, JobState
from core.tenancy.models import TenantManager, TenantModel


class DispatchQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN_STATES)

    def due(self, now):
        return self.filter(state=JobState.QUEUED, due_at__lte=now)

    def abandoned(self, since):
        """Taken by a worker whose heart has not beaten since `since`."""
        return self.filter(state=JobState.RUNNING, heartbeat__lt=since)


class Dispatch(models.Model):
    """What sweeper and beat see of a job across tenants: when and how it stands, never what it holds."""

    ugel = models.ForeignKey("tenancy.Ugel", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    is_periodic = models.BooleanField(default=False)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ugel", "kind", "due_at"], condition=Q(is_periodic=True), name="jobs_dispatch_one_a_slot"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], condition=Q(state__in=OPEN_STATES), name="jobs_dispatch_open"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"


class JobManager(TenantManager):
    """Reads the state along with the job: it lives on the dispatch."""

    def get_queryset(self):
        return super().get_queryset().select_related("dispatch")


class Job(TenantModel):
    """One piece of long work somebody waits for: its words, its arguments and how it ended."""

    dispatch = models.ForeignKey(Dispatch, models.CASCADE, related_name="+")
    label = models.CharField(_("trabajo"), max_length=200)
    args = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    summary = models.CharField(_("avance"), max_length=300, blank=True)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("por qué no se pudo"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobManager()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "dispatch"], name="jobs_job_one_a_dispatch"),
        ]
        indexes = [models.Index(fields=["ugel", "created_by", "-created_at"], name="jobs_job_recent")]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("jobs:job_detail", args=[self.pk])

    @property
    def kind(self):
        return self.dispatch.kind

    @property
    def state(self):
        return JobState(self.dispatch.state)

    @property
    def is_open(self):
        return self.state.is_open

    @property
    def has_failed(self):
        return self.state == JobState.FAILED

    @property
    def reason(self):
        """Why it failed; a job whose workers all died has nobody left to write it."""
        return self.error or _("No se pudo terminar después de varios intentos. Puede pedirlo otra vez.")

    @property
    def next_url(self):
        """Where the person who waited goes once it is done; empty when there is nowhere to go."""
        return (self.result or {}).get("next", "")

    @cached_property
    def progress(self):
        """How far it is: live from Redis while it runs."""
        return progress.read(self.ugel_id, self.pk)  # type: ignore[arg-type]
