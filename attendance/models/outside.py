from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from core.tenancy.speech import written_day


class OutsideCount(TenantModel):
    """How many pupils a school has on its list and how many of them do not come, as known on a day.

    Not absences: these pupils do not go to school at all. Empty is what nobody knows. Rows are only added; of a day
    the last told stands, and of several days the latest.
    """

    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="+")
    day = models.DateField(_("al día"))
    pupils = models.PositiveIntegerField(_("estudiantes en la lista"), null=True, blank=True)
    not_going = models.PositiveIntegerField(_("de ellos, no van a la escuela"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="attendance_outside_of_pupils",
                condition=Q(pupils=None) | Q(not_going=None) | Q(not_going__lte=F("pupils")),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "school", "day", "recorded_at"], name="attendance_outside_of")]

    def __str__(self):
        return f"{written_day(self.day)} · {'—' if self.not_going is None else self.not_going}"
