from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from core.documents.models import Document, SignedCopy
from core.strategies.registry import collect


def papers() -> QuerySet[Document]:
    """Issued papers with `has_amendments` and `has_signed_copy`, so that a list asks once."""
    later = Document.objects.filter(amends=OuterRef("pk"))
    signed = SignedCopy.objects.in_force().filter(document=OuterRef("pk"))
    return Document.objects.annotate(has_amendments=Exists(later), has_signed_copy=Exists(signed))


def document_by_code(code: str) -> Document | None:
    """The paper a person typed the code of: capitals, spaces and hyphens do not matter."""
    bare = "".join(letter for letter in code.upper() if letter.isalnum())
    return papers().select_related("superseded_by", "amends").filter(public_code=bare).first()


def signed_copies(document: Document) -> Sequence[SignedCopy]:
    """The signed copies that stand, latest first."""
    return list(document.signed_copies.in_force().select_related("file", "attached_by").order_by("-id"))


def may_read(request, document: Document) -> bool:
    """Is what the paper says open to this person, beside that there is such a paper?"""
    closed = (
        origin
        for origin in collect("paper_origins")
        if origin.document_type == document.type and origin.permission and not request.allows(origin.permission)
    )
    return not any(origin.find(document) for origin in closed)


def origin_of(document: Document) -> tuple[str, str] | None:
    """Words and address of what the paper was made from, as the app that issues this type says."""
    finders = (origin.find for origin in collect("paper_origins") if origin.document_type == document.type)
    return next((found for find in finders if (found := find(document))), None)
