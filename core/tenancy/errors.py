from typing import Any

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal that speaks to the user: what happened and what to do next.

    Subclasses set `message`, or take one sentence as their only argument.
    """

    message: Any = _("No se pudo completar la acción. Vuelva a intentarlo.")

    def __init__(self, message=None):
        super().__init__(message or self.message)

    def __str__(self):
        return str(self.args[0])


class ChangedMeanwhile(DomainError):
    """Somebody else was faster; what was typed stays on the form, and saving again speaks of the thing as it is now."""

    message = _("Otra persona cambió estos datos mientras usted los editaba. Revíselos y vuelva a guardar.")


class NoTenant(RuntimeError):
    """Code touched a tenant's data outside `scope(ugel)`: a programming error, never shown to people."""
