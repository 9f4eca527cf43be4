from datetime import date

from core.strategies import registry
from reports.models import IndicatorResult, Report


def current_of_period(report: Report) -> Report | None:
    """The issued report that this one would replace."""
    same = Report.objects.current().of_period(report.period_start, report.period_end)
    return same.exclude(pk=report.pk).select_related("document").first()


def waiting_reports():
    """Reviewed reports that only lack the head's word."""
    return Report.objects.filter(state="reviewed").order_by("-period_end", "-id")


def standing_figures(today: date) -> list[dict]:
    """Every declared indicator with the latest count of the running year, where there is one."""
    year = IndicatorResult.objects.filter(report=None, period_start=date(today.year, 1, 1))
    latest = {result.code: result for result in year.filter(period_end=date(today.year, 12, 31))}
    return [{"indicator": indicator, "result": latest.get(indicator.code)} for indicator in registry.indicators()]
