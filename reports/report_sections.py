"""What the report prints over all strategies: every figure with its counts, and where the headline ones hold."""

from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Kind
from core.strategies.registry import ReportSection
from reports.enums import Chapter, Part
from reports.models import IndicatorResult
from reports.selectors.content import declared
from reports.selectors.stated import figures_told
from schools.models import School, TerritoryShape


def all_figures(report):
    """Percentages side by side, each with its counts."""
    results = IndicatorResult.objects.filter(report=report).exclude(kind__in=(Kind.COUNT, Kind.SUM)).order_by("id")
    return {"rows": [{"name": declared(result.code).name, "result": result} for result in results]}


def printed_elsewhere(report):
    """What papers print of the report's days, apart from what is counted, with the difference."""
    return {"rows": figures_told(report)}


def where_it_holds(report):
    """A map for each headline figure of schools: who counts, who does not, who is apart."""
    results = IndicatorResult.objects.filter(report=report, kind=Kind.SHARE)
    headline = [result for result in results if declared(result.code).is_headline]
    headline = [result for result in headline if declared(result.code).unit == "schools"]
    ids = {pk for result in headline for pk in result.denominator_ids}
    schools = list(School.objects.filter(pk__in=ids).order_by("name"))
    shapes = TerritoryShape.objects.filter(territory__in={school.district_id for school in schools})
    return {
        "districts": [{"name": s.territory.name.title(), "rings": s.rings} for s in shapes.select_related("territory")],
        "maps": [{"name": declared(r.code).name, "points": _points(schools, r)} for r in headline],
    }


def _points(schools, result):
    """Those the figure counts: another's may be fewer or more."""
    counted = set(result.denominator_ids)
    return [_point(school, result) for school in schools if school.pk in counted]


def _point(school, result):
    part = Part.IN if school.pk in set(result.numerator_ids) else _part_outside(school.pk, result)
    return {
        "label": school.name,
        "lon": school.lon,
        "lat": school.lat,
        "tone": part.tone,
        "state": str(part.label),
    }


def _part_outside(pk, result):
    unknown = {key for key in result.apart if key in declared(result.code).unknown}
    return Part.APART if any(pk in result.apart[key] for key in unknown) else Part.OUT


ALL = [
    ReportSection(
        key="reports.figures",
        chapter=Chapter.ACHIEVEMENTS,
        title=_("Todas las cifras"),
        template="reports/sections/figures.html",
        build=all_figures,
        order=5,
    ),
    ReportSection(
        key="reports.reported",
        chapter=Chapter.ACHIEVEMENTS,
        title=_("Cifras impresas en otros papeles"),
        template="reports/sections/reported.html",
        build=printed_elsewhere,
        order=7,
    ),
    ReportSection(
        key="reports.map",
        chapter=Chapter.ACHIEVEMENTS,
        title=_("Dónde"),
        template="reports/sections/map.html",
        build=where_it_holds,
        order=10,
    ),
]
