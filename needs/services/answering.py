from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from needs.enums import NeedState
from needs.models import Need, NeedAttachment
from needs.services.moving import given, locked, move
from needs.services.solving import UNSAID


class NotTheSameSchool(DomainError):
    message = _("Solo se juntan necesidades de la misma escuela.")


class DuplicateOfDuplicate(DomainError):
    message = _("La otra necesidad también está marcada como repetida. Elija la que sigue abierta.")


@transaction.atomic
def accept_need(*, need: Need, by, at: datetime | None = None) -> Need:
    return move(locked(need), NeedState.ACCEPTED, by=by, at=at)


@transaction.atomic
def return_need(*, need: Need, reason: str, by, at: datetime | None = None) -> Need:
    """Ask the school for what is missing, in words they will read; raises ReasonMissing."""
    return move(locked(need), NeedState.RETURNED, by=by, at=at, reason=given(reason))


@transaction.atomic
def prioritise_need(*, need: Need, by, at: datetime | None = None) -> Need:
    return move(locked(need), NeedState.PRIORITISED, by=by, at=at)


@transaction.atomic
def cover_by_state_programme(*, need: Need, programme: str, by, at: datetime | None = None) -> Need:
    """Note that a programme of the State will do it (PRONIED, Rutas Solidarias …); raises ReasonMissing."""
    return move(locked(need), NeedState.STATE_PROGRAMME, by=by, at=at, programme=given(programme))


@transaction.atomic
def mark_duplicate(*, need: Need, of: Need, by) -> Need:
    """Join a need to the one that tells the same: its photos and the larger count go over, it closes.

    Raises NotTheSameSchool, DuplicateOfDuplicate, NeedMovedOn.
    """
    # Locked in one order, so that two people joining both ways wait instead of deadlocking.
    first, second = sorted((need.pk, of.pk))
    rows = {pk: locked(Need(pk=pk)) for pk in dict.fromkeys((first, second))}
    need, kept = rows[need.pk], rows[of.pk]
    if need.school_id != kept.school_id:
        raise NotTheSameSchool
    if kept.state == NeedState.DUPLICATE or kept.pk == need.pk:
        raise DuplicateOfDuplicate
    need.joined_from = _join(need, kept)
    return move(need, NeedState.DUPLICATE, by=by, duplicate_of=kept)


def _join(need, kept) -> dict:
    """Give photos, count and severity to the one that is kept; what it had before, to take them back by."""
    before = {"affected_students": kept.affected_students, "severity": kept.severity}
    NeedAttachment.objects.filter(need=need).update(need=kept, came_with=need)
    counts = [n for n in (need.affected_students, kept.affected_students) if n is not None]
    kept.affected_students = max(counts, default=None)
    kept.severity = max(kept.severity, need.severity)
    kept.save(update_fields=["affected_students", "severity"])
    return {**before, "became": [kept.affected_students, kept.severity]}


def _part(need, kept) -> None:
    """Undo a joining: photos go back, and what it raised goes down unless somebody changed it since."""
    NeedAttachment.objects.filter(need=kept, came_with=need).update(need=need, came_with=None)
    before = need.joined_from
    if before and before["became"] == [kept.affected_students, kept.severity]:
        kept.affected_students, kept.severity = before["affected_students"], before["severity"]
        kept.save(update_fields=["affected_students", "severity"])


@transaction.atomic
def solve_otherwise(*, need: Need, reason: str, by) -> Need:
    """Close what was solved outside any commitment, saying how; counted apart from verified."""
    return move(locked(need), NeedState.SOLVED_OTHERWISE, by=by, reason=given(reason))


@transaction.atomic
def close_unsolved(*, need: Need, reason: str, by, at: datetime | None = None) -> Need:
    """Give up openly, with the reason the school reads."""
    return move(locked(need), NeedState.CLOSED_UNSOLVED, by=by, at=at, reason=given(reason))


@transaction.atomic
def reopen_need(*, need: Need, reason: str, by) -> Need:
    """Undo an end: a closed need is accepted again, a duplicate stands for itself again with its own photos."""
    need = locked(need)
    cleared: dict[str, Any] = {"duplicate_of": None, "solved_seen_for": "", **UNSAID}
    if need.duplicate_of is None:
        return move(need, NeedState.ACCEPTED, by=by, reason=given(reason), **cleared)
    _part(need, locked(need.duplicate_of))
    return move(need, NeedState.REPORTED, by=by, reason=given(reason), joined_from={}, **cleared)


ANSWERS: dict[str, Callable[..., Need]] = {
    NeedState.ACCEPTED: lambda need, text, by: accept_need(need=need, by=by),
    NeedState.PRIORITISED: lambda need, text, by: prioritise_need(need=need, by=by),
    NeedState.STATE_PROGRAMME: lambda need, text, by: cover_by_state_programme(need=need, programme=text, by=by),
    NeedState.RETURNED: lambda need, text, by: return_need(need=need, reason=text, by=by),
    NeedState.SOLVED_OTHERWISE: lambda need, text, by: solve_otherwise(need=need, reason=text, by=by),
    NeedState.CLOSED_UNSOLVED: lambda need, text, by: close_unsolved(need=need, reason=text, by=by),
}


def answer_need(*, need: Need, answer: NeedState, text: str, by) -> Need:
    """One answer of the UGEL, with its text where the answer has one; raises as the service of that answer does."""
    return ANSWERS[NeedState(answer)](need, text, by)


@transaction.atomic
def answer_needs(*, needs: Iterable[Need], answer: NeedState, text: str, by) -> list[tuple[Need, DomainError]]:
    """The same answer to several needs; gives those that could not take it, each with its reason."""
    refused = []
    for need in needs:
        try:
            answer_need(need=need, answer=answer, text=text, by=by)
        except DomainError as error:
            refused.append((need, error))
    return refused
