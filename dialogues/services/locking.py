from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from dialogues.models import Session


class SessionCancelled(DomainError):
    message = _("Esta sesión se anuló: no se realizó y no se anota nada en ella.")


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
