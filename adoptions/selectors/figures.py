"""Where adoptions stood in a frame, for one UGEL or many."""

from django.db.models import QuerySet

from adoptions.enums import Standing
from adoptions.models import Addition, Adoption, DayCommitment, NeediestList, NeediestSchool, WorkDay
from commitments.enums import NOT_PROMISED, InstalmentState
from commitments.models import Instalment
from core.strategies.indicators import Frame
from schools.models import School


def neediest(frame: Frame) -> QuerySet[School]:
    """The schools of the list of the frame's year, once it was frozen by the cut-off."""
    chosen = NeediestSchool.objects.filter(neediest__in=_lists(frame), standing=Standing.CHOSEN)
    return School.objects.filter(pk__in=chosen.values("school_id"))


def neediest_adopted(frame: Frame) -> QuerySet[School]:
    """Of those, the ones with a day that two witnesses saw."""
    return neediest(frame).filter(pk__in=verified_days(frame).values("adoption__school_id"))


def adopted_unseen(frame: Frame) -> QuerySet[School]:
    """Of the list, those a unit had in the period without any verified day."""
    return _not_achieved(frame).filter(pk__in=_adoptions(frame).values("school_id"))


def never_adopted(frame: Frame) -> QuerySet[School]:
    return neediest(frame).exclude(pk__in=_adoptions(frame).values("school_id")).exclude(pk__in=_seen_schools(frame))


def added_later(frame: Frame) -> QuerySet[School]:
    """Those added after the list was frozen, by the cut-off: beside the figure, in no part of it."""
    rows = Addition.objects.filter(neediest__in=_lists(frame), added_at__lte=frame.cut_off)
    return School.objects.filter(pk__in=rows.values("school_id"))


def verified_days(frame: Frame) -> QuerySet[WorkDay]:
    """Days of the period that two witnesses of two parties had seen by the cut-off, of promises not cancelled by it."""
    return WorkDay.objects.filter(pk__in=_seen_links(frame).values("day_id"))


def _seen_links(frame: Frame) -> QuerySet[DayCommitment]:
    seen = Instalment.objects.filter(
        due_date__gte=frame.period_start,
        due_date__lte=frame.last_day,
        state=InstalmentState.VERIFIED,
        verified_at__lte=frame.cut_off,
    ).exclude(commitment__state__in=NOT_PROMISED, commitment__ended_at__lte=frame.cut_off)
    return DayCommitment.objects.filter(commitment__in=seen.values("commitment_id"))


def _seen_schools(frame: Frame):
    return verified_days(frame).values("adoption__school_id")


def _not_achieved(frame: Frame) -> QuerySet[School]:
    return neediest(frame).exclude(pk__in=_seen_schools(frame))


def _adoptions(frame: Frame) -> QuerySet[Adoption]:
    held = Adoption.objects.within(frame.period_start, frame.last_day)
    return held.filter(created_at__lte=frame.cut_off)


def _lists(frame: Frame):
    return NeediestList.objects.in_force(year=frame.year, at=frame.cut_off).values("pk")
