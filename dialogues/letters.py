"""Where the actas of the tables come from."""

from core.documents.enums import DocumentType
from core.strategies.letters import PaperOrigin
from dialogues.models import Acta


def session_of(document):
    """The sitting an acta tells of; None where the acta is of something else."""
    acta = Acta.objects.filter(document=document).select_related("session__table").first()
    return (str(acta.session), acta.session.get_absolute_url()) if acta else None


ORIGINS = [PaperOrigin(DocumentType.ACTA, session_of)]
