"""What a build writes down: plain data from which page, PDF and spreadsheet are printed, now and in ten years."""

from collections.abc import Iterable

import structlog
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.documents.selectors import letterhead
from core.strategies import registry, settings
from core.strategies.indicators import Indicator
from core.tenancy.scope import current_ugel
from reports.models import IndicatorResult, Report, ReportText
from reports.models.results import plain
from reports.selectors.stated import figures_told, programmes_told
from schools.models import School, TargetList

log = structlog.get_logger(__name__)
SCHEMA = 1


def content_of(report: Report, results: Iterable[IndicatorResult]) -> dict:
    """Everything a report prints but the texts people write; no object is looked up again when it is printed."""
    results = list(results)
    ugel = current_ugel()
    head = letterhead(report.period_end.year)
    return {
        "schema": SCHEMA,
        "ugel": {"code": ugel.code, "name": ugel.name},
        "letterhead": {"ugel": head.ugel, "region": head.region, "year_name": head.year_name},
        "period_start": report.period_start.isoformat(),
        "period_end": report.period_end.isoformat(),
        "cut_off": report.cut_off.isoformat(),
        "target": _target(results),
        "figures": [_figure(result) for result in results],
        "schools": _schools(results),
        "previous": _previous(report),
        "programmes": programmes_told(report),
        "reported": figures_told(report),
        "sections": printed_sections(report),
    }


def texts_of(report: Report) -> list[dict]:
    """The written parts in their order."""
    rows = ReportText.objects.filter(report=report).order_by("position", "id")
    return list(rows.values("id", "chapter", "title", "body", "indicators"))


def snapshot_of(report: Report) -> dict:
    """What issuing freezes: the counted content and the written texts."""
    replaces = report.supersedes.document if report.supersedes else None
    return {**report.content, "texts": texts_of(report), "supersedes": str(replaces) if replaces else None}


def _figure(result):
    indicator = declared(result.code)
    return {
        "code": result.code,
        "version": result.version,
        "kind": result.kind,
        "name": str(indicator.name),
        "definition": str(indicator.definition),
        "unit": indicator.unit,
        "better": indicator.better,
        "is_headline": indicator.is_headline,
        "logro": indicator.logro,
        "evidence": indicator.evidence,
        "numerator": plain(result.numerator),
        "denominator": plain(result.denominator),
        "numerator_ids": list(result.numerator_ids),
        "denominator_ids": list(result.denominator_ids),
        "apart": [_apart(indicator, key, ids) for key, ids in result.apart.items()],
        "amounts": result.amounts,
        "named": _named(indicator, result),
        "settings": [_setting(name, value) for name, value in result.settings.items()],
    }


def _named(indicator, result):
    """What was counted, in words, where it is no school."""
    if indicator.named is None:
        return {}
    parts = (result.numerator_ids, result.denominator_ids, *result.apart.values())
    members = indicator.named(sorted({pk for part in parts for pk in part}))
    return {
        str(pk): {"name": one.name, "code": one.code, "district": "", "centre": one.place, "url": one.url}
        for pk, one in members.items()
    }


def _setting(name, value):
    return {"name": name, "label": str(settings.declared(name).label), "value": value}


def declared(code: str) -> Indicator | None:
    return next((indicator for indicator in registry.indicators() if indicator.code == code), None)


def _apart(indicator, key, ids):
    label = indicator.apart[key][0] if key in indicator.apart else _("Sin dato")
    is_unknown = key in indicator.unknown or key not in indicator.apart
    return {"key": key, "label": str(label), "is_unknown": is_unknown, "ids": ids}


def _target(results):
    pk = next((result.ambito_id for result in results if result.ambito_id), None)
    if pk is None:
        return None
    target = TargetList.objects.get(pk=pk)
    return {
        "id": target.pk,
        "year": target.year,
        "version": target.version,
        "resolution": target.resolution,
        "padron_cut": target.padron_cut.isoformat() if target.padron_cut else None,
        "padron_schools": target.padron_schools,
    }


def _schools(results):
    ids = {
        pk
        for result in results
        if declared(result.code).unit == "schools"
        for part in (result.numerator_ids, result.denominator_ids, *result.apart.values())
        for pk in part
    }
    schools = School.objects.filter(pk__in=ids).select_related("district")
    return {
        str(school.pk): {
            "name": school.name,
            "code": school.codlocal or school.national_key,
            "district": school.district.name if school.district else "",
            "centre": school.centre,
        }
        for school in schools
    }


def _previous(report):
    """The figures of the last report issued for an earlier cut-off, for the change since then."""
    earlier = Report.objects.current().filter(cut_off__lt=report.cut_off).exclude(pk=report.supersedes_id)
    last = earlier.select_related("document").order_by("-cut_off").first()
    if last is None:
        return None
    rows = IndicatorResult.objects.filter(report=last)
    figures = {
        row.code: {"version": row.version, "numerator": plain(row.numerator), "denominator": plain(row.denominator)}
        for row in rows
    }
    return {"label": last.document.label, "cut_off": last.cut_off.isoformat(), "figures": figures}


def printed_sections(report: Report) -> list[dict]:
    """Each app's sections as HTML; one that fails says so in its place and is logged, the rest goes on."""
    sections = sorted(registry.collect("report_sections"), key=lambda section: section.order)
    return [_printed(section, report) for section in sections]


def _printed(section, report):
    printed = {"key": section.key, "chapter": section.chapter, "title": str(section.title)}
    try:
        # A savepoint of its own: a failed query must not take the other sections along.
        with transaction.atomic():
            context = {**section.build(report), "report": report, "section": section}
            return {**printed, "html": render_to_string(section.template, context), "has_failed": False}
    except Exception:
        log.exception("report_section_failed", section=section.key, report=report.pk)
        return {**printed, "html": "", "has_failed": True}
