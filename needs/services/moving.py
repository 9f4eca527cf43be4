"""The one place where a need changes state: under lock, along the table, on record, and told."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from needs.enums import OPEN_STATES, TRANSITIONS, NeedState
from needs.models import Need
from needs.services.remembering import remember
from needs.services.telling import tell_school


class NeedMovedOn(DomainError):
    message = _("Otra persona ya respondió esta necesidad. Vuelva a abrirla para ver cómo está.")


class ReasonMissing(DomainError):
    message = _("Escriba el motivo: la escuela lo leerá.")


def locked(need: Need) -> Need:
    """The row as it is now, held until the transaction ends."""
    return Need.objects.select_for_update(of=("self",)).select_related("school").get(pk=need.pk)


def move(
    need: Need, state: NeedState, *, by, party="", at: datetime | None = None, told=True, words=None, **fields
) -> Need:
    """Carry a locked need to a state and tell the school, in `words` or in the state's own sentence.

    `fields` are written in the same save. Raises NeedMovedOn when the table does not allow it.
    """
    before = NeedState(need.state)
    if state not in TRANSITIONS[before]:
        raise NeedMovedOn
    need.state = state
    moment = at or timezone.now()
    need.answered_at = need.answered_at or moment
    need.closed_at, need.closed_by = (None, None) if state in OPEN_STATES else (moment, by)
    for name, value in fields.items():
        setattr(need, name, value)
    need.save()
    remember(need, state, by=by, at=at, party=party, reason=need.reason)
    if told:
        tell_school(need, by=by, words=words, at=moment)
    return need


def given(reason: str) -> str:
    """The reason without surrounding space; raises ReasonMissing for none."""
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
