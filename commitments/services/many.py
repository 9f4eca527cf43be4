"""Several promises at once: each goes through its own service, and what cannot says why."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commitments.enums import CommitmentState, ManyAction, Party
from commitments.models import Commitment
from commitments.services.changing import AlreadyWitnessed, reschedule
from commitments.services.ending import cancel, close
from commitments.services.reminding import remind_now
from commitments.services.voices import Voice
from core.tenancy.errors import DomainError

Refused = list[tuple[Commitment, DomainError]]


class NotVerified(DomainError):
    message = _("Aún no está verificado por dos testigos: no se cierra.")


def do_to_many(
    *, action: ManyAction, commitments: Iterable[Commitment], by, reason: str = "", new_date: date | None = None
) -> Refused:
    """The same to each, one after another; gives those it could not be done to, each with its reason.

    In the order of their keys, so that two people who mark the same ones wait for each other and never both for ever.
    """
    act = _acts(by, reason, new_date)[action]
    refused: Refused = []
    for commitment in sorted(commitments, key=lambda one: one.pk):
        try:
            with transaction.atomic():
                act(commitment)
        except DomainError as error:
            refused.append((commitment, error))
    return refused


def _acts(by, reason, new_date) -> dict[ManyAction, Callable[[Commitment], object]]:
    return {
        ManyAction.REMIND: lambda one: remind_now(commitment=one, by=by),
        ManyAction.RESCHEDULE: lambda one: _reschedule_next(one, new_date, reason, by),
        ManyAction.CLOSE: lambda one: _close(one, by),
        ManyAction.CANCEL: lambda one: cancel(commitment=one, reason=reason, by=by),
    }


def _reschedule_next(commitment, new_date, reason, by) -> None:
    """The next date of which nobody spoke yet; raises AlreadyWitnessed where there is none."""
    instalment = commitment.instalments.filter(attestations=None).in_order().first()
    if instalment is None:
        raise AlreadyWitnessed
    reschedule(instalment=instalment, new_date=new_date, reason=reason, voice=Voice.of_user(by, Party.UGEL))


def _close(commitment, by) -> None:
    commitment.refresh_from_db(fields=["state"])
    if commitment.state not in (CommitmentState.VERIFIED, CommitmentState.CLOSED):
        raise NotVerified
    close(commitment=commitment, by=by)
