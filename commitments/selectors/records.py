from collections.abc import Sequence

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery

from commitments.enums import FULFILLED_STATES, LIVE_STATES, CommitmentState
from commitments.models import Attestation, Commitment, Instalment
from core.strategies.registry import PromiseRecord


def partner_records(partner_ids: Sequence[int] | None = None) -> dict[int, PromiseRecord]:
    """How partners' promises went, in one query; late is first seen after its date, as last rescheduled."""
    commitments = Commitment.objects.filter(partner__isnull=False)
    if partner_ids is not None:
        commitments = commitments.filter(partner__in=partner_ids)
    kept = Q(state__in=FULFILLED_STATES)
    counted = (
        commitments.annotate(is_late=Exists(_late()))
        .values("partner_id")
        .annotate(
            kept=Count("pk", filter=kept & Q(is_late=False)),
            late=Count("pk", filter=kept & Q(is_late=True)),
            could_not=Count("pk", filter=Q(state=CommitmentState.COULD_NOT)),
            broken=Count("pk", filter=Q(state=CommitmentState.BROKEN)),
            open=Count("pk", filter=Q(state__in=LIVE_STATES - FULFILLED_STATES)),
        )
        .order_by()
    )
    return {row.pop("partner_id"): PromiseRecord(**row) for row in counted}


def _late():
    """Instalments that nobody saw, not even a part, before their date had passed."""
    first = (
        Attestation.objects.counting()
        .filter(instalment=OuterRef("pk"), counted_quantity__gt=0)
        .order_by()
        .values("instalment")
        .annotate(day=Min("seen_date"))
        .values("day")
    )
    rows = Instalment.objects.filter(commitment=OuterRef("pk")).annotate(first_seen=Subquery(first))
    return rows.filter(first_seen__gt=F("due_date"))
