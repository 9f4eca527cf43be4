"""What hangs on a sample: the correction that an unfit one asks for."""

from django.db.models import Exists, OuterRef, QuerySet

from commitments.enums import LIVE_STATES, CommitmentState
from commitments.models import Attestation, Commitment
from water.models import Sample


def corrections_of(sample: Sample) -> QuerySet[Commitment]:
    """Promises born of a sample, with `is_spoken_of`: did anybody say yet what came of it?"""
    spoken = Attestation.objects.filter(commitment=OuterRef("pk"))
    found = Commitment.objects.filter(pk__in=sample.links.values("commitment"))
    return found.annotate(is_spoken_of=Exists(spoken)).order_by("pk")


def untouched_corrections(sample: Sample) -> QuerySet[Commitment]:
    """Those still open of which nobody spoke: they fall with their sample."""
    return corrections_of(sample).filter(is_spoken_of=False, state__in=LIVE_STATES | {CommitmentState.PROPOSED})
