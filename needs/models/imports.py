from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.tenancy.models import TenantModel, tenant_constraints
from needs.enums import ImportState


class NeedImport(TenantModel):
    """Somebody's own sheet of needs: its cells as text, what each column and word means, and what became of it.

    `rows` is [[number in the sheet, [cells]], …]; `columns` {index: field}; `words` {field: {text as plain(): value}};
    `schools` {who the row names as plain(): school id, 0 to leave it out}; `defaults` {field: value}.
    """

    file_name = models.CharField(_("archivo"), max_length=200)
    headers = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    schools = models.JSONField(default=dict)
    defaults = models.JSONField(default=dict)
    state = models.CharField(_("estado"), max_length=10, choices=ImportState, default=ImportState.OPEN)
    made = models.PositiveIntegerField(_("registradas"), default=0)
    known = models.PositiveIntegerField(_("ya registradas"), default=0)
    refused = models.PositiveIntegerField(_("sin registrar"), default=0)
    withdrawn = models.PositiveIntegerField(_("retiradas"), default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        constraints = tenant_constraints(region=False)  # a sheet may hold names and telephones
        indexes = [models.Index(fields=["ugel", "-id"], name="needs_import_latest")]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("needs:import_detail", args=[self.pk])

    @property
    def status(self):
        return ImportState(self.state)

    @property
    def is_open(self):
        return self.state == ImportState.OPEN


class ImportHabit(TenantModel):
    """What a title or a word of this UGEL's sheets meant the last time: `kind` is a field, "column" or "named"."""

    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=200)
    target = models.CharField(max_length=40, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "kind", "text"], name="needs_habit_once"),
        ]

    def __str__(self):
        return f"{self.text} → {self.target}"
