from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from schools.enums import ClosureKind

MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)


def monday_to_friday():
    return list(MONDAY_TO_FRIDAY)


class SchoolYear(TenantModel):
    """A year's calendar of the UGEL: on which weekdays (1 is Monday) its schools work."""

    year = models.PositiveSmallIntegerField(_("año"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=monday_to_friday, verbose_name=_("días de clase"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "year"], name="schools_schoolyear_once"),
            models.CheckConstraint(
                name="schools_schoolyear_weekdays",
                condition=Q(weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7], weekdays__len__gt=0),
            ),
        ]

    def __str__(self):
        return str(self.year)

    def get_absolute_url(self):
        return f"{reverse('schools:calendar')}?year={self.year}"


class SchoolTerm(TenantModel):
    """A bimestre or trimestre: from its first to its last day there are classes; two of them never overlap."""

    school_year = TenantForeignKey(SchoolYear, models.CASCADE, db_index=False, related_name="terms")
    name = models.CharField(_("nombre"), max_length=60)
    from_date = models.DateField(_("primer día de clases"))
    to_date = models.DateField(_("último día de clases"))

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "school_year", "name"], name="schools_schoolterm_name"),
            models.CheckConstraint(name="schools_schoolterm_dates", condition=Q(to_date__gte=F("from_date"))),
        ]

    def __str__(self):
        return self.name


class Closure(TenantModel):
    """Days without classes inside a term, of one school or of all (`school` is empty), and why."""

    school = TenantForeignKey("schools.School", models.CASCADE, null=True, blank=True, related_name="closures")
    kind = models.CharField(_("qué es"), max_length=8, choices=ClosureKind)
    reason = models.CharField(_("motivo"), max_length=200)
    from_date = models.DateField(_("desde"))
    to_date = models.DateField(_("hasta"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(name="schools_closure_dates", condition=Q(to_date__gte=F("from_date"))),
            models.CheckConstraint(name="schools_closure_has_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["ugel", "from_date", "to_date"], name="schools_closure_by_day")]

    def __str__(self):
        return self.reason

    def get_absolute_url(self):
        return f"{reverse('schools:calendar')}?year={self.from_date.year}"
