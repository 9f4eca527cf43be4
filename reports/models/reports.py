from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.documents.enums import DocumentState
from core.strategies.indicators import Frame
from core.tenancy.fields import TenantForeignKey
from core.tenancy.models import TenantManager, TenantModel
from core.tenancy.speech import written_day
from reports.enums import Chapter, FileKind, ReportState


class ReportQuerySet(models.QuerySet):
    def issued(self):
        return self.filter(state=ReportState.ISSUED)

    def current(self):
        """Issued and not superseded by a later one."""
        return self.issued().filter(document__state=DocumentState.ISSUED)

    def of_period(self, period_start, period_end):
        return self.filter(period_start=period_start, period_end=period_end)


class Report(TenantModel):
    """An achievement report of a period: what was reached, out of what, and what is not known."""

    period_start = models.DateField(_("desde"))
    period_end = models.DateField(_("hasta"))
    cut_off = models.DateTimeField(_("fecha de corte"), null=True)
    state = models.CharField(_("estado"), max_length=10, choices=ReportState, default=ReportState.DRAFT)
    # What the last build counted and printed; handed over to `snapshot` when the report is issued.
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    snapshot = models.TextField(blank=True)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    document = TenantForeignKey("documents.Document", models.PROTECT, null=True, related_name="reports")
    supersedes = TenantForeignKey("self", models.PROTECT, null=True, related_name="successors")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    built_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_at = models.DateTimeField(null=True)

    objects = TenantManager.from_queryset(ReportQuerySet)()

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "document"], name="reports_report_document_once"),
            models.CheckConstraint(
                name="reports_report_period_runs_forward", condition=Q(period_end__gte=F("period_start"))
            ),
            models.CheckConstraint(
                name="reports_report_issued_is_frozen",
                condition=~Q(state=ReportState.ISSUED) | Q(document__isnull=False) & ~Q(snapshot_sha256=""),
            ),
        ]
        indexes = [models.Index(fields=["ugel", "-period_end", "-id"], name="reports_report_list")]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """«Informe de logros 2026», or the period where it is no calendar year."""
        start, end = self.period_start, self.period_end
        if (start.day, start.month, end.day, end.month) == (1, 1, 31, 12) and start.year == end.year:
            return _("Informe de logros %(year)s") % {"year": start.year}
        return _("Informe de logros del %(start)s al %(end)s") % {
            "start": written_day(start),
            "end": written_day(end),
        }

    @property
    def frame(self):
        return Frame(period_start=self.period_start, period_end=self.period_end, cut_off=self.cut_off)

    @property
    def status(self):
        return ReportState(self.state)

    @property
    def is_issued(self):
        return self.state == ReportState.ISSUED

    @property
    def is_draft(self):
        return self.state == ReportState.DRAFT

    @property
    def is_reviewed(self):
        return self.state == ReportState.REVIEWED

    @property
    def is_superseded(self):
        return self.is_issued and not self.document.is_current

    def get_absolute_url(self):
        return reverse("reports:report_detail", args=[self.pk])


class ReportText(TenantModel):
    """One piece of what the UGEL writes itself: an objective, a strategy, an achievement, a lesson."""

    report = TenantForeignKey(Report, models.CASCADE, related_name="texts")
    chapter = models.CharField(_("capítulo"), max_length=14, choices=Chapter)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("título"), max_length=160, blank=True)
    body = models.TextField(_("texto"), blank=True, max_length=6000)
    # Codes, not rows: a figure may be promised before the strategy that measures it is installed.
    indicators = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["ugel", "report", "chapter", "position"], name="reports_text_order")]

    def __str__(self):
        return self.title or self.get_chapter_display()


class ReportFile(TenantModel):
    """A printed report under a random name: drafts are replaced, an issued one is made once."""

    report = TenantForeignKey(Report, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=4, choices=FileKind)
    key = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["ugel", "report", "kind"], name="reports_file_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.report_id}"
