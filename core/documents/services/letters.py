from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.enums import DocumentType
from core.documents.models import Document, Letter, LetterTemplate
from core.documents.selectors.letterheads import letter_style
from core.documents.selectors.letters import gaps_of, sheet_of
from core.documents.services.papers import issue_paper
from core.strategies.letters import LetterFill, LetterKind
from core.tenancy.errors import DomainError

TEMPLATE = "documents/print/letter.html"
COPIED = ("kind", "document_type", "addressee", "post", "entity", "email", "subject", "reference", "body", "values")


class LetterIsIssued(DomainError):
    message = _("Esta carta ya fue emitida y no cambia. Use «Corregir» para emitir una que la reemplace.")


class NothingToWriteAbout(DomainError):
    message = _("Aquello sobre lo que trataría la carta ya no existe. Vuelva a la página anterior y elija de nuevo.")


class LetterHasGaps(DomainError):
    message = _("Falta completar: %(gaps)s.")


@transaction.atomic
def begin_letter(*, kind: LetterKind, about: str = "", template: LetterTemplate | None = None, by) -> Letter:
    """A draft from a wording, with everything known filled in; asked again about the same thing, the same draft.

    Raises NothingToWriteAbout.
    """
    fill = kind.fill(about) if kind.fill else LetterFill()
    if fill is None:
        raise NothingToWriteAbout
    style = letter_style()
    draft = Letter(
        kind=kind.key,
        about=about,
        document_type=DocumentType(kind.document_type),
        subject=template.subject if template else str(kind.subject),
        body=template.body if template else str(kind.body),
        values={name: str(value) for name, value in fill.values.items() if value},
        addressee=fill.addressee,
        post=fill.post,
        entity=fill.entity,
        email=fill.email,
        reference=fill.reference,
        signer_name=style.signer_name,
        signer_post=style.signer_post,
        created_by=by,
    )
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        # Two taps, or two people at once: there is one draft about one thing.
        return Letter.objects.drafts().get(kind=kind.key, about=about, supersedes=None)
    record("documents.letter_begun", draft, by=by)
    return draft


@transaction.atomic
def save_letter(*, letter: Letter, by, **fields) -> Letter:
    """Keep what was written; raises LetterIsIssued when somebody issued it meanwhile."""
    letter = _draft(letter)
    for name, value in fields.items():
        setattr(letter, name, value)
    letter.save()
    return letter


@transaction.atomic
def issue_letter(*, letter: Letter, by) -> Document:
    """Give the letter its number and freeze it; its PDF follows. Raises LetterIsIssued, LetterHasGaps."""
    letter = _draft(letter)
    if gaps := gaps_of(letter):
        raise LetterHasGaps(LetterHasGaps.message % {"gaps": ", ".join(gaps.values())})
    sheet = sheet_of(letter)
    document = issue_paper(
        document_type=DocumentType(letter.document_type),
        title=sheet.subject,
        template=TEMPLATE,
        snapshot=sheet.as_dict(),
        by=by,
        supersedes=[letter.supersedes] if letter.supersedes else (),
    )
    letter.document = document
    letter.save(update_fields=["document"])
    return document


@transaction.atomic
def begin_correction(*, letter: Letter, by) -> Letter:
    """A draft of the same letter that will replace the issued one; asked again, the same draft."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=letter.document_id)
    open_draft = Letter.objects.drafts().filter(supersedes=document).first()
    return open_draft or _copied(letter, by, about=letter.about, supersedes=document)


@transaction.atomic
def copy_letter(*, letter: Letter, by) -> Letter:
    """A new draft with the same words, for another addressee."""
    return _copied(letter, by)


@transaction.atomic
def discard_letter(*, letter: Letter, by) -> None:
    """Throw a draft away; it never had a number. Raises LetterIsIssued."""
    letter = _draft(letter)
    record("documents.letter_discarded", by, by=by, words=letter.subject)
    letter.delete()


def _draft(letter) -> Letter:
    """The letter under lock, still a draft."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if letter.is_issued:
        raise LetterIsIssued
    return letter


def _copied(letter, by, **changes) -> Letter:
    style = letter_style()
    copy = Letter(
        **{name: getattr(letter, name) for name in COPIED},
        signer_name=style.signer_name or letter.signer_name,
        signer_post=style.signer_post or letter.signer_post,
        created_by=by,
        **changes,
    )
    copy.save()
    record("documents.letter_begun", copy, by=by)
    return copy
