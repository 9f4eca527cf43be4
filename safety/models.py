from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from safety.enums import (
    FILLABLE_STATES,
    NOT_APPLICABLE,
    OPEN_STATES,
    CheckState,
    Dimension,
    ImportState,
    JmpRole,
    Level,
    Rung,
    SdgComponent,
    Source,
)


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


class CheckQuerySet(models.QuerySet):
    def verified(self):
        return self.filter(state=CheckState.VERIFIED)

    def waiting(self):
        return self.filter(state=CheckState.SUBMITTED)

    def open(self):
        return self.filter(state__in=OPEN_STATES)


class Check(TenantModel):
    """One visit to a school with one checklist version."""

    school = TenantForeignKey("schools.School", models.PROTECT, db_index=False, related_name="safety_checks")
    version = models.ForeignKey(ChecklistVersion, models.PROTECT, related_name="checks")
    source = models.CharField(max_length=8, choices=Source, default=Source.VISITED)
    state = models.CharField(max_length=12, choices=CheckState, default=CheckState.PLANNED)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="safety_checks")
    planned_date = models.DateField(_("fecha prevista"))
    visited_date = models.DateField(_("fecha de la visita"), null=True, blank=True)
    visitor_name = models.CharField(_("quién visitó"), max_length=120, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="verified_safety_checks"
    )
    return_reason = models.TextField(_("qué falta o hay que corregir"), max_length=600, blank=True)
    rules = models.JSONField(null=True, blank=True, editable=False)
    water_rung = models.CharField(max_length=8, choices=Rung, blank=True, editable=False)
    sanitation_rung = models.CharField(max_length=8, choices=Rung, blank=True, editable=False)
    hygiene_rung = models.CharField(max_length=8, choices=Rung, blank=True, editable=False)
    sdg_met = ArrayField(models.CharField(max_length=1, choices=SdgComponent), default=list, editable=False)
    sdg_unknown = ArrayField(models.CharField(max_length=1, choices=SdgComponent), default=list, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TenantManager.from_queryset(CheckQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.CheckConstraint(name="safety_check_verifier_is_not_author", condition=~Q(verified_by=F("author"))),
            models.CheckConstraint(
                name="safety_check_verified_is_complete",
                condition=Q(
                    state=CheckState.VERIFIED,
                    verified_at__isnull=False,
                    verified_by__isnull=False,
                    rules__isnull=False,
                    water_rung__gt="",
                    sanitation_rung__gt="",
                    hygiene_rung__gt="",
                )
                | Q(
                    ~Q(state=CheckState.VERIFIED),
                    verified_at__isnull=True,
                    verified_by__isnull=True,
                    rules__isnull=True,
                    water_rung="",
                    sanitation_rung="",
                    hygiene_rung="",
                ),
            ),
            models.CheckConstraint(
                name="safety_check_submitted_was_visited",
                condition=~Q(state__in=[CheckState.SUBMITTED, CheckState.VERIFIED])
                | Q(visited_date__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="safety_check_returned_has_reason",
                condition=~Q(state=CheckState.RETURNED) | ~Q(return_reason=""),
            ),
            models.UniqueConstraint(
                fields=["ugel", "school"],
                condition=Q(state__in=OPEN_STATES),
                name="safety_check_one_open_per_school",
            ),
            models.UniqueConstraint(
                fields=["ugel", "school", "visited_date"],
                condition=Q(source=Source.DECLARED) & ~Q(state=CheckState.CANCELLED),
                name="safety_check_declared_once",
            ),
        ]
        indexes = [
            models.Index(fields=["ugel", "school", "visited_date"], name="safety_check_by_school"),
            models.Index(fields=["ugel", "state", "planned_date"], name="safety_check_by_state"),
        ]

    def __str__(self):
        return f"{self.school} · {self.date:%d/%m/%Y}"

    @property
    def date(self):
        """The day of the visit, or the planned one while nobody went."""
        return self.visited_date or self.planned_date

    @property
    def is_fillable(self) -> bool:
        return self.state in FILLABLE_STATES

    @property
    def is_verified(self) -> bool:
        return self.state == CheckState.VERIFIED

    @property
    def is_submitted(self) -> bool:
        return self.state == CheckState.SUBMITTED

    @property
    def is_declared(self) -> bool:
        return self.source == Source.DECLARED


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
