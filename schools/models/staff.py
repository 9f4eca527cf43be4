from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from schools.enums import StaffKind


class SchoolStaffQuerySet(models.QuerySet):
    def on(self, day=None):
        """Assignments in force on a day (today)."""
        day = day or timezone.localdate()
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)

    def still_open(self, day):
        """In force on a day, or later."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=day))

    def team(self):
        """Who works there."""
        return self.filter(kind=StaffKind.TEAM)

    def witnesses(self):
        """Who looks at it from outside; these rows belong to the app that accepted them."""
        return self.filter(kind=StaffKind.WITNESS)


class SchoolStaff(TenantModel):
    """To whom a school is open, from when to when: its team, and witnesses who do not work there.

    A new director ends the old one's access; nothing of the team touches a witness's row.
    """

    school = TenantForeignKey("schools.School", models.CASCADE, db_index=False, related_name="staff")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, related_name="school_assignments"
    )
    kind = models.CharField(_("por qué la ve"), max_length=7, choices=StaffKind, default=StaffKind.TEAM)
    is_head = models.BooleanField(_("dirige la escuela"), default=False)
    from_date = models.DateField(_("desde"), default=timezone.localdate)
    to_date = models.DateField(_("hasta"), null=True, blank=True)

    objects = TenantManager.from_queryset(SchoolStaffQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "school", "user", "kind", "from_date"], name="schools_staff_once"),
            models.CheckConstraint(
                name="schools_staff_dates", condition=Q(to_date=None) | Q(to_date__gte=models.F("from_date"))
            ),
            models.CheckConstraint(
                name="schools_staff_witness_heads_nothing", condition=Q(is_head=False) | Q(kind=StaffKind.TEAM)
            ),
        ]
        indexes = [models.Index(fields=["ugel", "user"], name="schools_staff_by_user")]

    def __str__(self):
        return f"{self.user} · {self.school}"

    def is_on(self, day) -> bool:
        """In force on a day, as the queryset's `on` asks it."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)
