"""Which promises a person may see here; the rest does not exist for them."""

from django.shortcuts import get_object_or_404

from commitments.models import Commitment
from commitments.selectors import commitments_for


def visible_commitment(request, pk) -> Commitment:
    return get_object_or_404(commitments_for(request.user, request.roles), pk=pk)


def visible_instalment(request, pk):
    """An instalment of a promise this person sees, with its promise."""
    commitment = get_object_or_404(commitments_for(request.user, request.roles), instalments=pk)
    return commitment, commitment.instalments.get(pk=pk)
