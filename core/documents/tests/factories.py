"""Letters and papers as other tests need them."""

from core.documents.letters import ALL
from core.documents.models import Document, Letter
from core.documents.services.letters import begin_letter, issue_letter, save_letter
from core.documents.services.papers import print_paper
from core.tenancy.scope import current_ugel

KINDS = {kind.key: kind for kind in ALL}
THANKS = {"compromiso": "pintado de cuatro aulas", "escuela": "I.E. San Martín"}


def make_letter(*, by, **fields) -> Letter:
    """A letter of thanks with nothing missing."""
    letter = begin_letter(kind=KINDS["documents.thanks"], by=by)
    written = {"addressee": "Coronel Hugo Rivas", "entity": "Ejército del Perú", "values": THANKS}
    return save_letter(letter=letter, by=by, **{**written, **fields})


def make_issued_letter(*, by, **fields) -> Document:
    """An issued letter whose PDF is still to be printed."""
    return issue_letter(letter=make_letter(by=by, **fields), by=by)


def make_printed_letter(*, by, **fields) -> Document:
    document = make_issued_letter(by=by, **fields)
    print_paper(ugel=current_ugel(), document_id=document.pk)
    return Document.objects.get(pk=document.pk)
