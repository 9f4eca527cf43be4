from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantModel
from safety.enums import NOT_APPLICABLE, VALUE_TONES, Dimension, Level
from safety.models.checklists import ChecklistItem
from safety.models.checks import Check


class Answer(TenantModel):
    """What was marked for one item: the chosen option and what it is worth."""

    safety_check = TenantForeignKey(Check, models.CASCADE, db_index=False, related_name="answers")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=4)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(_("observación"), max_length=300, blank=True)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "safety_check", "item"], name="safety_answer_once"),
            models.CheckConstraint(
                name="safety_answer_value",
                condition=Q(choice=NOT_APPLICABLE, value__isnull=True)
                | Q(~Q(choice=NOT_APPLICABLE), value__isnull=False, value__lte=2),
            ),
        ]

    def __str__(self):
        return f"{self.item_id}: {self.choice}"

    @property
    def label(self) -> str:
        return self.item.label_of(self.choice)

    @property
    def tone(self) -> str:
        return VALUE_TONES[self.value]


class AnswerPhoto(TenantModel):
    """A picture of one item, taken before or after it is answered."""

    safety_check = TenantForeignKey(Check, models.CASCADE, db_index=False, related_name="photos")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="+")
    file = TenantForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "safety_check", "item", "file"], name="safety_photo_once"),
        ]

    def __str__(self):
        return f"{self.safety_check_id} · {self.item_id}"


class DimensionScore(TenantModel):
    """The result of one dimension, stored when the check is verified."""

    safety_check = TenantForeignKey(Check, models.CASCADE, db_index=False, related_name="scores")
    dimension = models.CharField(max_length=16, choices=Dimension)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    level = models.CharField(max_length=12, choices=Level)
    has_critical_failure = models.BooleanField(default=False)
    critical_codes = ArrayField(models.CharField(max_length=8), default=list)
    lost_codes = ArrayField(models.CharField(max_length=8), default=list)

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "safety_check", "dimension"], name="safety_score_once"),
            models.CheckConstraint(
                name="safety_score_range",
                condition=Q(score__isnull=True, level=Level.NO_DATA)
                | Q(~Q(level=Level.NO_DATA), score__gte=0, score__lte=100),
            ),
            models.CheckConstraint(
                name="safety_score_critical_is_at_risk",
                condition=Q(has_critical_failure=False) | Q(level=Level.AT_RISK),
            ),
        ]

    def __str__(self):
        return f"{self.get_dimension_display()} {self.score}"

    @property
    def status(self) -> Level:
        return Level(self.level)

    @property
    def is_at_risk(self) -> bool:
        return self.level == Level.AT_RISK
