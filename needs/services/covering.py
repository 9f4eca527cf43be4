"""What promises bring to a need: somebody takes it up, does a part, does it all, or lets it go.

Called by the app that knows promises; each call on a need that stands there already changes nothing.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy

from needs.enums import NeedState
from needs.models import Need
from needs.services.moving import locked, move
from needs.services.remembering import remember
from needs.services.solving import WORD, unsay
from needs.services.telling import said_sentence, tell_school
from schools.enums import Party

UNANSWERED = (NeedState.REPORTED, NeedState.RETURNED)


@transaction.atomic
def cover(*, need: Need, helper: str, by=None) -> Need:
    """Somebody agreed to do it; `helper` is who and by when, in the school's words («el Ejército, fecha 12/05»)."""
    need = locked(need)
    if not need.status.is_open:
        return need
    if need.state == NeedState.COVERED:
        need.helper = helper
        need.save(update_fields=["helper"])
        return need
    return move(_accepted(need, by), NeedState.COVERED, by=by, helper=helper)


@transaction.atomic
def let_go(*, need: Need, reason: str, by=None) -> Need:
    """Nobody has it any more: back to the priorities, with the reason the school reads."""
    need = locked(need)
    if need.state != NeedState.COVERED:
        return need
    return move(need, NeedState.PRIORITISED, by=by, reason=reason, helper="")


@transaction.atomic
def solve_a_part(*, need: Need, by=None) -> Need:
    """Two witnesses saw a part of it; the need stays open."""
    need = locked(need)
    if not need.status.is_open or need.state == NeedState.PARTLY_SOLVED:
        return need
    return move(_accepted(need, by), NeedState.PARTLY_SOLVED, by=by)


@transaction.atomic
def say_solved_by_promise(*, need: Need, text: str) -> Need:
    """Two witnesses saw what was promised: the first word, which the school confirms or denies in one tap."""
    need = locked(need)
    if not need.status.is_open or need.solved_said_for == Party.PROMISER:
        return need
    need.solved_said_by, need.solved_said_for = None, Party.PROMISER
    need.solved_said_at, need.solved_said_text = timezone.now(), text[:300]
    need.save(update_fields=WORD)
    remember(need, "solved_said")
    tell_school(need, words=lazy(said_sentence, str)(need), at=need.solved_said_at)
    return need


@transaction.atomic
def take_back_promise(*, need: Need) -> Need:
    """A witness denied it after all: the promise's word no longer asks the school."""
    need = locked(need)
    if need.status.is_open and need.solved_said_for == Party.PROMISER:
        unsay(need)
    return need


def _accepted(need: Need, by) -> Need:
    """A promise answers a need nobody had answered yet, without another message."""
    if need.state == NeedState.RETURNED:
        need = move(need, NeedState.REPORTED, by=by, told=False, reason="")
    return move(need, NeedState.ACCEPTED, by=by, told=False) if need.state == NeedState.REPORTED else need
