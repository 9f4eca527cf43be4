"""Where the actas of the networks come from."""

from core.documents.enums import DocumentType
from core.strategies.letters import PaperOrigin
from networks.models import Acta
from networks.permissions import PEOPLE


def meeting_of(document):
    """The meeting an acta tells of; None where the acta is of something else."""
    acta = Acta.objects.filter(document=document).select_related("meeting__network").first()
    return (str(acta.meeting), acta.meeting.get_absolute_url()) if acta else None


ORIGINS = [PaperOrigin(DocumentType.ACTA, meeting_of, PEOPLE)]
