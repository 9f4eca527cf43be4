from django.shortcuts import get_object_or_404

from dialogues.models import Session


def session_here(pk) -> Session:
    """The session with its table, or 404."""
    return get_object_or_404(Session.objects.select_related("table__territory"), pk=pk)


def acta_part(session) -> str:
    """Where the session's page speaks of its acta."""
    return f"{session.get_absolute_url()}#acta"
