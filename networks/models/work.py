from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models.links import CommitmentLink
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from needs.enums import Category


class TaskQuerySet(models.QuerySet):
    def standing(self):
        """Without what was struck because it was written by mistake."""
        return self.filter(struck_because="")


class Task(TenantModel):
    """What a network set itself to do in a year: planned, or agreed at a meeting. Its promises say what came of it.

    `responsible` is whose institution promised, in words that stay when the member leaves.
    """

    network = TenantForeignKey("networks.Network", models.PROTECT, db_index=False, related_name="tasks")
    meeting = TenantForeignKey(
        "networks.Meeting", models.PROTECT, null=True, blank=True, editable=False, related_name="tasks"
    )
    member = TenantForeignKey("networks.NetworkMember", models.PROTECT, db_index=False, related_name="tasks")
    responsible = models.CharField(_("quién"), max_length=160, editable=False)
    what = models.CharField(_("qué se hará"), max_length=200)
    category = models.CharField(_("para qué"), max_length=12, choices=Category)
    quantity = models.DecimalField(_("cantidad"), max_digits=12, decimal_places=2, default=1)
    unit = models.CharField(_("unidad"), max_length=40)
    due_date = models.DateField(_("hasta cuándo"))
    struck_because = models.CharField(_("por qué se quita"), max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(TaskQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(name="networks_task_quantity", condition=Q(quantity__gt=0)),
        ]
        indexes = [models.Index(fields=["ugel", "network", "due_date"], name="networks_task_of")]

    def __str__(self):
        return self.what

    def get_absolute_url(self):
        return f"{reverse('networks:network_plan', args=[self.network_id])}?anio={self.due_date.year}"


class TaskCommitment(CommitmentLink):
    """The promise that a task became for one school, or for the whole district."""

    task = TenantForeignKey(Task, models.PROTECT, related_name="links")

    class Meta(CommitmentLink.Meta):
        abstract = False

    def __str__(self):
        return f"{self.task_id} → {self.commitment_id}"

    @property
    def origin(self):
        return str(self.task.network)

    @property
    def origin_url(self):
        return self.task.get_absolute_url()
