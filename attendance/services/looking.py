"""The only door to names: opened for a person, it writes down who looked; the database lets in nobody else."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import Looked
from attendance.models import Case, CaseLook, CaseName, CaseNote, CaseVisit
from attendance.services.locking import held
from core.audit.services import record
from core.tenancy.errors import DomainError
from core.tenancy.scope import reading_as

WORDS = ("names", "contact", "notes")


class NothingToKeep(DomainError):
    message = _("Los nombres de este caso ya se borraron: no se escriben otra vez.")


@dataclass(frozen=True, repr=False)
class Words:
    """What is read of a case: who it is, whom to call, what else, and what was said on each visit, by its id.

    Without a `repr`: a traceback in a log would show it.
    """

    names: str = ""
    contact: str = ""
    notes: str = ""
    said: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def look(*, case: Case, by, what: Looked = Looked.CASE) -> Words | None:
    """Read a case's names as this person, and write down that they did; None where the names are gone.

    Who is not of the case reads nothing: the database gives no row, whatever page asks.
    """
    with reading_as(by, timezone.localdate()):
        kept = CaseName.objects.filter(case=case).first()
        if kept is None:
            return None
        notes = CaseNote.objects.filter(case=case)
        words = Words(**kept.words(), said={note.visit_id: note.words()["said"] for note in notes})
    CaseLook.objects.create(case=case, user=by, what=what)
    return words


@transaction.atomic
def keep_words(*, case: Case, words: dict[str, str], by) -> None:
    """Seal who it is; written again it takes the place of what was there, which stays nowhere. NothingToKeep."""
    case = held(case)
    if case.names_gone_at:
        raise NothingToKeep
    with reading_as(by, timezone.localdate()):
        kept = CaseName.objects.filter(case=case).first() or CaseName(case=case)
        kept.put({name: words.get(name, "").strip() for name in WORDS})
        kept.save()


@transaction.atomic
def keep_said(*, case: Case, visit: CaseVisit, said: str, by) -> None:
    """Seal what was said on a visit."""
    with reading_as(by, timezone.localdate()):
        note = CaseNote(case=case, visit=visit)
        note.put({"said": said})
        note.save()


@transaction.atomic
def correct_words(*, case: Case, words: dict[str, str], by) -> None:
    """As `keep_words`, told in the case's history without the words."""
    keep_words(case=case, words=words, by=by)
    record("attendance.case_corrected", case, by=by)
