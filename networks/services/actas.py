from django.db import transaction
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.enums import DocumentType
from core.documents.services import issue_paper
from core.tenancy.errors import DomainError
from networks import selectors
from networks.models import Acta, Meeting
from networks.services.locking import noting


class NothingToTell(DomainError):
    message = _("Un acta dice quién vino y qué se trató. Anote la asistencia y lo que se trató, o al menos un acuerdo.")


@transaction.atomic
def issue_acta(*, meeting: Meeting, by) -> Acta:
    """The acta of a meeting with its number; the one in force while nothing changed, else one that replaces it.

    Raises MeetingCancelled, NothingToTell.
    """
    meeting = noting(meeting)
    told = selectors.told_at(meeting)
    if not told["attendances"] or not (told["agreements"] or told["notes"]):
        raise NothingToTell
    digest = selectors.digest_of(told)
    standing = selectors.acta_in_force(meeting)
    if standing and standing.told_sha256 == digest:
        return standing
    document = issue_paper(
        document_type=DocumentType.ACTA,
        title=_gettext("Acta de la reunión: %(meeting)s") % {"meeting": meeting},
        template="networks/print/acta.html",
        snapshot={**told, **selectors.beside(meeting)},
        context=selectors.signature_block(),
        by=by,
        supersedes=[standing.document] if standing else (),
    )
    acta = Acta.objects.create(meeting=meeting, document=document, told_sha256=digest)
    record("networks.acta_issued", meeting, by=by, paper=str(document))
    return acta
