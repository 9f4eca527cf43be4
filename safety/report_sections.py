"""What ESYA prints in the achievement report, from the report's own frame; all plain values, drawn once and frozen."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from core.ui.templatetags.numbers import fraction, percent
from safety.enums import BASIC_DIMENSIONS, LEVEL_RANK, Dimension, Level, Rung, SdgComponent, Source
from safety.indicators import (
    improved,
    latest_checks,
    never_checked,
    not_evaluated,
    not_verified,
    unchanged,
    unchecked,
    worse,
)
from safety.models import Answer, Check, DimensionScore
from safety.selectors.improvement import changes, verdicts
from safety.selectors.results import current_rules
from safety.selectors.scoring import to_tenth
from schools.selectors import target_schools

MOST_FAILED = 10
LONGEST_LIST = 40


def build_improvement(report) -> dict:
    """Logro 3: the sentence, bars, dumbbells, the semáforo and the names of those not in the sentence."""
    frame = report.frame
    target = set(target_schools(frame).values_list("pk", flat=True))
    rows = [change for change in changes(frame) if change.school_id in target]
    count = improved(frame).count()
    return {
        "sentence": {
            "fraction": fraction(count, len(target), ngettext("escuela", "escuelas", len(target))),
            "percent": percent(count, len(target)),
        },
        "denominator": len(target),
        "up_by_dimension": _up_by_dimension(rows),
        "before_after": _mean_before_after(rows),
        "semaforo": _semaforo(frame, target),
        "rules": current_rules(),
        "lists": [
            {"label": label, **_names(schools(frame))}
            for label, schools in (
                (_("Bajaron de nivel en alguna condición"), worse),
                (_("Siguen igual"), unchanged),
                (_("Con ficha sin verificar: no se sabe si mejoraron"), not_verified),
                (_("Con una sola ficha: no evaluadas"), not_evaluated),
                (_("Sin ninguna ficha"), never_checked),
            )
        ],
        "marks": _marks(),
        "baselines": _baselines(frame, target),
    }


def _baselines(frame: Frame, target):
    """Which first checks the comparison rests on: before the period or its first one, seen or declared."""
    pairs = [verdict.before_id for verdict in verdicts(frame) if verdict.school_id in target]
    found = Check.objects.filter(pk__in=pairs)
    return {
        "before": found.filter(visited_date__lte=frame.period_start).count(),
        "inside": found.filter(visited_date__gt=frame.period_start).count(),
        "declared": found.filter(source=Source.DECLARED).count(),
    }


def _marks():
    rules = current_rules()
    return [(rules.in_progress_from, Level.IN_PROGRESS.label), (rules.conforming_from, Level.CONFORMING.label)]


def _up_by_dimension(rows):
    """How many schools went up, dimension by dimension, among those compared."""
    points = current_rules().improved_points
    up = Counter(
        row.dimension
        for row in rows
        if row.after_rank > row.before_rank or row.after_score - row.before_score >= points
    )
    return [{"label": str(dimension.label), "value": up[dimension]} for dimension in BASIC_DIMENSIONS]


def _mean_before_after(rows):
    """Mean score of the compared schools before and after; no schools, no mean."""
    pairs = []
    for dimension in BASIC_DIMENSIONS:
        of_dimension = [row for row in rows if row.dimension == dimension]
        count = len(of_dimension)
        before = sum(row.before_score for row in of_dimension) / count if count else None
        after = sum(row.after_score for row in of_dimension) / count if count else None
        pairs.append((str(dimension.label), to_tenth(before), to_tenth(after)))
    return pairs


def _semaforo(frame: Frame, target):
    """Schools by level of each dimension in their last verified check of the period."""
    checks = latest_checks(frame).filter(school_id__in=target)
    counted = (
        DimensionScore.objects.filter(safety_check__in=checks)
        .values_list("dimension", "level")
        .annotate(count=Count("pk"))
        .order_by()
    )
    found = {(dimension, level): count for dimension, level, count in counted}
    missing = len(target) - checks.count()
    levels = sorted(LEVEL_RANK, key=LEVEL_RANK.get, reverse=True)
    return [
        {
            "label": dimension.label,
            "segments": [
                *(
                    {"tone": level.tone, "label": level.label, "count": found.get((dimension, level), 0)}
                    for level in levels
                ),
                {
                    "tone": Level.NO_DATA.tone,
                    "label": Level.NO_DATA.label,
                    "count": missing + found.get((dimension, Level.NO_DATA), 0),
                },
            ],
        }
        for dimension in Dimension
    ]


def _names(schools):
    names = list(schools.order_by("name").values_list("name", flat=True)[: LONGEST_LIST + 1])
    total = len(names) if len(names) <= LONGEST_LIST else schools.count()
    return {"names": names[:LONGEST_LIST], "count": total, "more": max(total - LONGEST_LIST, 0)}


def build_ladders(report) -> dict:
    """The three JMP ladders of the ámbito, with the schools nobody checked as «sin dato»."""
    frame = report.frame
    checks = latest_checks(frame).filter(school__in=target_schools(frame))
    missing = unchecked(frame).count()
    return {
        "ladders": [
            {"title": title, "segments": _rung_segments(checks, field, missing)}
            for title, field in (
                (_("Agua para beber"), "water_rung"),
                (_("Saneamiento"), "sanitation_rung"),
                (_("Higiene"), "hygiene_rung"),
            )
        ],
        "checked": checks.count(),
        "total": target_schools(frame).count(),
    }


def _rung_segments(checks, field, missing):
    counts = dict(checks.values_list(field).annotate(count=Count("pk")).order_by())
    return [
        {
            "tone": rung.tone,
            "label": str(rung.label),
            "count": counts.get(rung, 0) + (missing if rung == Rung.UNKNOWN else 0),
        }
        for rung in Rung
    ]


def build_sdg(report) -> dict:
    """The seven components of SDG 4.a.1 over the ámbito."""
    frame = report.frame
    total = target_schools(frame).count()
    met = Counter()
    unknown = Counter()
    for has, has_not_said in (
        latest_checks(frame).filter(school__in=target_schools(frame)).values_list("sdg_met", "sdg_unknown")
    ):
        met.update(has)
        unknown.update(has_not_said)
    missing = unchecked(frame).count()
    return {
        "total": total,
        "rows": [
            {
                "letter": component.value,
                "label": component.label,
                "count": met[component],
                "unknown": unknown[component] + missing,
            }
            for component in SdgComponent
        ],
    }


def build_problems(report) -> dict:
    """Problemática, prefilled: what fails most often in the last verified checks."""
    frame = report.frame
    checks = list(latest_checks(frame).filter(school__in=target_schools(frame)).values_list("pk", flat=True))
    failed = (  # by their numbers: nested, the planner repeats the choice of checks for every answer of a new UGEL
        Answer.objects.filter(safety_check__in=checks, value=0)
        .values("item__code", "item__text", "item__dimension", "item__is_critical")
        .annotate(count=Count("pk"))
        .order_by("-count", "-item__is_critical", "item__code")[:MOST_FAILED]
    )
    rows = [{**row, "dimension": Dimension(row["item__dimension"]).label} for row in failed]
    return {"rows": rows, "checked": len(checks)}


ALL = [
    ReportSection(
        key="safety.problems",
        chapter="problems",
        title=_("Lo que más falla en las escuelas (ESYA)"),
        template="safety/report/problems.html",
        build=build_problems,
        order=30,
    ),
    ReportSection(
        key="safety.improvement",
        chapter="achievements",
        title=_("ESYA: escuelas que mejoraron sus condiciones básicas"),
        template="safety/report/improvement.html",
        build=build_improvement,
        order=30,
    ),
    ReportSection(
        key="safety.ladders",
        chapter="achievements",
        title=_("Agua, saneamiento e higiene (escalas JMP)"),
        template="safety/report/ladders.html",
        build=build_ladders,
        order=31,
    ),
    ReportSection(
        key="safety.sdg",
        chapter="achievements",
        title=_("Componentes del indicador ODS 4.a.1"),
        template="safety/report/sdg.html",
        build=build_sdg,
        order=32,
    ),
]
