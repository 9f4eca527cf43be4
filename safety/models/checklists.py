from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safety.enums import Dimension, JmpRole, SdgComponent


class ChecklistVersion(models.Model):
    """A published checklist; loaded from a file, never changed afterwards."""

    family = models.SlugField(max_length=20)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    published_date = models.DateField()
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "number"], name="safety_version_once")]

    def __str__(self):
        return f"{self.title} (v{self.number})"


class ChecklistItem(models.Model):
    """One question. The code carries its meaning from version to version."""

    version = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="items")
    code = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=16, choices=Dimension)
    text = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)
    options = models.JSONField()
    weight = models.PositiveSmallIntegerField(default=1)
    is_critical = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    jmp_role = models.CharField(max_length=16, choices=JmpRole, blank=True)
    sdg_component = models.CharField(max_length=1, choices=SdgComponent, blank=True)
    sdg_from = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="safety_item_code_once"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=9), name="safety_item_weight"),
        ]

    def __str__(self):
        return f"{self.code} {self.text}"

    def option(self, code: str) -> dict | None:
        """The option with this official code; «no aplica» is no option of its own."""
        return next((option for option in self.options if option["code"] == code), None)

    def label_of(self, choice: str) -> str:
        option = self.option(choice)
        return option["label"] if option else str(_("No aplica"))
