"""What people stated beside what is counted: figures some paper printed, and the programmes of a report's days."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from core.strategies import registry
from core.ui.numbers import NBSP, percent_decimals, share, written
from reports.enums import FigureUnit
from reports.models import IndicatorResult, Programme, ProgrammeFunder, Report, ReportedFigure


def programmes() -> QuerySet[Programme]:
    """All of the UGEL with who pays, the latest first; what was taken away at the end."""
    paid = ProgrammeFunder.objects.select_related("partner").order_by("partner__name", "pk")
    rows = Programme.objects.prefetch_related(Prefetch("funders", queryset=paid))
    return rows.order_by("struck_at", "-period_end", "pk")


def reported_figures() -> QuerySet[ReportedFigure]:
    """All of the UGEL, the latest period first; what was taken away at the end."""
    return ReportedFigure.objects.order_by("struck_at", "-period_end", "pk")


def programmes_told(report: Report) -> list[dict]:
    """Those of the report's days, as its content keeps them."""
    return [
        {
            "name": one.name,
            "funders": [*(str(row.partner) for row in one.funders.all()), *filter(None, [one.other_funders])],
            **_days(one),
        }
        for one in programmes().of_days(report.period_start, report.period_end)
    ]


def figures_told(report: Report) -> list[dict]:
    """What papers print of the report's days, each with what the report counts and how far apart the two are."""
    stated = ReportedFigure.objects.of_days(report.period_start, report.period_end).order_by("period_start", "pk")
    results = {row.code: row for row in IndicatorResult.objects.filter(report=report)}
    return [_told(one, results.get(one.indicator)) for one in stated]


def indicator_names() -> list[tuple[str, str]]:
    """(code, name) of every figure the house counts, to choose from."""
    return [(one.code, f"{one.name} ({one.code})") for one in registry.indicators()]


def months_of(stated: Mapping) -> str:
    """«06/2014–07/2015»: a stated period from month to month."""
    first, last = (date.fromisoformat(stated[name]) for name in ("period_start", "period_end"))
    begin, end = (_("%(month)s/%(year)s") % {"month": f"{day:%m}", "year": day.year} for day in (first, last))
    return begin if begin == end else f"{begin}–{end}"


def _told(one: ReportedFigure, result: IndicatorResult | None) -> dict:
    counted = _counted(one, result)
    return {
        "indicator": one.indicator,
        "label": one.label,
        "place": one.place,
        "unit": one.unit,
        "value": None if one.value is None else float(one.value),
        "printed": one.in_words,
        "source": one.source,
        "note": one.note,
        "counted": None if counted is None else float(counted),
        "compared": _compared(one, counted),
        **_days(one),
    }


def _days(one) -> dict:
    return {"period_start": one.period_start.isoformat(), "period_end": one.period_end.isoformat()}


def _counted(one: ReportedFigure, result: IndicatorResult | None) -> Decimal | None:
    """What the report counts of the same; None where it counts nothing comparable."""
    if result is None:
        return None
    if one.unit == FigureUnit.COUNT:
        return result.numerator
    if result.percent is None:
        return None
    return share(result.numerator, result.denominator, max(percent_decimals(), _decimals(one.value)))


def _decimals(value: Decimal | None) -> int:
    """As many as the paper gives: 5.6 is compared with 5.7, not with 6."""
    return max(-int(value.normalize().as_tuple().exponent), 0) if value is not None else 0


def _compared(one: ReportedFigure, counted: Decimal | None) -> str:
    """«calculado 5,7 %, impreso 5,6 %: 0,1 puntos de diferencia»; empty where one of the two is not known."""
    if one.value is None or counted is None:
        return ""
    is_percent = one.unit == FigureUnit.PERCENT
    said = f"{written(counted)}{NBSP}%" if is_percent else written(counted)
    gap = abs(counted - one.value)
    words: Mapping[str, str] = {"counted": said, "printed": one.in_words, "gap": written(gap)}
    if not gap:
        return _("calculado %(counted)s, impreso %(printed)s: coinciden") % words
    if is_percent:
        return _("calculado %(counted)s, impreso %(printed)s: %(gap)s puntos de diferencia") % words
    return _("calculado %(counted)s, impreso %(printed)s: diferencia de %(gap)s") % words
