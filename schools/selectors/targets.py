"""The ámbito, as every denominator asks for it."""

from datetime import date

from django.db.models import QuerySet

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
