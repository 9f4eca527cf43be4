"""Groups, enterprises and help as lists and pages show them."""

from datetime import timedelta

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.strategies.settings import value
from livelihoods.enums import EnterpriseKind, GroupState, Purpose
from livelihoods.models import INCOME_DAYS, Allocation, Enterprise, FamiliesCount, Income, InitiativeGroup, Support
from schools.readers.text import searchable


def search(rows: QuerySet, text: str, place: str) -> QuerySet:
    """Every word must be in the name of the village (at the path `place`) or of what is around it, without accents."""
    for word in searchable(text).split():
        is_here = Q(**{f"{place}__search_name__contains": word})
        rows = rows.filter(is_here | Q(**{f"{place}__parent__search_name__contains": word}))
    return rows


def with_state(groups: QuerySet[InitiativeGroup]) -> QuerySet[InitiativeGroup]:
    """`state` of today: earning means that a part of an income that stands went to the village."""
    parts = Allocation.objects.filter(income__struck_at=None, village=OuterRef("village"))
    runs = Enterprise.objects.open().filter(group=OuterRef("pk"))
    return groups.annotate(earns=Exists(parts), runs=Exists(runs)).annotate(
        state=Case(
            When(closed_date__isnull=False, then=Value(GroupState.CLOSED.value)),
            When(earns=True, then=Value(GroupState.EARNING.value)),
            When(runs=True, then=Value(GroupState.WORKING.value)),
            default=Value(GroupState.IDLE.value),
        )
    )


def with_list_columns(groups: QuerySet[InitiativeGroup]) -> QuerySet[InitiativeGroup]:
    """With `state`, `member_count`, `enterprise_count` (open, without centres) and `last_income` (its last day)."""
    today = timezone.localdate()
    in_it = Q(members__from_date__lte=today) & (Q(members__to_date=None) | Q(members__to_date__gte=today))
    runs = Enterprise.objects.open().earning().filter(group=OuterRef("pk")).order_by().values("group")
    last = Allocation.objects.filter(income__struck_at=None, village=OuterRef("village")).order_by().values("village")
    return (
        with_state(groups)
        .select_related("village__parent")
        .annotate(
            member_count=Count("members", filter=in_it),
            enterprise_count=Coalesce(Subquery(runs.annotate(n=Count("pk")).values("n")), 0),
            last_income=Subquery(last.annotate(day=Max("income__to_date")).values("day")),
        )
    )


def with_enterprise_columns(enterprises: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """With `known_families`, `families_day` (of the latest count) and `last_income` (its last day)."""
    told = FamiliesCount.objects.standing().filter(enterprise=OuterRef("pk")).order_by("-day", "-pk")
    last = Income.objects.standing().filter(enterprise=OuterRef("pk")).order_by("-to_date")
    return enterprises.select_related("group__village__parent").annotate(
        known_families=Subquery(told.values("families")[:1]),
        families_day=Subquery(told.values("day")[:1]),
        last_income=Subquery(last.values("to_date")[:1]),
    )


def silent(_request=None) -> QuerySet[Enterprise]:
    """Open enterprises of which no income was told for so many days as the UGEL set."""
    since = timezone.localdate() - timedelta(days=int(value(INCOME_DAYS)))
    told = Income.objects.standing().filter(enterprise=OuterRef("pk"), to_date__gte=since)
    return Enterprise.objects.open().earning().filter(~Exists(told), opened_date__lt=since)


def incomes_of(enterprise: Enterprise) -> QuerySet[Income]:
    """All that was told, the latest days first, struck ones behind those that stand."""
    is_struck = ExpressionWrapper(Q(struck_at__isnull=False), output_field=BooleanField())
    rows = enterprise.incomes.annotate(is_struck=is_struck).select_related("recorded_by", "struck_by")
    rows = rows.prefetch_related("allocations__village__parent")
    return rows.order_by("-to_date", "is_struck", "-recorded_at")


def received_by(group: InitiativeGroup) -> QuerySet[Allocation]:
    """What of incomes that stand went to the group's village, the latest first."""
    rows = Allocation.objects.filter(income__struck_at=None, village=group.village_id)
    return rows.select_related("income__enterprise__group__village").order_by("-income__to_date", "pk")


def sums_by_purpose(group: InitiativeGroup) -> list[tuple[Purpose, object, int]]:
    """(purpose, sum of what was told or None, how many amounts nobody told) of what reached the village."""
    rows = Allocation.objects.filter(income__struck_at=None, village=group.village_id).order_by("purpose")
    found = rows.values("purpose").annotate(total=Sum("amount"), unknown=Count("pk", filter=Q(amount=None)))
    return [(Purpose(row["purpose"]), row["total"], row["unknown"]) for row in found]


def support_rows(rows: QuerySet[Support]) -> QuerySet[Support]:
    """With what a list shows, the latest first."""
    return rows.select_related("territory__parent", "school", "recorded_by").order_by("-day", "-pk")


def former_words(word) -> list:
    """What it took the place of, the latest first; a correction of a correction has two."""
    found, before = [], word.replaces_id
    while before:
        former = type(word).objects.select_related("recorded_by", "struck_by").get(pk=before)
        found.append(former)
        before = former.replaces_id
    return found


def counts_of_kinds(enterprises: QuerySet[Enterprise]) -> list[tuple[EnterpriseKind, int, int]]:
    """(kind, how many units were told, of how many the number is unknown), in the order of the kinds."""
    rows = enterprises.order_by().values("kind")
    rows = rows.annotate(told=Coalesce(Sum("quantity"), 0), unknown=Count("pk", filter=Q(quantity=None)))
    found = {row["kind"]: (row["told"], row["unknown"]) for row in rows}
    return [(kind, *found[kind.value]) for kind in EnterpriseKind if kind.value in found]
