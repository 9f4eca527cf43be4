"""The one place where a promise's cached state and quantities are written: under lock, by the rule, on record, told."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments import rule
from commitments.enums import FULFILLED_STATES, TRANSITIONS, CommitmentState, InstalmentState, Party, Promiser
from commitments.models import Attestation, Commitment, Instalment, Standing
from commitments.services import covering, telling
from commitments.services.remembering import remember
from commitments.signals import commitment_changed
from core.tenancy.errors import DomainError

CACHED = ["state", "delivered_quantity", "verified_quantity", "next_due_date"]
INSTALMENT_CACHED = ["state", "delivered_quantity", "verified_quantity", "verified_at"]


class CommitmentMovedOn(DomainError):
    message = _("El compromiso cambió mientras usted lo veía. Vuelva a abrirlo para ver cómo está.")


class ReasonMissing(DomainError):
    message = _("Escriba el motivo: lo leerá quien espera este compromiso.")


def locked(commitment: Commitment) -> Commitment:
    """The row as it is now, held until the transaction ends."""
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("partner", "school", "territory")
    return rows.get(pk=commitment.pk)


def given(reason: str) -> str:
    """The reason without surrounding space; raises ReasonMissing for none."""
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()


def judged(commitment: Commitment) -> tuple[list[Instalment], rule.Judgement]:
    """What the rule says of a promise as its rows stand, with the instalments in the rule's order."""
    instalments = list(commitment.instalments.in_order())
    words: dict[int, list[rule.Statement]] = {}
    counting = Attestation.objects.counting().filter(commitment=commitment).select_related("resolution")
    for attestation in counting.order_by("id"):
        statement = attestation.as_statement(Promiser(commitment.promiser))
        words.setdefault(attestation.instalment_id, []).append(statement)
    judgement = rule.judge(
        [rule.Due(one.quantity, one.due_date, words.get(one.pk, [])) for one in instalments],
        tolerance=commitment.tolerance_percent,
        is_confirmed=commitment.is_confirmed,
        is_started=commitment.started_at is not None,
        ending=commitment.ending,
    )
    return instalments, judgement


def settle(commitment: Commitment, *, by=None, party="", at=None) -> Commitment:
    """Bring a locked promise to what its rows say, and tell whoever waits for it when it moved.

    `party` is for whom `by` spoke. Raises CommitmentMovedOn when the table of transitions does not know the move.
    """
    instalments, judgement = judged(commitment)
    before, seen = CommitmentState(commitment.state), commitment.verified_quantity
    if judgement.state != before and judgement.state not in TRANSITIONS[before]:
        raise CommitmentMovedOn
    _keep(commitment, instalments, judgement, at=at)
    moved = judgement.state != before
    if moved:
        remember(commitment, judgement.state, by=by, party=party, at=at, reason=commitment.ending_reason)
        telling.tell_moved(commitment, before=before, by=by)
    if moved or (judgement.verified != seen and judgement.state not in FULFILLED_STATES):
        # A need tells nobody who the witness of the community was.
        covering.follow(commitment, by=None if party == Party.GUARDIAN else by)
    if moved:
        commitment_changed.send(Commitment, commitment=commitment, before=before, after=judgement.state, by=by)
    return commitment


def _keep(commitment: Commitment, instalments: list[Instalment], judgement: rule.Judgement, *, at) -> None:
    moved = []
    for instalment, found in zip(instalments, judgement.instalments, strict=True):
        new = (found.state, found.delivered, found.verified, found.verified_at)
        if new != tuple(getattr(instalment, name) for name in INSTALMENT_CACHED):
            (
                instalment.state,
                instalment.delivered_quantity,
                instalment.verified_quantity,
                instalment.verified_at,
            ) = new
            moved.append(instalment)
    Instalment.objects.bulk_update(moved, INSTALMENT_CACHED)
    _remember_standing(commitment, instalments, moved, judgement.state, at=at or timezone.now())
    commitment.state = judgement.state
    commitment.delivered_quantity = judgement.delivered
    commitment.verified_quantity = judgement.verified
    commitment.next_due_date = judgement.next_due_date
    commitment.save()


def _remember_standing(commitment, instalments, moved, state: CommitmentState, *, at) -> None:
    """What reports of an earlier cut-off read; a promise that ended or began again tells of all that was spoken of."""
    if commitment.is_live != state.is_live:
        moved = [one for one in instalments if one in moved or one.state != InstalmentState.EXPECTED]
    Standing.objects.bulk_create(
        Standing(
            instalment=one,
            state=one.state,
            delivered_quantity=one.delivered_quantity,
            verified_quantity=one.verified_quantity,
            is_live=state.is_live,
            at=at,
        )
        for one in moved
    )
