from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from core.strategies.indicators import Frame, Indicator
from core.tenancy.models import Ugel
from core.tenancy.scope import current_ugel, region_scope, scope
from reports.models import IndicatorResult, Report
from reports.selectors.results import computable_indicators, results_of

UPDATED = [
    field.name
    for field in IndicatorResult._meta.concrete_fields
    if field.name not in {"id", "ugel", "report", "code", "period_start", "period_end"}
]


def frame_of(*, period_start: date, period_end: date, time_zone: str, now: datetime | None = None) -> Frame:
    """The period with its cut-off: the earlier of its last moment by the UGEL's clock and now."""
    last_moment = datetime.combine(period_end + timedelta(days=1), time(), ZoneInfo(time_zone)) - timedelta(seconds=1)
    return Frame(period_start=period_start, period_end=period_end, cut_off=min(last_moment, now or timezone.now()))


def compute_here(
    *, frame: Frame, report: Report | None = None, indicators: Sequence[Indicator] | None = None
) -> list[IndicatorResult]:
    """Count every figure of the open scope's UGEL and store it, for a report or as the latest of its period."""
    ugel_id = current_ugel().pk
    results = results_of(frame, [ugel_id], indicators or computable_indicators())[ugel_id]
    _store(results, report)
    return results


def compute_everywhere(
    *, frame: Frame, ugels: Iterable[Ugel], indicators: Sequence[Indicator] | None = None
) -> dict[int, list[IndicatorResult]]:
    """Count every figure of many UGELs, one statement a figure; stored within each UGEL's own scope."""
    ugels = list(ugels)
    with transaction.atomic():
        with region_scope(ugels):
            results = results_of(frame, [u.pk for u in ugels], indicators or computable_indicators())
        for ugel in ugels:
            with scope(ugel):
                _store(results[ugel.pk])
    return results


def _store(results, report=None):
    for result in results:
        result.report = report
    # A second count of the same period takes the first one's place.
    IndicatorResult.objects.bulk_create(
        results,
        update_conflicts=True,
        unique_fields=["ugel", "report", "code", "period_start", "period_end"],
        update_fields=UPDATED,
    )
