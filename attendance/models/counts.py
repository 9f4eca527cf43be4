from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.rule import Line, in_order
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from core.tenancy.speech import written_day
from schools.enums import Sex


class WeekCount(TenantModel):
    """A school's week handed in: its school days, and the sums of its lines; a week without a row is unknown.

    Pupil-days are enrolled × school days; present is what is left of them. `uncaused_days` is a part of `absent_days`.
    """

    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="+")
    monday = models.DateField(_("semana que empieza el"))
    school_days = models.PositiveSmallIntegerField(_("días de clase"))
    pupil_days = models.PositiveIntegerField(_("estudiantes × días"))
    absent_days = models.PositiveIntegerField(_("inasistencias"))
    uncaused_days = models.PositiveIntegerField(_("inasistencias sin causa"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "school", "monday"], name="attendance_week_once"),
            models.CheckConstraint(
                name="attendance_week_sums",
                condition=Q(uncaused_days__lte=F("absent_days")) & Q(absent_days__lte=F("pupil_days")),
            ),
            models.CheckConstraint(name="attendance_week_days", condition=Q(school_days__range=(1, 7))),
            models.CheckConstraint(name="attendance_week_monday", condition=Q(monday__iso_week_day=1)),
        ]
        indexes = [models.Index(fields=["ugel", "monday"], name="attendance_week_by_monday")]

    def __str__(self):
        return written_day(self.monday)

    @property
    def totals(self):
        return (self.school_days, self.pupil_days, self.absent_days, self.uncaused_days)

    def said_lines(self) -> list[Line]:
        """Its lines as they were told."""
        rows = self.lines.values_list("service_id", "enrolled", "absent_days", "uncaused_days", "grade", "sex")
        return in_order(Line(*row) for row in rows)


class WeekLine(TenantModel):
    """One service, grade and sex of a week; an empty grade is all grades together."""

    week = TenantForeignKey(WeekCount, models.CASCADE, db_index=False, related_name="lines")
    service = TenantForeignKey("schools.Service", models.PROTECT, db_index=False, related_name="+")
    grade = models.CharField(_("grado"), max_length=10, blank=True)
    sex = models.CharField(_("sexo"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    enrolled = models.PositiveIntegerField(_("matriculados"))
    absent_days = models.PositiveIntegerField(_("inasistencias"))
    uncaused_days = models.PositiveIntegerField(_("sin causa"))

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "week", "service", "grade", "sex"], name="attendance_line_once"),
            models.CheckConstraint(name="attendance_line_uncaused", condition=Q(uncaused_days__lte=F("absent_days"))),
        ]

    def __str__(self):
        return f"{self.service_id} · {self.grade} · {self.sex}"


class WeekChange(TenantModel):
    """What a week said before a correction: its sums, and its lines as they were; never changed nor taken away."""

    week = TenantForeignKey(WeekCount, models.PROTECT, db_index=False, related_name="changes")
    old_school_days = models.PositiveSmallIntegerField()
    old_pupil_days = models.PositiveIntegerField()
    old_absent_days = models.PositiveIntegerField()
    old_uncaused_days = models.PositiveIntegerField()
    old_lines = models.JSONField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["ugel", "week", "changed_at"], name="attendance_weekchange_of")]

    def __str__(self):
        return f"{self.week_id} · {written_day(self.changed_at)}"
