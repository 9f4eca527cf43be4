"""What the achievement report prints of needs, from its own frame: what was asked, and what two persons saw solved."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from core.strategies.registry import ReportSection
from needs.enums import OPEN_STATES, Category, NeedState, Severity
from needs.indicators import registered, schools_without_help, solved
from schools.enums import Area

LONGEST_LIST = 40
LATEST_SOLVED = 15


def build_asked(report) -> dict:
    """Problemática: what schools of the ámbito asked for in the period, by kind, and who got nothing yet."""
    frame = report.frame
    asked = registered(frame)
    is_open = Q(state__in=OPEN_STATES)
    rows = (
        asked.order_by()
        .values("category")
        .annotate(
            asked=Count("pk"),
            open=Count("pk", filter=is_open),
            danger=Count("pk", filter=is_open & Q(severity=Severity.DANGER)),
        )
    )
    by_kind = [
        {**row, "label": str(Category(row["category"]).label)} for row in sorted(rows, key=lambda row: -row["asked"])
    ]
    left = schools_without_help(frame)
    count = left.count()
    return {
        "rows": by_kind,
        "bars": [{"label": row["label"], "value": row["asked"]} for row in by_kind],
        "asked": sum(row["asked"] for row in by_kind),
        "schools": asked.order_by().values("school").distinct().count(),
        "without_help": {
            "count": count,
            "names": list(left.order_by("name").values_list("name", flat=True)[:LONGEST_LIST]),
            "more": max(0, count - LONGEST_LIST),
        },
    }


def build_solved(report) -> dict:
    """Logros: solved and verified out of registered, by rurality, with the last ones and their two witnesses."""
    frame = report.frame
    done = solved(frame)
    counts = {
        area: (done.filter(school__area=area).count(), registered(frame).filter(school__area=area).count())
        for area in Area
    }
    latest = (
        done.select_related("school").annotate(photos=Count("attachments")).order_by("-closed_at", "pk")[:LATEST_SOLVED]
    )
    return {
        "areas": [
            {"label": str(Area(area).label), "solved": top, "asked": bottom} for area, (top, bottom) in counts.items()
        ],
        "latest": [
            {
                "what": need.what,
                "number": need.number,
                "school": need.school.name,
                "said_on": need.solved_said_at,
                "seen_on": need.closed_at,
                "photos": need.photos,
            }
            for need in latest[:LATEST_SOLVED]
        ],
        "otherwise": registered(frame).filter(state=NeedState.SOLVED_OTHERWISE, closed_at__lte=frame.cut_off).count(),
    }


ALL = [
    ReportSection(
        key="needs.asked",
        chapter="problems",
        title=_("Lo que las escuelas pidieron"),
        template="needs/report/asked.html",
        build=build_asked,
        order=20,
    ),
    ReportSection(
        key="needs.solved",
        chapter="achievements",
        title=_("Necesidades resueltas y vistas por dos personas"),
        template="needs/report/solved.html",
        build=build_solved,
        order=20,
    ),
]
