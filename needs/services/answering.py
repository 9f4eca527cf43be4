from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from needs.enums import NeedState
from needs.models import Need, NeedAttachment
from needs.services.moving import given, locked, move


class NotTheSameSchool(DomainError):
    message = _("Solo se juntan necesidades de la misma escuela.")


class DuplicateOfDuplicate(DomainError):
    message = _("La otra necesidad también está marcada como repetida. Elija la que sigue abierta.")


@transaction.atomic
def accept_need(*, need: Need, by) -> Need:
    return move(locked(need), NeedState.ACCEPTED, by=by)


@transaction.atomic
def return_need(*, need: Need, reason: str, by) -> Need:
    """Ask the school for what is missing, in words they will read; raises ReasonMissing."""
    return move(locked(need), NeedState.RETURNED, by=by, reason=given(reason))


@transaction.atomic
def prioritise_need(*, need: Need, by) -> Need:
    return move(locked(need), NeedState.PRIORITISED, by=by)


@transaction.atomic
def cover_by_state_programme(*, need: Need, programme: str, by) -> Need:
    """Note that a programme of the State will do it (PRONIED, Rutas Solidarias …); raises ReasonMissing."""
    return move(locked(need), NeedState.STATE_PROGRAMME, by=by, programme=given(programme))


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
    NeedAttachment.objects.filter(need=need).update(need=kept)
    counts = [n for n in (need.affected_students, kept.affected_students) if n is not None]
    kept.affected_students = max(counts, default=None)
    kept.severity = max(kept.severity, need.severity)
    kept.save(update_fields=["affected_students", "severity"])
    return move(need, NeedState.DUPLICATE, by=by, duplicate_of=kept)


@transaction.atomic
def solve_otherwise(*, need: Need, reason: str, by) -> Need:
    """Close what was solved outside any commitment, saying how; counted apart from verified."""
    return move(locked(need), NeedState.SOLVED_OTHERWISE, by=by, reason=given(reason))


@transaction.atomic
def close_unsolved(*, need: Need, reason: str, by) -> Need:
    """Give up openly, with the reason the school reads."""
    return move(locked(need), NeedState.CLOSED_UNSOLVED, by=by, reason=given(reason))


@transaction.atomic
def reopen_need(*, need: Need, reason: str, by) -> Need:
    """Undo an end: a closed need is accepted again, a duplicate stands for itself again."""
    need = locked(need)
    target = NeedState.REPORTED if need.state == NeedState.DUPLICATE else NeedState.ACCEPTED
    cleared = {"duplicate_of": None, "solved_said_by": None, "solved_said_at": None, "solved_said_text": ""}
    return move(need, target, by=by, reason=given(reason), **cleared)
