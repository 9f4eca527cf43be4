from django.utils.formats import date_format
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from dialogues.models import Session


class SessionCancelled(DomainError):
    message = _("Esta sesión se anuló: no se realizó y no se anota nada en ella.")


class SessionAhead(DomainError):
    """It did not take place yet; names its day."""

    def __init__(self, session: Session) -> None:
        words = _gettext("La sesión es el %(day)s y todavía no se realizó. Si se adelantó, cambie primero la fecha.")
        super().__init__(words % {"day": date_format(session.session_date, "SHORT_DATE_FORMAT")})


def locked(session: Session) -> Session:
    """The session under lock: what is noted, answered and issued wait for each other."""
    found = Session.objects.select_for_update(of=("self",)).select_related("table__territory")
    return found.get(pk=session.pk)


def noting(session: Session) -> Session:
    """The session under lock, to note something in it; raises SessionCancelled."""
    session = locked(session)
    if session.is_cancelled:
        raise SessionCancelled
    return session


def telling(session: Session) -> Session:
    """The session under lock, to note what happened there; raises SessionCancelled, SessionAhead."""
    session = noting(session)
    if session.is_ahead:
        raise SessionAhead(session)
    return session
