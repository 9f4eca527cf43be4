"""What an alliance put on the table, promised, delivered and spent, in the UGEL's currency."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.db.models.functions import Least

from alliances.enums import ResourceStage
from alliances.models import Alliance
from commitments.enums import HELPING_STATES
from commitments.models import Commitment
from schools.models import School

MONEY = DecimalField(max_digits=16, decimal_places=2)


@dataclass(frozen=True)
class AtStage:
    """What came to a stage: what is known of its value (None: nothing), how many rows, how many without a value."""

    stage: ResourceStage
    value: Decimal | None
    rows: int
    unknown: int


def promised_under(alliance: Alliance) -> QuerySet[Commitment]:
    """What its partners confirmed for its schools or its territory, due while it holds; nothing before it is signed."""
    if alliance.signed_date is None or alliance.from_date is None:
        return Commitment.objects.none()
    places = Q(school__in=alliance.schools.values("school"))
    if alliance.territory_id:
        around = School.objects.in_territory(alliance.territory)
        places |= Q(school__in=around) | Q(territory=alliance.territory_id)
    due = Q(instalments__due_date__gte=alliance.from_date)
    if last := alliance.ended_date or alliance.to_date:
        due &= Q(instalments__due_date__lte=last)
    of_parties = Commitment.objects.filter(partner__in=alliance.parties.values("partner"), state__in=HELPING_STATES)
    dated = Commitment.objects.filter(due).values("pk")
    return of_parties.filter(places, pk__in=dated)


def stages_of(alliance: Alliance) -> list[AtStage]:
    """All four, in their order; a delivery is worth its share of the promise."""
    put = alliance.resources.standing().aggregate(
        worth=Sum("pledged"),
        rows=Count("pk"),
        unknown=Count("pk", filter=Q(pledged=None)),
        paid=Sum("spent"),
        spent_rows=Count("pk", filter=Q(spent__isnull=False)),
    )
    share = F("valuation") * Least(F("verified_quantity"), F("quantity")) / F("quantity")
    seen = Q(verified_quantity__gt=0)
    made = promised_under(alliance).aggregate(
        value=Sum("valuation"),
        rows=Count("pk"),
        unknown=Count("pk", filter=Q(valuation=None)),
        seen=Sum(ExpressionWrapper(share, output_field=MONEY), filter=seen),
        seen_rows=Count("pk", filter=seen),
        seen_unknown=Count("pk", filter=seen & Q(valuation=None)),
    )
    return [
        AtStage(ResourceStage.PLEDGED, put["worth"], put["rows"], put["unknown"]),
        AtStage(ResourceStage.COMMITTED, made["value"], made["rows"], made["unknown"]),
        AtStage(ResourceStage.DELIVERED, made["seen"], made["seen_rows"], made["seen_unknown"]),
        AtStage(ResourceStage.SPENT, put["paid"], put["spent_rows"], 0),
    ]
