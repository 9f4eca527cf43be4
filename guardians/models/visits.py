from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import NumberSeries, TenantManager, TenantModel, tenant_constraints
from core.tenancy.speech import written_day
from guardians.enums import FileKind, VisitState

OWNER = "guardians.VisitFile"
VISIT_FORM = "guardians.tell_visit"


class VisitQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state=VisitState.PENDING)

    def late(self, day: date):
        """Nobody told them by their date."""
        return self.pending().filter(due_date__lt=day)

    def with_names(self):
        return self.select_related(
            "guardian__user", "school__district", "instalment__commitment__partner", "sample", "attestation"
        )

    def in_order(self):
        """What is to do first, the nearest date on top, within it the earliest delivery; then what was done."""
        to_do = models.Case(models.When(state=VisitState.PENDING, then=models.F("due_date")))
        delivery = models.Case(models.When(state=VisitState.PENDING, then=models.F("instalment__due_date")))
        return self.order_by(
            to_do.asc(nulls_last=True), delivery.asc(nulls_last=True), models.F("told_at").desc(nulls_last=True), "-pk"
        )


class Visit(TenantModel):
    """Somebody goes and looks, by a date: at a delivery (`instalment`), or just at a school.

    What was seen of a delivery is a word of the promise (`attestation`), the guardian's own; of a school it is `seen`.
    """

    number = models.PositiveIntegerField(_("número"))
    guardian = TenantForeignKey("guardians.Guardian", models.PROTECT, related_name="visits")
    school = TenantForeignKey("schools.School", models.PROTECT, related_name="+", verbose_name=_("escuela"))
    instalment = TenantForeignKey("commitments.Instalment", models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.CharField(_("qué se mira"), max_length=200, blank=True, editable=False)
    sample = TenantForeignKey("guardians.Sample", models.PROTECT, null=True, editable=False, related_name="visits")
    due_date = models.DateField(_("hasta cuándo"))
    question = models.CharField(_("qué preguntar"), max_length=200, blank=True)
    state = models.CharField(_("estado"), max_length=10, choices=VisitState, default=VisitState.PENDING, editable=False)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    assigned_at = models.DateTimeField(default=timezone.now, editable=False)
    attestation = TenantForeignKey(
        "commitments.Attestation", models.PROTECT, null=True, editable=False, related_name="+"
    )
    seen = models.TextField(_("qué vio"), max_length=1000, blank=True)
    seen_date = models.DateField(_("visto el"), null=True)
    told_at = models.DateTimeField(null=True, editable=False)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    off_reason = models.CharField(_("por qué ya no va"), max_length=300, blank=True, editable=False)

    objects = TenantManager.from_queryset(VisitQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "number"], name="guardians_visit_number"),
            models.UniqueConstraint(
                fields=["ugel", "guardian", "instalment"],
                condition=Q(state=VisitState.PENDING),
                name="guardians_visit_once_to_do",
            ),
            models.CheckConstraint(
                name="guardians_visit_told",
                condition=Q(state=VisitState.DONE, told_at__isnull=False, seen_date__isnull=False)
                & (Q(instalment=None) & ~Q(seen="") | Q(attestation__isnull=False))
                | ~Q(state=VisitState.DONE) & Q(told_at=None, attestation=None),
            ),
            models.CheckConstraint(
                name="guardians_visit_off_says_why",
                condition=Q(state=VisitState.CALLED_OFF) & ~Q(off_reason="")
                | ~Q(state=VisitState.CALLED_OFF) & Q(off_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "state", "due_date"], name="guardians_visit_due")]

    def __str__(self):
        return str(_("Visita N.º %(n)s") % {"n": self.number})

    def get_absolute_url(self):
        return reverse("guardians:visit_detail", args=[self.pk])

    @property
    def status(self) -> VisitState:
        return VisitState(self.state)

    @property
    def is_late(self) -> bool:
        return self.state == VisitState.PENDING and self.due_date < timezone.localdate()

    @property
    def promise(self):
        """The promise whose delivery is looked at; None for a visit to a school alone."""
        return self.instalment.commitment if self.instalment_id else None

    @property
    def title(self) -> str:
        return self.what or str(_("Mirar la escuela"))


class VisitFile(TenantModel):
    """A picture, a recorded answer or the signed slip of a visit."""

    visit = TenantForeignKey(Visit, models.PROTECT, related_name="files")
    file = TenantForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(_("qué es"), max_length=7, choices=FileKind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "file"], name="guardians_file_once"),
        ]

    def __str__(self):
        return f"{self.visit_id} · {self.get_kind_display()}"


class Watched(TenantModel):
    """A delivery of which a guardian said what they saw, and since when: what the figures count, without who."""

    instalment = TenantForeignKey("commitments.Instalment", models.CASCADE, db_index=False, related_name="+")
    at = models.DateTimeField(_("visto por un guardián desde"))

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "instalment"], name="guardians_watched_once"),
        ]

    def __str__(self):
        return f"{self.instalment_id} · {written_day(self.at)}"


class Counter(NumberSeries):
    """The last number given to a visit or to a sample of this UGEL."""

    of = models.CharField(max_length=6)

    class Meta(TenantModel.Meta):
        constraints = [
            *tenant_constraints(region=False),
            models.UniqueConstraint(fields=["ugel", "of"], name="guardians_counter_once"),
        ]
