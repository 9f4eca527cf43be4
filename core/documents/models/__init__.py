from core.documents.models.documents import Document, DocumentCounter, PaperContent
from core.documents.models.letterhead import LetterStyle, YearName
from core.documents.models.letters import Letter, LetterTemplate
from core.documents.models.traces import Delivery, SignedCopy

__all__ = [
    "Delivery",
    "Document",
    "DocumentCounter",
    "Letter",
    "LetterStyle",
    "LetterTemplate",
    "PaperContent",
    "SignedCopy",
    "YearName",
]
