from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from needs.enums import NeedState
from needs.models import Need
from needs.services.moving import NeedMovedOn, given, locked, move


class SamePerson(DomainError):
    message = _("Debe confirmarlo otra persona que lo haya visto: la escuela, la UGEL o un guardián.")


class NothingToConfirm(DomainError):
    message = _("Nadie dijo todavía que se resolvió, u otra persona ya lo confirmó.")


@transaction.atomic
def say_solved(*, need: Need, by, text: str = "") -> Need:
    """First witness: somebody saw it solved. It counts once a second person confirms."""
    need = locked(need)
    if not need.status.is_open or need.solved_said_at:
        raise NeedMovedOn
    need.solved_said_by, need.solved_said_at, need.solved_said_text = by, timezone.now(), text.strip()
    need.save(update_fields=["solved_said_by", "solved_said_at", "solved_said_text"])
    record("needs.solved_said", need, by=by, school_id=need.school_id, number=need.number)
    return need


@transaction.atomic
def confirm_solved(*, need: Need, by, is_partly: bool = False) -> Need:
    """Second witness; partly solved stays open. Raises NothingToConfirm and SamePerson."""
    need = _said(need, by)
    if not is_partly:
        return move(need, NeedState.SOLVED, by=by)
    cleared = {"solved_said_by": None, "solved_said_at": None, "solved_said_text": ""}
    return move(need, NeedState.PARTLY_SOLVED, by=by, **cleared)


@transaction.atomic
def contradict_solved(*, need: Need, by, text: str) -> Need:
    """Second witness who saw otherwise: the first word is taken off and both stay on record."""
    need = _said(need, by)
    said_by = need.solved_said_by_id
    need.solved_said_by, need.solved_said_at, need.solved_said_text = None, None, ""
    need.save(update_fields=["solved_said_by", "solved_said_at", "solved_said_text"])
    record(
        "needs.solved_contradicted",
        need,
        by=by,
        school_id=need.school_id,
        number=need.number,
        said_by=said_by,
        text=given(text),
    )
    return need


def _said(need, by) -> Need:
    need = locked(need)
    if not need.status.is_open or need.solved_said_at is None:
        raise NothingToConfirm
    if need.solved_said_by_id == by.pk:
        raise SamePerson
    return need
