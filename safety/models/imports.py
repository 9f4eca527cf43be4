from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.tenancy.models import TenantModel
from safety.enums import ImportState
from safety.models.checklists import ChecklistVersion


class CheckImport(TenantModel):
    """A spreadsheet of declared checks: read, shown, then confirmed or left."""

    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.PREVIEWED)
    file_name = models.CharField(max_length=200)
    version = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="+")
    rows = models.JSONField(default=list)
    rejected = models.JSONField(default=list)
    unchanged_count = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(
                name="safety_import_confirmed_has_moment",
                condition=Q(state=ImportState.CONFIRMED, confirmed_at__isnull=False)
                | Q(~Q(state=ImportState.CONFIRMED), confirmed_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def status(self) -> ImportState:
        return ImportState(self.state)

    @property
    def is_confirmable(self) -> bool:
        return self.state == ImportState.PREVIEWED and bool(self.rows)
