"""The ámbito, as every denominator asks for it."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from core.strategies.indicators import Frame
from schools.enums import ImportState
from schools.models import PadronImport, School, TargetList, TargetSchool


def target_schools(frame: Frame) -> QuerySet[School]:
    """Schools of the ámbito in force for the frame's year at its cut-off; of every UGEL in scope, in one query.

    A UGEL that froze no ámbito has none: its figures say «sin dato».
    """
    lists = TargetList.objects.in_force(year=frame.year, at=frame.cut_off)
    members = TargetSchool.objects.filter(target_list_id__in=lists.values("id"), is_included=True)
    return School.objects.filter(pk__in=members.values("school_id"))


def latest_target(*, year: int, at) -> TargetList | None:
    """This UGEL's ámbito of a year as frozen at a moment."""
    return TargetList.objects.in_force(year=year, at=at).first()


def padron_cut(at) -> date | None:
    """The date of the padrón cut this UGEL's registry stood at, at a moment."""
    applied = PadronImport.objects.filter(state=ImportState.APPLIED, applied_at__lte=at)
    return applied.order_by("-cut_date").values_list("cut_date", flat=True).first()


def target_versions() -> QuerySet[TargetList]:
    """Every version of every year, with how many schools it includes."""
    included = Count("entries", filter=Q(entries__is_included=True))
    return TargetList.objects.select_related("frozen_by").annotate(schools=included).order_by("-year", "-version")


def target_entries(target: TargetList, *, text: str = "") -> list[TargetSchool]:
    """The schools a version speaks of, by name; narrowed by a search."""
    found = target.entries.select_related("school__district")
    if text.strip():
        found = found.filter(school__in=School.objects.search(text.replace("\x00", "")))
    return list(found.order_by("school__name", "school_id"))
