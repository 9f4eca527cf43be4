from core.documents.selectors.letterheads import Letterhead, letter_style, letterhead
from core.documents.selectors.papers import document_by_code, may_read, origin_of, papers, signed_copies

__all__ = [
    "Letterhead",
    "document_by_code",
    "letter_style",
    "letterhead",
    "may_read",
    "origin_of",
    "papers",
    "signed_copies",
]
