import json
from collections.abc import Callable
from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.jobs.services import enqueue
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel, scope
from reports.models import Report
from reports.selectors.content import content_of
from reports.services.computing import compute_here, frame_of
from reports.services.files import print_files
from reports.services.texts import ReportIsIssued, ReportIsReviewed, begin_texts, suggest_problems

LONGEST_PERIOD_DAYS = 366 * 3


class PeriodRunsBackward(DomainError):
    message = _("El periodo termina antes de empezar. Revise las dos fechas.")


class PeriodNotBegun(DomainError):
    message = _("El periodo todavía no empieza: no hay nada que contar.")


class PeriodTooLong(DomainError):
    message = _("El periodo pasa de tres años. Prepare un informe por año.")


@transaction.atomic
def plan_report(*, period_start: date, period_end: date, by, supersedes: Report | None = None) -> Report:
    """Open a draft with the last report's texts; its figures come with the build.

    Raises PeriodRunsBackward, PeriodNotBegun or PeriodTooLong.
    """
    _check_period(period_start, period_end)
    last = Report.objects.order_by("-period_end", "-id").first()
    report = Report.objects.create(
        period_start=period_start, period_end=period_end, created_by=by, supersedes=supersedes
    )
    begin_texts(report=report, previous=supersedes or last)
    record("reports.report_planned", report, by=by)
    return report


def _check_period(period_start, period_end):
    if period_end < period_start:
        raise PeriodRunsBackward
    if (period_end - period_start).days > LONGEST_PERIOD_DAYS:
        raise PeriodTooLong
    if period_start > timezone.localdate():
        raise PeriodNotBegun


def order_build(*, report: Report, by):
    """Promise a new count of a draft; returns the job to wait for."""
    label = _("Armando: %(title)s") % {"title": report.title}
    return enqueue("reports.build_report", by=by, label=label, report_id=report.pk)


STEPS = (_("Contando las cifras"), _("Armando las secciones"), _("Imprimiendo el PDF y la hoja de cálculo"))


def build_report(run, *, report_id: int) -> str:
    """Count, write down and print a draft, one short transaction a step; run again it begins anew.

    Returns where the report is. Raises ReportIsIssued or ReportIsReviewed when it froze in the meantime.
    """
    run.progress(0, len(STEPS), STEPS[0])
    with scope(run.ugel):
        report = count_report(report_id=report_id, say=lambda: run.progress(1, len(STEPS), STEPS[1]))
        url = report.get_absolute_url()
    run.progress(2, len(STEPS), STEPS[2])
    print_files(ugel=run.ugel, report_id=report_id)
    run.progress(3, len(STEPS), STEPS[2])
    return url


@transaction.atomic
def count_report(*, report_id: int, say: Callable[[], None] = lambda: None) -> Report:
    """Put a new count and newly printed sections into a draft; `say` is called in between."""
    report = _locked_draft(report_id)
    time_zone = current_ugel().time_zone
    frame = frame_of(period_start=report.period_start, period_end=report.period_end, time_zone=time_zone)
    report.cut_off = frame.cut_off
    results = compute_here(frame=frame, report=report)
    say()
    report.content = _as_stored(content_of(report, results))
    report.built_at = timezone.now()
    report.save(update_fields=["cut_off", "content", "built_at"])
    suggest_problems(report=report)
    return report


def _locked_draft(report_id):
    report = Report.objects.select_for_update().get(pk=report_id)
    if report.is_issued:
        raise ReportIsIssued
    if not report.is_draft:
        raise ReportIsReviewed
    return report


def _as_stored(content):
    """What comes back from the database, so that printing now and later reads the same types."""
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))
