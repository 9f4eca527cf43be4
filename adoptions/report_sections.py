"""What «Adopto una escuela» prints: the frozen list school by school, what was done there, and who was skipped."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from adoptions.enums import Standing
from adoptions.models import Adoption, NeediestList, NeediestSchool
from adoptions.selectors import figures
from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from core.tenancy.speech import written_day

LONGEST_LIST = 60


def build_adoptions(report) -> dict:
    """As of the cut-off; what nobody told of a day is said apart, never a zero."""
    frame = report.frame
    lists = NeediestList.objects.in_force(year=frame.year, at=frame.cut_off)
    days = figures.verified_days(frame)
    return {
        "list": _list(lists.first()),
        "rows": _rows(frame, lists),
        "skipped": [_skipped(one) for one in _entries(lists, Standing.SKIPPED)],
        "added": [one.name for one in figures.added_later(frame).order_by("name")[:LONGEST_LIST]],
        "achieved": figures.neediest_adopted(frame).count(),
        "days": days.count(),
        "people": days.aggregate(n=Sum("people"))["n"],
        "hours": days.aggregate(n=Sum("hours"))["n"],
        "without_people": days.filter(people=None).count(),
    }


def _list(neediest: NeediestList | None) -> dict | None:
    if neediest is None:
        return None
    return {
        "total": neediest.entries.filter(standing=Standing.CHOSEN).count(),
        "ambito": neediest.ambito,
        "frozen": written_day(neediest.frozen_at),
    }


def _entries(lists, standing: Standing):
    rows = NeediestSchool.objects.filter(neediest__in=lists, standing=standing)
    return rows.select_related("school").order_by("rank")[:LONGEST_LIST]


def _rows(frame: Frame, lists) -> list[dict]:
    """The list in its order, with who had each school in the period and how many of its days were seen."""
    entries = list(_entries(lists, Standing.CHOSEN))
    schools = [one.school_id for one in entries]
    held = Adoption.objects.within(frame.period_start, frame.last_day).filter(school__in=schools)
    units: dict[int, list[str]] = {}
    for adoption in held.select_related("partner").order_by("from_date"):
        units.setdefault(adoption.school_id, []).append(adoption.partner.name)
    seen: dict[int, int] = {}
    for school_id in figures.verified_days(frame).values_list("adoption__school_id", flat=True):
        seen[school_id] = seen.get(school_id, 0) + 1
    return [
        {
            "rank": one.rank,
            "score": str(one.score),
            "school": one.school.name,
            "units": ", ".join(dict.fromkeys(units.get(one.school_id, []))),
            "days": seen.get(one.school_id, 0),
        }
        for one in entries
    ]


def _skipped(entry: NeediestSchool) -> dict:
    return {"rank": entry.rank, "school": entry.school.name, "reason": entry.reason}


ALL = [
    ReportSection(
        key="adoptions.adoptions",
        chapter="strategies",
        title=_("Adopto una escuela: las de mayor necesidad primero"),
        template="adoptions/report/adoptions.html",
        build=build_adoptions,
        order=40,
    )
]
