"""A case held until the caller commits, and what may no longer be said of it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import CaseState
from attendance.models import Case
from core.tenancy.errors import DomainError


class CaseClosed(DomainError):
    message = _("El caso ya está cerrado. Si se cerró por error, ábralo otra vez desde su página.")


class StillToCome(DomainError):
    message = _("Ese día todavía no llega.")


def held(case: Case) -> Case:
    """The case as it is now; whoever else changes it waits."""
    return Case.objects.select_for_update().get(pk=case.pk)


def unclosed(case: Case) -> Case:
    """As `held`; raises CaseClosed."""
    case = held(case)
    if case.state == CaseState.CLOSED:
        raise CaseClosed
    return case


def check_came(day: date) -> None:
    """Raises StillToCome for a day of the future."""
    if day > timezone.localdate():
        raise StillToCome
