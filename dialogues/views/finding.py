from django.shortcuts import get_object_or_404

from core.tenancy.errors import DomainError
from dialogues.models import Session


def session_here(pk) -> Session:
    """The session with its table, or 404."""
    return get_object_or_404(Session.objects.select_related("table__territory"), pk=pk)


def acta_part(session) -> str:
    """Where the session's page speaks of its acta."""
    return f"{session.get_absolute_url()}#acta"


def done(form, act):
    """What the service made of a valid form; its refusal is said at the form."""
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
    return None
