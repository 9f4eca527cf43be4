"""What reports say on people's homes: what waits to be issued, how the year stands, what was issued last."""

from django.utils import timezone

from core.strategies.registry import unit_words
from reports.models import Report
from reports.permissions import EDIT
from reports.selectors.reports import standing_figures, waiting_reports

SHOWN = 5


def to_issue(request):
    """Reviewed reports that only lack the head's word."""
    reports = list(waiting_reports()[:SHOWN])
    return {"reports": reports} if reports else None


def year_so_far(request):
    """The headline figures of the running year, as last counted; nothing before the first count."""
    standing = standing_figures(timezone.localdate())
    figures = [{**row, "unit": unit_words(row["indicator"].unit)} for row in standing if row["indicator"].is_headline]
    return {"figures": figures} if any(row["result"] for row in figures) else None


def issued_lately(request):
    """For who only reads: the papers themselves."""
    if request.allows(EDIT):
        return None
    issued = Report.objects.current().select_related("document").defer("snapshot", "content")
    return {"reports": list(issued.order_by("-period_end", "-id")[:SHOWN])}


def built_reports():
    return Report.objects.exclude(built_at=None)
