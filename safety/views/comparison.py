from datetime import date, datetime, time

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.strategies.indicators import Frame
from safety import permissions
from safety.selectors.checks import visible_to
from safety.selectors.comparison import comparison_of
from safety.selectors.evidence import evidence_of
from schools.models import School


@access(permissions.VIEW)
def check_compare(request, before_pk, after_pk):
    checks = visible_to(request.user, request.roles).select_related("school", "version", "author", "verified_by")
    before, after = get_object_or_404(checks, pk=before_pk), get_object_or_404(checks, pk=after_pk)
    if before.school_id != after.school_id:
        raise Http404
    context = {"school": before.school, "comparison": comparison_of(before, after)}
    return render(request, "safety/check_compare.html", context)


@access(permissions.VIEW)
def improvement_evidence(request, school_id):
    """What «mejoró» says of one school in a period: its two checks side by side, or why there is no verdict."""
    school = get_object_or_404(School, pk=school_id)
    visible = visible_to(request.user, request.roles).filter(school=school)
    frame = frame_of(request.GET)
    evidence = evidence_of(school, frame, visible.select_related("version", "author", "verified_by"))
    context = {"school": school, "frame": frame, "evidence": evidence, "comparison": evidence.comparison}
    context["crumbs"] = way_back(request.GET.get("report", ""))
    return render(request, "safety/improvement_evidence.html", context)


def way_back(report: str) -> list[tuple]:
    """To the report the reader came from; the faces stand above a strategy, so only by the name of its address."""
    return [(_("Informe de logros"), reverse("reports:report_detail", args=[report]))] if report.isdigit() else []


def frame_of(query) -> Frame:
    """The period a report's link carries (desde, hasta, corte); without one, this year until now."""
    now = timezone.now()
    today = timezone.localdate()
    try:
        start = parse_date(query.get("desde", "")) or date(today.year, 1, 1)
        end = parse_date(query.get("hasta", "")) or date(today.year, 12, 31)
        cut_off = parse_datetime(query.get("corte", "").replace(" ", "+")) or min(now, end_of(end))
    except ValueError as error:
        raise Http404 from error
    if timezone.is_naive(cut_off):
        cut_off = timezone.make_aware(cut_off)
    return Frame(period_start=start, period_end=end, cut_off=cut_off)


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
