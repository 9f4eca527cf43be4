from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import TRANSITIONS, CommitmentState, Party
from commitments.models import Commitment
from commitments.services.standing import CommitmentMovedOn, given, locked, settle
from commitments.services.voices import Voice, check_speaks_for_promiser
from core.tenancy.errors import DomainError


class NotOverdue(DomainError):
    message = _(
        "Ninguna fecha pasó sin entrega: no es un incumplimiento. Si ya no se hará, use «No se pudo» o «Anular»."
    )


class NotEnded(DomainError):
    message = _("El compromiso sigue abierto: no hay nada que deshacer.")


@transaction.atomic
def could_not(*, commitment: Commitment, reason: str, voice: Voice, at=None) -> Commitment:
    """«No se pudo», said with its reason by who promised or for them by the UGEL: not the same as broken."""
    commitment = locked(commitment)
    if voice.party != Party.UGEL:
        check_speaks_for_promiser(voice, commitment)
    return _end(commitment, CommitmentState.COULD_NOT, reason=given(reason), by=voice.recorded_by, at=at)


@transaction.atomic
def mark_broken(*, commitment: Commitment, reason: str, by, at=None) -> Commitment:
    """«Incumplido»: a date passed and nothing was said; raises NotOverdue, ReasonMissing, CommitmentMovedOn."""
    commitment = locked(commitment)
    if commitment.is_live and not commitment.is_overdue:
        raise NotOverdue
    return _end(commitment, CommitmentState.BROKEN, reason=given(reason), by=by, at=at)


@transaction.atomic
def cancel(*, commitment: Commitment, reason: str, by, at=None) -> Commitment:
    """Take a promise off the list, with the reason: written twice, no longer wanted; undone by `reopen`."""
    return _end(locked(commitment), CommitmentState.CANCELLED, reason=given(reason), by=by, at=at)


@transaction.atomic
def close(*, commitment: Commitment, by, at=None) -> Commitment:
    """The last step of a verified promise: thanked and put away."""
    return _end(locked(commitment), CommitmentState.CLOSED, reason="", by=by, at=at)


@transaction.atomic
def reopen(*, commitment: Commitment, by) -> Commitment:
    """Undo an end: the promise goes back to where its confirmation and deliveries put it; raises NotEnded."""
    commitment = locked(commitment)
    if not commitment.ending:
        raise NotEnded
    commitment.ending, commitment.ending_reason, commitment.ended_at = "", "", None
    return settle(commitment, by=by)


def _end(commitment, state, *, reason, by, at) -> Commitment:
    if commitment.state == state:
        return commitment
    if state not in TRANSITIONS[commitment.status]:
        raise CommitmentMovedOn
    commitment.ending, commitment.ending_reason, commitment.ended_at = state, reason, at or timezone.now()
    return settle(commitment, by=by, at=commitment.ended_at)
