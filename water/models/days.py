from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from core.tenancy.speech import written_day
from water.enums import HadWater


class DayState(TenantModel):
    """Whether a school had water on a day, and what its tank held; a day without a row is unknown.

    `litres_left` is the tank as read that day, before any delivery noted for it counts.
    """

    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="+")
    day = models.DateField(_("día"))
    state = models.CharField(_("¿hubo agua?"), max_length=6, choices=HadWater)
    litres_left = models.PositiveIntegerField(_("litros en el tanque"), null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "school", "day"], name="water_daystate_once"),
        ]
        indexes = [models.Index(fields=["ugel", "day", "state"], name="water_daystate_by_day")]

    def __str__(self):
        return f"{written_day(self.day)} · {self.get_state_display()}"

    @property
    def status(self):
        return HadWater(self.state)

    @property
    def last_told_by(self):
        """Whoever corrected it last, or who told it first: who says what it says now."""
        last = max(self.changes.all(), key=lambda one: (one.changed_at, one.pk), default=None)
        return last.changed_by if last else self.recorded_by

    @property
    def mark(self) -> str:
        """What the day says, in one word: who saw another one saw something else."""
        return f"{self.state}{'' if self.litres_left is None else self.litres_left}"


class DayChange(TenantModel):
    """What a day said before somebody corrected it; never changed nor taken away."""

    day_state = TenantForeignKey(DayState, models.PROTECT, db_index=False, related_name="changes")
    old_state = models.CharField(max_length=6, choices=HadWater)
    old_litres = models.PositiveIntegerField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(name="water_daychange_state", condition=Q(old_state__in=HadWater.values)),
        ]
        indexes = [models.Index(fields=["ugel", "day_state", "changed_at"], name="water_daychange_of")]

    def __str__(self):
        return f"{self.day_state_id} · {self.old_state}"
