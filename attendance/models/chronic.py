from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel


class ChronicCount(TenantModel):
    """How many pupils of a service missed a tenth or more of a month's school days, as the school counted them.

    Counts of absences cannot say whether one pupil missed ten days or ten pupils one: so the school hands it in. Rows
    are only added; the latest of a month is what stands.
    """

    service = TenantForeignKey("schools.Service", models.PROTECT, db_index=False, related_name="+")
    month = models.DateField(_("mes"))
    pupils = models.PositiveIntegerField(_("matriculados"))
    chronic = models.PositiveIntegerField(_("faltaron 10 % de los días o más"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(name="attendance_chronic_of_pupils", condition=Q(chronic__lte=F("pupils"))),
            models.CheckConstraint(name="attendance_chronic_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["ugel", "service", "month", "recorded_at"], name="attendance_chronic_of")]

    def __str__(self):
        return f"{self.month:%m/%Y} · {self.chronic}"
