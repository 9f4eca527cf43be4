"""What was said is struck with its reason, or struck for another that takes its place; it is never changed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from livelihoods.models import FamiliesCount, Grant, Income, Support, Watch, Word
from livelihoods.services.locking import standing
from schools.readers.text import clean


class ReasonMissing(DomainError):
    message = _("Diga por qué se corrige: lo que se había dicho queda a la vista con ese motivo.")


def strike_for(word: Word, *, reason: str, by, at: datetime | None = None) -> None:
    """Inside the transaction that says it anew. Raises AlreadyStruck, ReasonMissing."""
    reason = clean(reason)[:300]
    if not reason:
        raise ReasonMissing
    word = standing(word)
    word.struck_at, word.struck_by, word.struck_because = at or timezone.now(), by, reason
    word.save(update_fields=["struck_at", "struck_by", "struck_because"])


@transaction.atomic
def strike(*, word: Word, reason: str, by, at: datetime | None = None) -> Word:
    """Take back what was said by mistake: a grant, a count of families, an income, help, who watches.

    Raises AlreadyStruck, ReasonMissing.
    """
    strike_for(word, reason=reason, by=by, at=at)
    subject, school_id = _told_of(word)
    record("livelihoods.struck", subject, by=by, at=at, school_id=school_id, what=str(word), reason=clean(reason)[:300])
    return word


def _told_of(word):
    """On whose page it is told that the word was struck, and at which school."""
    if isinstance(word, Grant | Watch):
        return word.group, None
    if isinstance(word, FamiliesCount | Income):
        return word.enterprise, None
    if isinstance(word, Support):
        return word, word.school_id
    raise TypeError(f"{type(word).__name__} is no word of livelihoods: say here on whose page it is told.")
