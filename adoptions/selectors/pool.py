"""The schools one adopts from: adopted, lapsing or free, as of today."""

from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from adoptions.enums import SchoolState, Standing
from adoptions.models import Addition, Adoption, NeediestList, NeediestSchool
from adoptions.selectors.adoptions import day_counts, remind_days
from adoptions.selectors.neediest import current_list
from schools.models import School


def pool(neediest: NeediestList | None) -> QuerySet[School]:
    """The list's schools, later additions and every adopted one, with `state`, `held_id` and `rank`."""
    listed = NeediestSchool.objects.filter(neediest=neediest, standing=Standing.CHOSEN)
    added = Addition.objects.filter(neediest=neediest)
    rank = listed.filter(school=OuterRef("pk")).values("rank")[:1]
    later = Exists(added.filter(school=OuterRef("pk")))
    rows = with_pool_state(School.objects.select_related("district"), timezone.localdate())
    return rows.annotate(rank=Subquery(rank, output_field=IntegerField()), is_added=later).filter(
        Q(pk__in=listed.values("school")) | Q(pk__in=added.values("school")) | Q(held_id__isnull=False)
    )


def with_pool_state(schools: QuerySet[School], today: date) -> QuerySet[School]:
    held = Adoption.objects.on(today).filter(school=OuterRef("pk"))
    soon = today + timedelta(days=remind_days())
    lapsing = Adoption.objects.lapsing(today, soon).filter(school=OuterRef("pk"))
    return schools.annotate(held_id=Subquery(held.values("pk")[:1]), is_lapsing=Exists(lapsing)).annotate(
        state=Case(
            When(held_id=None, then=Value(SchoolState.FREE.value)),
            When(is_lapsing=True, then=Value(SchoolState.LAPSING.value)),
            default=Value(SchoolState.ADOPTED.value),
            output_field=CharField(),
        )
    )


def with_care(schools: QuerySet[School]) -> QuerySet[School]:
    """With `unit`, `until_date`, `planned_days` and `verified_days` of whoever has each school of `pool` today."""
    held = Adoption.objects.filter(pk=OuterRef("held_id"))
    return schools.annotate(
        unit=Subquery(held.values("partner__name")[:1]),
        until_date=Subquery(held.values("to_date")[:1]),
        **day_counts("held_id"),
    )


def in_order(schools: QuerySet[School]) -> QuerySet[School]:
    """The list's first by their place, then the others by name."""
    return schools.order_by(F("rank").asc(nulls_last=True), "name", "pk")


def pool_counts(schools: QuerySet[School]) -> dict[str, int]:
    """How many stand how, and how many of the frozen list have somebody."""
    found = dict.fromkeys(SchoolState, 0)
    listed = {"listed": 0, "listed_held": 0}
    for state, rank in schools.order_by().values_list("state", "rank"):
        found[SchoolState(state)] += 1
        if rank is not None:
            listed["listed"] += 1
            listed["listed_held"] += state != SchoolState.FREE
    return {state.value: count for state, count in found.items()} | listed


def free_of_list(_request=None) -> QuerySet[School]:
    """Of the current list, added ones too, those nobody has today."""
    lists = NeediestList.objects.order_by("-year").values("pk")[:1]
    listed = NeediestSchool.objects.filter(neediest__in=lists, standing=Standing.CHOSEN).values("school")
    added = Addition.objects.filter(neediest__in=lists).values("school")
    held = Adoption.objects.on(timezone.localdate()).values("school")
    return School.objects.filter(Q(pk__in=listed) | Q(pk__in=added)).exclude(pk__in=held)


def school_states(schools: QuerySet[School]) -> dict[int, SchoolState]:
    """The map's reading: of the pool, how each school stands; others are left out."""
    found = pool(current_list()).filter(pk__in=schools.order_by().values("pk"))
    return {pk: SchoolState(state) for pk, state in found.order_by().values_list("pk", "state")}
