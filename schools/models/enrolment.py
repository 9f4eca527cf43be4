from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from schools.enums import EnrolmentSource, Sex


class Enrolment(TenantModel):
    """How many pupils a service had at a cut of a school year; an empty grade is the total of all grades."""

    service = TenantForeignKey("schools.Service", models.CASCADE, db_index=False, related_name="enrolments")
    year = models.PositiveSmallIntegerField(_("año escolar"))
    cut_date = models.DateField(_("fecha de corte"))
    grade = models.CharField(_("grado"), max_length=10, blank=True)
    sex = models.CharField(_("sexo"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    count = models.PositiveIntegerField(_("estudiantes"))
    source = models.CharField(_("origen"), max_length=8, choices=EnrolmentSource)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["ugel", "service", "year", "cut_date", "grade", "sex"], name="schools_enrolment_once"
            ),
        ]

    def __str__(self):
        return f"{self.service} · {self.year} · {self.count}"
