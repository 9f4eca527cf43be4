from django.db import transaction
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.enums import DocumentType
from core.documents.services import issue_paper
from core.tenancy.errors import DomainError
from dialogues import selectors
from dialogues.enums import Answer
from dialogues.models import Acta, Session
from dialogues.services.locking import SessionAhead, locked
from dialogues.services.telling import tell_issued


class NothingAgreed(DomainError):
    message = _("Un acta dice quién vino y qué se trató. Anote la asistencia y al menos un problema o un acuerdo.")


class ObservationsOpen(DomainError):
    message = _("Hay observaciones al acta sin responder. Acéptelas o diga por qué no, y emítala después.")


class StillGoingRound(DomainError):
    message = _("El acta está en lectura y falta quien responda. Se emite pasado el día que se les dio.")


@transaction.atomic
def issue_acta(*, session: Session, by) -> Acta:
    """The acta of a sitting with its number; the one in force while nothing changed, else one that replaces it.

    Raises SessionAhead, NothingAgreed, ObservationsOpen, StillGoingRound.
    """
    session = locked(session)
    if session.is_ahead:
        raise SessionAhead(session)
    told = tellable(session)
    _check_read(session)
    digest = selectors.digest_of(told)
    standing = selectors.acta_in_force(session)
    if standing and standing.told_sha256 == digest:
        return standing
    document = issue_paper(
        document_type=DocumentType.ACTA,
        title=_gettext("Acta de la %(session)s") % {"session": session},
        template="dialogues/print/acta.html",
        snapshot={**told, **selectors.beside(session)},
        context=selectors.signature_block(),
        by=by,
        supersedes=[standing.document] if standing else (),
    )
    acta = Acta.objects.create(session=session, document=document, told_sha256=digest)
    tell_issued(session, acta)
    record("dialogues.acta_issued", session, by=by, paper=str(document))
    return acta


def tellable(session: Session) -> dict:
    """What the session says, where it is enough for an acta; raises NothingAgreed."""
    told = selectors.told_at(session)
    if not told["attendances"] or not (told["agreements"] or told["problems"]):
        raise NothingAgreed
    return told


def _check_read(session: Session) -> None:
    readings = selectors.readings_of(session)
    if readings.filter(answer=Answer.PROPOSES, ruling="").exists():
        raise ObservationsOpen
    if session.takes_answers and not selectors.acta_in_force(session) and readings.filter(answer="").exists():
        raise StillGoingRound
