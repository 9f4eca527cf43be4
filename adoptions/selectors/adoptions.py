"""Adoptions as lists and pages show them, and what can be done with one as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from adoptions.enums import AdoptionState
from adoptions.models import Adoption, DayCommitment, Recognition, WorkDay
from commitments.enums import FULFILLED_STATES
from core.strategies import settings as ugel_settings
from partners.models import Partner
from schools.models import School

REMIND = "adoptions.remind_before_days"


def remind_days() -> int:
    return int(ugel_settings.value(REMIND))


def with_list_columns(adoptions: QuerySet[Adoption]) -> QuerySet[Adoption]:
    """With `state`, `planned_days` and `verified_days` as of today; one query however many rows."""
    rows = adoptions.select_related("school__district", "partner").annotate(**day_counts("pk"))
    return rows.with_state(timezone.localdate(), remind_days())


def day_counts(adoption: str) -> dict:
    """How many days were planned and how many two witnesses saw, of the adoption whose id the outer row has there."""
    days = WorkDay.objects.filter(adoption=OuterRef(adoption)).order_by().values("adoption")
    seen = DayCommitment.objects.filter(day__adoption=OuterRef(adoption), commitment__state__in=FULFILLED_STATES)
    of_seen = seen.order_by().values("day__adoption")
    return {
        "planned_days": Coalesce(Subquery(days.annotate(n=Count("pk")).values("n")), 0),
        "verified_days": Coalesce(Subquery(of_seen.annotate(n=Count("day", distinct=True)).values("n")), 0),
    }


def of_school(school: School) -> QuerySet[Adoption]:
    return with_list_columns(Adoption.objects.filter(school=school)).order_by("-from_date", "-pk")


def of_partner(partner: Partner) -> QuerySet[Adoption]:
    """Those it has, and those it had before another took over."""
    had = Adoption.objects.filter(holders__partner=partner).values("pk")
    return with_list_columns(Adoption.objects.filter(pk__in=had)).order_by("-from_date", "-pk")


def lapsing_soon(_request=None) -> QuerySet[Adoption]:
    today = timezone.localdate()
    return Adoption.objects.lapsing(today, today + timedelta(days=remind_days()))


def ran_out_today() -> QuerySet[Adoption]:
    return Adoption.objects.ran_out(timezone.localdate())


@dataclass(frozen=True)
class Next:
    """What can be done with an adoption as it stands."""

    can_plan: bool
    can_renew: bool
    can_hand_over: bool
    can_return: bool


def what_next(adoption: Adoption) -> Next:
    is_held = adoption.status in (AdoptionState.ACTIVE, AdoptionState.LAPSING)
    is_open = is_held or adoption.status == AdoptionState.COMING
    return Next(
        can_plan=is_open,
        can_renew=is_open and not adoption.is_renewed,
        can_hand_over=is_held,
        can_return=is_open and not adoption.is_renewed,
    )


@dataclass(frozen=True)
class Unit:
    """A unit that worked at a school: its verified days, and the certificate in force for them."""

    partner: Partner
    days: Sequence[WorkDay]
    recognition: Recognition | None


def units_of(adoption: Adoption, days: Sequence[WorkDay]) -> list[Unit]:
    """Who has verified days, in the order in which they came; `days` are those of `with_promise`."""
    seen: dict[int, list[WorkDay]] = {}
    for day in days:
        if day.promise.status in FULFILLED_STATES:
            seen.setdefault(day.promise.partner_id, []).append(day)
    papers = Recognition.objects.current().filter(adoption=adoption).select_related("document")
    standing = {paper.partner_id: paper for paper in papers}
    return [Unit(rows[0].promise.partner, rows, standing.get(pk)) for pk, rows in seen.items()]
