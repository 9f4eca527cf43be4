from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel


class MonthCount(TenantModel):
    """A service's month as an official register counts it (in Peru SIAGIE: `.`, F, J and T of its monthly grid).

    It stands beside the weeks the school hands in and is never summed with them. Rows are only added; the latest of a
    month is what stands. All numbers are pupil-days; late is a part of present.
    """

    service = TenantForeignKey("schools.Service", models.PROTECT, db_index=False, related_name="+")
    month = models.DateField(_("mes"))
    present_days = models.PositiveIntegerField(_("asistencias"))
    absent_days = models.PositiveIntegerField(_("faltas"))
    justified_days = models.PositiveIntegerField(_("faltas justificadas"))
    late_days = models.PositiveIntegerField(_("tardanzas"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(name="attendance_month_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="attendance_month_late_of_present",
                condition=Q(late_days__isnull=True) | Q(late_days__lte=F("present_days")),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "service", "month", "recorded_at"], name="attendance_month_of")]

    def __str__(self):
        return f"{self.month:%m/%Y} · {self.present_days}"


class YearOutcome(TenantModel):
    """What became of the pupils of a service and school year, for the official rate of interruption of studies.

    Tasa de deserción interanual (MINEDU, from SIAGIE): enrolled in `year`, less those enrolled in basic education the
    year after, those who passed the last grade of secondary and those who died, of the enrolled. Rows are only added.
    """

    service = TenantForeignKey("schools.Service", models.PROTECT, db_index=False, related_name="+")
    year = models.PositiveSmallIntegerField(_("año escolar"))
    enrolled = models.PositiveIntegerField(_("matriculados en el año"))
    continued = models.PositiveIntegerField(_("matriculados también al año siguiente"))
    finished = models.PositiveIntegerField(_("aprobaron 5.º de secundaria"))
    died = models.PositiveIntegerField(_("fallecidos"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="attendance_year_of_enrolled",
                condition=Q(enrolled__gte=F("continued") + F("finished") + F("died")),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "service", "year", "recorded_at"], name="attendance_year_of")]

    def __str__(self):
        return f"{self.year} · {self.enrolled}"

    @property
    def interrupted(self) -> int:
        return self.enrolled - self.continued - self.finished - self.died
