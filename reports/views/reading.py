import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.documents.selectors.letters import letters_about
from reports import permissions
from reports.enums import FileKind
from reports.letters import REMISSION
from reports.models import ReportFile
from reports.selectors.reading import Reading
from reports.selectors.region import regions_read_by, table_of_region
from reports.selectors.reports import standing_figures

YEAR = re.compile("20[0-9]{2}")


@access(permissions.VIEW)
def report_detail(request, pk):
    report = get_object_or_404(permissions.visible_reports(request).select_related("supersedes__document"), pk=pk)
    if report.built_at is None:
        return render(request, "reports/report_unbuilt.html", {"report": report})
    context = {
        "report": report,
        "reading": Reading(report),
        "texts": report.texts.order_by("chapter", "position", "id"),
        "files": report.files.order_by("kind"),
        "events": timeline_of(report),
        "letters": letters_about(REMISSION.key, str(report.pk)) if report.is_issued else [],
    }
    return render(request, "reports/report_detail.html", context)


@access(permissions.VIEW)
def figure_detail(request, pk, code):
    report = get_object_or_404(permissions.visible_reports(request).exclude(built_at=None), pk=pk)
    reading = Reading(report)
    figure = reading.by_code.get(code)
    if figure is None:
        raise Http404
    context = {"report": report, "reading": reading, "figure": figure, "rows": reading.rows(figure)}
    return render(request, "reports/figure_detail.html", context)


@access(permissions.VIEW)
def report_file(request, pk, kind):
    report = get_object_or_404(permissions.visible_reports(request), pk=pk)
    file = get_object_or_404(ReportFile, report=report, kind=kind)
    name = f"{request.ugel.code}-informe-{report.period_end.year}-{report.pk}.{kind}"
    content_type = FileKind(kind).content_type
    return FileResponse(default_storage.open(file.key), as_attachment=True, filename=name, content_type=content_type)


@access(permissions.VIEW)
def indicator_list(request):
    return render(request, "reports/indicator_list.html", {"figures": standing_figures(timezone.localdate())})


@access.signed_in
def region_overview(request):
    regions = regions_read_by(request.user)
    if not regions:
        raise Http404
    year = request.GET.get("anio", "")
    year = int(year) if YEAR.fullmatch(year) else timezone.localdate().year
    tables = [table_of_region(region, year) for region in regions]
    return render(request, "reports/region_overview.html", {"tables": tables, "year": year})
