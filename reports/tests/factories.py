"""Reports as other tests need them: counted, and printed only where it matters."""

from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core.documents.services import sha256_of
from reports.models import Report, ReportFile
from reports.services.building import count_report, plan_report
from reports.services.issuing import issue_report, review_report


def make_report(*, by, period_start=date(2026, 1, 1), period_end=date(2026, 12, 31)) -> Report:
    """A counted draft of the open scope's UGEL."""
    return count_report(report_id=plan_report(period_start=period_start, period_end=period_end, by=by).pk)


def make_reviewed_report(*, by, **period) -> Report:
    return review_report(report=make_report(by=by, **period), by=by)


def make_issued_report(*, by, **period) -> Report:
    """An issued report whose spreadsheet is a few bytes."""
    report = make_reviewed_report(by=by, **period)
    issue_report(report=report, by=by)
    key = default_storage.save(f"informes/{report.pk}.xlsx", ContentFile(b"PK"))
    ReportFile.objects.create(report=report, kind="xlsx", key=key, size=2, sha256=sha256_of(b"PK"))
    return Report.objects.select_related("document").get(pk=report.pk)
