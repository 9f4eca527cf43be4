"""Thin doors: the jobs a person waits for, and the count every night."""

from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.jobs.registry import job, periodic
from core.tenancy.scope import scope
from reports.models import Report
from reports.services import building, computing, files


@job("reports.build_report", label=_("Armando el informe"))
def build_report(run, *, report_id):
    return {"next": building.build_report(run, report_id=report_id)}


@job("reports.print_report", label=_("Imprimiendo el informe emitido"))
def print_report(run, *, report_id):
    run.progress(0, 1, _("Imprimiendo el PDF y la hoja de cálculo"))
    files.print_files(ugel=run.ugel, report_id=report_id)
    with scope(run.ugel):
        return {"next": Report.objects.get(pk=report_id).get_absolute_url()}


@periodic("reports.count_figures", label=_("Contando las cifras del año"), daily_at=time(3))
def count_figures(run):
    """The year's figures as they stand this morning, for the home page."""
    year = timezone.localdate().year
    frame = computing.frame_of(
        period_start=date(year, 1, 1), period_end=date(year, 12, 31), time_zone=run.ugel.time_zone
    )
    with scope(run.ugel):
        return {"figures": len(computing.compute_here(frame=frame))}
