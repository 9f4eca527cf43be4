"""Calls for offers as pages show them, and what of a need is still missing."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Lower

from alliances.enums import OfferState, OpenOfferState
from alliances.models import Call, CalledContact, CallNeed, Offered, OpenOffer
from commitments.enums import LIVE_STATES, CommitmentState
from commitments.models import NeedCover
from needs.models import Need
from needs.selectors.priority import with_score

PROMISED_STATES = LIVE_STATES | {CommitmentState.PROPOSED, CommitmentState.CLOSED}


def calls() -> QuerySet[Call]:
    """The newest first, each with how many needs it has, who was asked, and what waits for an answer."""
    unknown = Q(needs__open_offers__state=OpenOfferState.WAITING)
    counts = {
        "need_count": Count("needs", distinct=True),
        "called_count": Count("called", distinct=True),
        "waiting_count": Count("needs__offers", filter=Q(needs__offers__state=OfferState.OFFERED), distinct=True),
        "unknown_count": Count("needs__open_offers", filter=unknown, distinct=True),
    }
    return Call.objects.annotate(**counts).order_by("-created_at", "-pk")


def calls_to_answer(_request=None) -> QuerySet[Call]:
    """Those with an offer that waits for the UGEL's answer, or of which nobody said yet whose it is."""
    return calls().filter(Q(waiting_count__gt=0) | Q(unknown_count__gt=0))


def open_offers_of(call: Call) -> QuerySet[OpenOffer]:
    """What came behind the open link and waits."""
    rows = OpenOffer.objects.filter(call_need__call=call, state=OpenOfferState.WAITING)
    return rows.select_related("call_need__need__school").order_by("at", "pk")


def needs_of(call: Call) -> QuerySet[CallNeed]:
    """Each need with its offers side by side, the largest first, and how much was accepted and still stands."""
    offers = Offered.objects.select_related("called__contact__partner").order_by("-quantity", "pk")
    standing = Q(offers__links__commitment__state__in=PROMISED_STATES)
    accepted = Sum("offers__accepted_quantity", filter=standing)
    rows = call.needs.select_related("need__school").annotate(accepted=accepted).order_by("pk")
    return rows.prefetch_related(Prefetch("offers", offers), "offers__links__commitment")


def offers_to(called: CalledContact) -> QuerySet[CallNeed]:
    """What one contact is asked, each with `mine`: what they said so far."""
    mine = Offered.objects.filter(called=called).prefetch_related("links__commitment")
    rows = called.call.needs.select_related("need__school").order_by("pk")
    return rows.prefetch_related(Prefetch("offers", mine, to_attr="mine"))


def asked_before(needs) -> dict[int, "Gap"]:
    """What is known to be missing of each need, by its id: where a new call begins."""
    return {row.pk: as_gap(row) for row in gap_of(Need.objects.filter(pk__in=[need.pk for need in needs]))}


def open_needs() -> QuerySet[Need]:
    """What may be asked for, the weightiest first."""
    return with_score(Need.objects.open()).select_related("school").order_by(F("score").desc(nulls_last=True), "number")


@dataclass(frozen=True)
class Gap:
    """One open need: how much was asked in calls, promised and seen, in the unit of the call; None is not known."""

    need: Need
    unit: str
    asked: Decimal | None
    promised: Decimal | None
    seen: Decimal | None
    promises: int

    @property
    def missing(self) -> Decimal | None:
        """Never less than nothing; unknown where nobody said how much, or the promises count in another unit."""
        if self.asked is None or (self.promises and self.promised is None):
            return None
        return max(self.asked - (self.promised or Decimal(0)), Decimal(0))


def gap_of(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Needs with what the latest call asked of each and what was promised and seen in the same unit."""
    asked = CallNeed.objects.filter(need=OuterRef("pk")).order_by("-pk")
    unit = Subquery(asked.values("unit")[:1])
    covers = NeedCover.objects.filter(need=OuterRef("pk"), commitment__state__in=PROMISED_STATES).order_by()
    spelt = covers.annotate(unit=Lower("commitment__unit"))
    same = spelt.filter(unit=Lower(OuterRef("asked_unit"))).values("need")
    return needs.annotate(
        asked_unit=unit,
        asked_quantity=Subquery(asked.values("quantity")[:1]),
        promises=Subquery(covers.values("need").annotate(n=Count("pk")).values("n")),
        promised=Subquery(same.annotate(n=Sum("commitment__quantity")).values("n")),
        seen=Subquery(same.annotate(n=Sum("commitment__verified_quantity")).values("n")),
    )


def as_gap(need: Need) -> Gap:
    """A row of `gap_of`, with the sums it may draw."""
    return Gap(
        need=need,
        unit=need.asked_unit or "",
        asked=need.asked_quantity,
        promised=need.promised,
        seen=need.seen,
        promises=need.promises or 0,
    )
