from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.enums import DocumentType
from core.documents.services import canonical_json, issue, sha256_of
from core.jobs.services import enqueue
from core.tenancy.errors import DomainError
from reports.enums import TRANSITIONS, ReportState
from reports.models import Report
from reports.selectors.content import snapshot_of
from reports.services.files import drop_draft_files


class ReportNotBuilt(DomainError):
    message = _("Este informe todavía no tiene cifras. Ármelo primero.")


class ReportMoved(DomainError):
    message = _("Otra persona cambió el estado de este informe. Vuelva a abrirlo para ver cómo quedó.")


@transaction.atomic
def review_report(*, report: Report, by) -> Report:
    """Say that figures and texts were read and are right; from here they wait for the head."""
    report = _locked(report, to=ReportState.REVIEWED)
    if report.built_at is None:
        raise ReportNotBuilt
    report.state, report.reviewed_by, report.reviewed_at = ReportState.REVIEWED, by, timezone.now()
    report.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    record("reports.report_reviewed", report, by=by)
    return report


@transaction.atomic
def return_report(*, report: Report, by) -> Report:
    """Give a reviewed report back for changes."""
    report = _locked(report, to=ReportState.DRAFT)
    report.state, report.reviewed_by, report.reviewed_at = ReportState.DRAFT, None, None
    report.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    record("reports.report_returned", report, by=by)
    return report


@transaction.atomic
def issue_report(*, report: Report, by) -> Report:
    """Freeze the report under a number and a public code; its files are printed afterwards, with both on them.

    The current report of the same period, if there is one, is superseded. Raises ReportMoved when somebody else
    issued or returned it first.
    """
    _lock_period(report)
    report = _locked(report, to=ReportState.ISSUED)
    report.supersedes = Report.objects.current().of_period(report.period_start, report.period_end).first()
    report.snapshot = canonical_json(snapshot_of(report))
    report.snapshot_sha256 = sha256_of(report.snapshot)
    replaced = report.supersedes and report.supersedes.document
    report.document = issue(
        document_type=DocumentType.REPORT,
        title=report.title,
        snapshot_sha256=report.snapshot_sha256,
        by=by,
        supersedes=[replaced] if replaced else (),
    )
    drop_draft_files(report=report)
    report.content, report.state = None, ReportState.ISSUED
    report.save(update_fields=["supersedes", "snapshot", "snapshot_sha256", "document", "content", "state"])
    record("reports.report_issued", report, by=by, number=report.document.label)
    return report


def order_print(*, report: Report, by):
    """Promise the files of an issued report; returns the job to wait for."""
    label = _("Imprimiendo: %(title)s") % {"title": report.title}
    return enqueue("reports.print_report", by=by, label=label, report_id=report.pk)


def _lock_period(report):
    # Two drafts of one period issued at once: the second must see the first as what it supersedes.
    same = Report.objects.of_period(report.period_start, report.period_end)
    list(same.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _locked(report, *, to):
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if to not in TRANSITIONS[report.state]:
        raise ReportMoved
    return report
