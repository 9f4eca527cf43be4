"""Where livelihoods stood in a frame, for one UGEL or many: what was told by the cut-off and not struck by then."""

from django.db.models import Case, DecimalField, Exists, F, OuterRef, QuerySet, Subquery, Sum, Value, When, Window
from django.db.models.functions import Coalesce, Greatest, RowNumber

from core.strategies.indicators import Frame
from livelihoods.enums import FOR_CHILDREN, EnterpriseKind, SupportKind
from livelihoods.models import Allocation, Enterprise, EnterpriseChange, FamiliesCount, Income, InitiativeGroup, Support
from livelihoods.selectors.places import with_village
from schools.models import School
from schools.selectors.targets import target_schools

MONEY = DecimalField(max_digits=20, decimal_places=2)


def villages(frame: Frame) -> QuerySet[School]:
    """One school of the ámbito for each village, the first, with `village_id`: territories are nobody's rows."""
    placed = with_village(target_schools(frame)).exclude(village_id=None)
    rank = Window(RowNumber(), partition_by=[F("ugel"), F("village_id")], order_by="pk")
    return placed.annotate(rank=rank).filter(rank=1)


def with_group(frame: Frame) -> QuerySet[School]:
    """Villages whose group was in force at the cut-off."""
    there = groups(frame).filter(ugel=OuterRef("ugel"), village=OuterRef("village_id"))
    return villages(frame).filter(Exists(there))


def unplaced(frame: Frame) -> QuerySet[School]:
    """Schools of the ámbito whose village the registry does not know."""
    return with_village(target_schools(frame)).filter(village_id=None)


def groups(frame: Frame) -> QuerySet[InitiativeGroup]:
    return InitiativeGroup.objects.in_force(frame.last_day, frame.cut_off)


def incomes(frame: Frame) -> QuerySet[Income]:
    """Whose days ended in the period: an income belongs to the period in which it was whole."""
    return Income.objects.standing(frame.cut_off).filter(to_date__range=(frame.period_start, frame.last_day))


def with_income(frame: Frame) -> QuerySet[InitiativeGroup]:
    """Communities to which a part of an enterprise's income went, for whatever purpose and of whatever amount."""
    parts = Allocation.objects.filter(income__in=incomes(frame).values("pk"))
    return groups(frame).filter(Exists(parts.filter(ugel=OuterRef("ugel"), village=OuterRef("village"))))


def untold(frame: Frame) -> QuerySet[InitiativeGroup]:
    """Communities with an enterprise of which no income was told that reached them."""
    own = enterprises(frame).earning().filter(ugel=OuterRef("ugel"), group=OuterRef("pk"))
    return groups(frame).filter(Exists(own)).exclude(pk__in=with_income(frame).values("pk"))


def enterprises(frame: Frame) -> QuerySet[Enterprise]:
    """In force at the cut-off, with `kind_then` and `quantity_then` as they were written then."""
    later = EnterpriseChange.objects.filter(enterprise=OuterRef("pk"), changed_at__gt=frame.cut_off)
    first = later.order_by("changed_at", "pk")
    was_changed = Exists(later)
    found = Enterprise.objects.in_force(frame.last_day, frame.cut_off)
    return found.annotate(
        kind_then=Coalesce(Subquery(first.values("old_kind")[:1]), F("kind")),
        quantity_then=Case(When(was_changed, then=Subquery(first.values("old_quantity")[:1])), default=F("quantity")),
    )


def shared_incomes(frame: Frame) -> QuerySet[Income]:
    """Incomes with what of them reached children and what was left; an income whose net nobody told has neither."""
    parts = Allocation.objects.filter(income=OuterRef("pk"), purpose__in=FOR_CHILDREN).order_by()
    reached = Subquery(parts.values("income").annotate(n=Sum("amount")).values("n"))
    nothing = Value(0, output_field=MONEY)
    return incomes(frame).annotate(
        numerator_amount=Case(When(net__isnull=False, then=Coalesce(reached, nothing)), output_field=MONEY),
        denominator_amount=Case(When(net__isnull=False, then=Greatest(F("net"), nothing)), output_field=MONEY),
    )


def working_families(frame: Frame) -> QuerySet[Enterprise]:
    """Enterprises with how many families they gave work to by the latest day told; None where nobody knows."""
    told = FamiliesCount.objects.standing(frame.cut_off).filter(enterprise=OuterRef("pk"), day__lte=frame.last_day)
    latest = told.order_by("-day", "-pk").values("families")[:1]
    return (
        enterprises(frame).exclude(kind_then=EnterpriseKind.RESOURCE_CENTRE).annotate(numerator_amount=Subquery(latest))
    )


def all_support(frame: Frame) -> QuerySet[Support]:
    """Help told of the period, of any kind."""
    return Support.objects.standing(frame.cut_off).filter(day__range=(frame.period_start, frame.last_day))


def support(frame: Frame, kind: SupportKind) -> QuerySet[Support]:
    return all_support(frame).filter(kind=kind)


def helped(frame: Frame) -> QuerySet[Support]:
    """Material help with the children without disability that it reached."""
    return support(frame, SupportKind.MATERIAL).annotate(numerator_amount=F("children"))


def helped_disabled(frame: Frame) -> QuerySet[Support]:
    return support(frame, SupportKind.MATERIAL).annotate(numerator_amount=F("disabled_children"))


def fed(frame: Frame) -> QuerySet[Support]:
    """Meals with how many children got them, together where both counts were told."""
    other = F("disabled_children")
    together = Case(When(children=None, then=other), default=F("children") + Coalesce(other, 0))
    return support(frame, SupportKind.MEAL).annotate(numerator_amount=together)
