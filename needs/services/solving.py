from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from needs.enums import NeedState
from needs.models import Need
from needs.services.moving import NeedMovedOn, given, locked, move
from needs.services.remembering import remember
from needs.services.telling import contradicted_sentence, said_sentence, tell_school
from schools.enums import Party

UNSAID = {"solved_said_by": None, "solved_said_at": None, "solved_said_text": "", "solved_said_for": ""}
WORD = list(UNSAID)


class SamePerson(DomainError):
    message = _("Debe confirmarlo otra persona que lo haya visto: la escuela, la UGEL o un guardián.")


class SameParty(DomainError):
    message = _("Quien lo dijo también es de su lado. Debe confirmarlo otra parte: la escuela, la UGEL o un guardián.")


class NothingToConfirm(DomainError):
    message = _("Nadie dijo todavía que se resolvió, u otra persona ya lo confirmó.")


@transaction.atomic
def say_solved(*, need: Need, by, party: Party, text: str = "", at: datetime | None = None) -> Need:
    """First witness: somebody saw it solved. It counts once a second person of another party confirms."""
    need = locked(need)
    if not need.status.is_open or need.solved_said_at:
        raise NeedMovedOn
    need.solved_said_by, need.solved_said_for = by, party
    need.solved_said_at, need.solved_said_text = at or timezone.now(), text.strip()
    need.save(update_fields=WORD)
    remember(need, "solved_said", by=by, at=at, party=party)
    tell_school(need, by=by, words=lazy(said_sentence, str)(need), at=need.solved_said_at)
    return need


@transaction.atomic
def confirm_solved(*, need: Need, by, party: Party, is_partly: bool = False, at: datetime | None = None) -> Need:
    """Second witness; partly solved stays open. Raises NothingToConfirm, SamePerson, SameParty.

    What a promise says is confirmed by whoever lives with it: the school, or a guardian of it.
    """
    need = _said(need, by)
    if need.solved_said_for == party or (need.solved_said_for == Party.PROMISER and party == Party.UGEL):
        raise SameParty
    if not is_partly:
        return move(need, NeedState.SOLVED, by=by, at=at, party=party, solved_seen_for=party)
    return move(need, NeedState.PARTLY_SOLVED, by=by, at=at, party=party, **UNSAID)


@transaction.atomic
def contradict_solved(*, need: Need, by, party: Party, text: str) -> Need:
    """Second witness who saw otherwise: the first word is taken off and both stay on record."""
    need = _said(need, by)
    said_by = need.solved_said_by_id
    unsay(need)
    remember(need, "solved_contradicted", by=by, party=party, said_by=said_by, text=given(text))
    tell_school(need, by=by, words=lazy(contradicted_sentence, str)(need), at=timezone.now())
    return need


def _said(need, by) -> Need:
    need = locked(need)
    if not need.status.is_open or need.solved_said_at is None:
        raise NothingToConfirm
    if need.solved_said_by_id == by.pk:
        raise SamePerson
    return need


def unsay(need: Need) -> None:
    """Take the first word off a locked need."""
    for name, value in UNSAID.items():
        setattr(need, name, value)
    need.save(update_fields=WORD)
