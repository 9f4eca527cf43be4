"""Where the certificates of units come from."""

from adoptions.models import Recognition
from core.documents.enums import DocumentType
from core.strategies.letters import PaperOrigin


def recognised_adoption(document):
    """The adoption a certificate speaks of; None where it is of something else."""
    found = Recognition.objects.filter(document=document).select_related("adoption__school", "partner").first()
    return (f"{found.adoption.school} · {found.partner}", found.adoption.get_absolute_url()) if found else None


ORIGINS = [PaperOrigin(DocumentType.RECOGNITION, recognised_adoption)]
