from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.enums import HELPING_STATES, CommitmentState
from commitments.models import Commitment, Confirmation, Version
from commitments.services import telling
from commitments.services.remembering import remember
from commitments.services.standing import CommitmentMovedOn, given, locked, settle
from commitments.services.voices import Voice, check_speaks_for_promiser
from core.tenancy.errors import DomainError


class PromiseChanged(DomainError):
    message = _("Lo prometido cambió mientras usted lo leía. Lea cómo quedó y confírmelo otra vez.")


class DateGone(DomainError):
    message = _("La fecha ya pasó. Escriba hasta qué día responderá.")


@transaction.atomic
def confirm(*, commitment: Commitment, version: int, voice: Voice, at=None) -> Commitment:
    """The promiser's yes to one version, as they read it; the same yes again changes nothing.

    Raises NotThePromiser, PromiseChanged, CommitmentMovedOn.
    """
    commitment = locked(commitment)
    check_speaks_for_promiser(voice, commitment)
    if version != commitment.version:
        raise PromiseChanged
    if commitment.is_confirmed and commitment.state in HELPING_STATES:
        return commitment
    if commitment.ending:
        raise CommitmentMovedOn
    at = at or timezone.now()
    agreed = Version.objects.get(commitment=commitment, number=version)
    Confirmation.objects.create(version=agreed, **voice.as_fields(at))
    commitment.confirmed_version = version
    commitment.first_confirmed_at = commitment.first_confirmed_at or at
    commitment.approval_due_date = None
    return settle(commitment, by=voice.recorded_by, at=at)


@transaction.atomic
def decline(*, commitment: Commitment, reason: str, voice: Voice, at=None) -> Commitment:
    """The promiser's no, with its reason; the same no again changes nothing."""
    commitment = locked(commitment)
    check_speaks_for_promiser(voice, commitment)
    if commitment.state == CommitmentState.DECLINED:
        return commitment
    if commitment.state != CommitmentState.PROPOSED:
        raise CommitmentMovedOn
    commitment.ending, commitment.ending_reason = CommitmentState.DECLINED, given(reason)
    commitment.ended_at = at or timezone.now()
    return settle(commitment, by=voice.recorded_by, at=commitment.ended_at)


@transaction.atomic
def ask_for_time(*, commitment: Commitment, until: date, voice: Voice) -> Commitment:
    """«Requiere aprobación, respondo el …»: still proposed, with the day of the answer; raises DateGone."""
    commitment = locked(commitment)
    check_speaks_for_promiser(voice, commitment)
    if commitment.state != CommitmentState.PROPOSED:
        raise CommitmentMovedOn
    if until < timezone.localdate():
        raise DateGone
    if commitment.approval_due_date != until:
        commitment.approval_due_date = until
        commitment.save(update_fields=["approval_due_date"])
        remember(commitment, "approval_asked", by=voice.recorded_by, until=until, said_by=voice.name)
        telling.tell_follower(commitment, telling.needs_approval(commitment), by=voice.recorded_by)
    return commitment


@transaction.atomic
def start(*, commitment: Commitment, by, at=None) -> Commitment:
    """Work began before anything was delivered; the same again changes nothing."""
    commitment = locked(commitment)
    if commitment.started_at:
        return commitment
    if commitment.state != CommitmentState.CONFIRMED:
        raise CommitmentMovedOn
    commitment.started_at = at or timezone.now()
    return settle(commitment, by=by, at=commitment.started_at)
