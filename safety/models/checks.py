from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.tenancy.speech import written_day
from safety.enums import LEVEL_RANK, OPEN_STATES, TRANSITIONS, CheckState, Dimension, Level, Rung, SdgComponent, Source
from safety.models.checklists import ChecklistVersion


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
        return f"{self.school} · {written_day(self.date)}"

    @property
    def date(self):
        """The day of the visit, or the planned one while nobody went."""
        return self.visited_date or self.planned_date

    def get_absolute_url(self):
        return reverse("safety:check_detail", args=[self.pk])

    @property
    def status(self) -> CheckState:
        return CheckState(self.state)

    @property
    def overall(self) -> Level:
        """The semáforo of the whole check: its worst dimension."""
        levels = [score.status for score in self.scores.all() if score.level != Level.NO_DATA]
        return min(levels, key=LEVEL_RANK.__getitem__, default=Level.NO_DATA)

    @property
    def ordered_scores(self) -> list:
        """Pairs (dimension, its score or None), in the order of the checklist."""
        by_dimension = {score.dimension: score for score in self.scores.all()}
        return [(dimension, by_dimension.get(dimension)) for dimension in Dimension]

    @property
    def rungs(self) -> list[tuple[str, Rung]]:
        """The three JMP ladders with their names, once verified."""
        names = (_("Agua"), _("Saneamiento"), _("Higiene"))
        found = (self.water_rung, self.sanitation_rung, self.hygiene_rung)
        return [(name, Rung(rung or Rung.UNKNOWN)) for name, rung in zip(names, found, strict=True)]

    @property
    def components(self) -> list[SdgComponent]:
        """The seven of SDG 4.a.1, each with its verdict, once verified."""
        return [SdgComponent(code).seen(self.sdg_met, self.sdg_unknown) for code in SdgComponent.values]

    @property
    def is_planned(self) -> bool:
        return self.state == CheckState.PLANNED

    @property
    def is_cancellable(self) -> bool:
        return CheckState.CANCELLED in TRANSITIONS[self.status]

    @property
    def is_fillable(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_verified(self) -> bool:
        return self.state == CheckState.VERIFIED

    @property
    def is_submitted(self) -> bool:
        return self.state == CheckState.SUBMITTED

    @property
    def is_declared(self) -> bool:
        return self.source == Source.DECLARED
