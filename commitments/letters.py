"""Where the papers that thank a partner come from."""

from commitments.models import Thanks
from core.documents.enums import DocumentType
from core.strategies.letters import PaperOrigin


def thanked_partner(document):
    """The partner a certificate thanks; None where it thanks nobody."""
    thanks = Thanks.objects.filter(document=document).select_related("partner").first()
    return (str(thanks.partner), thanks.partner.get_absolute_url()) if thanks else None


ORIGINS = [PaperOrigin(of, thanked_partner) for of in (DocumentType.RECOGNITION, DocumentType.CERTIFICATE)]
