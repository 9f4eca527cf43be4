from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from newstrategy.enums import ActivityState


class ActivityQuerySet(models.QuerySet):
    def done(self):
        return self.filter(state=ActivityState.DONE)

    def overdue(self, today):
        return self.filter(state=ActivityState.PLANNED, due_date__lt=today)


class Activity(TenantModel):
    """Something planned at one school, with a day by when."""

    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+", verbose_name=_("escuela"))
    title = models.CharField(_("actividad"), max_length=120)
    due_date = models.DateField(_("fecha prevista"))
    state = models.CharField(max_length=12, choices=ActivityState, default=ActivityState.PLANNED, editable=False)
    done_at = models.DateTimeField(_("realizada el"), null=True, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False, editable=False
    )

    objects = TenantManager.from_queryset(ActivityQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="newstrategy_activity_done_has_moment",
                condition=Q(state="done", done_at__isnull=False) | (~Q(state="done") & Q(done_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "due_date", "id"], name="newstrategy_activity_list")]

    def __str__(self):
        return self.title

    @property
    def current_state(self):
        return ActivityState(self.state)
