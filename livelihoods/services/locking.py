"""Who waits for whom: the group before its enterprise, the enterprise before what is said of it."""

from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from livelihoods.models import Enterprise, InitiativeGroup, Word

W = TypeVar("W", bound=Word)


class GroupClosed(DomainError):
    message = _("Este grupo está cerrado. Ábralo otra vez, o trabaje con el grupo que hoy tiene la comunidad.")


class EnterpriseClosed(DomainError):
    message = _("Esta empresa está cerrada desde antes de esa fecha. Revise la fecha, o ábrala otra vez.")


class StillToCome(DomainError):
    message = _("Esa fecha todavía no llega. Escriba un día que ya pasó.")


class BeforeItBegan(DomainError):
    message = _("La fecha es anterior al inicio del grupo o de la empresa. Revise las dos fechas.")


class AlreadyStruck(DomainError):
    message = _("Otra persona ya anuló o corrigió esto. Vuelva a la página y mire cómo quedó.")


def locked_group(group: InitiativeGroup) -> InitiativeGroup:
    found = InitiativeGroup.objects.select_for_update(of=("self",), no_key=True).select_related("village__parent")
    return found.get(pk=group.pk)


def living(group: InitiativeGroup) -> InitiativeGroup:
    """The group under lock, to change something of it; raises GroupClosed."""
    group = locked_group(group)
    if group.is_closed:
        raise GroupClosed
    return group


def locked_enterprise(enterprise: Enterprise) -> Enterprise:
    found = Enterprise.objects.select_for_update(of=("self",), no_key=True).select_related("group__village__parent")
    return found.get(pk=enterprise.pk)


def standing(word: W) -> W:
    """What was said, under lock, to take its place; raises AlreadyStruck."""
    found = type(word).objects.select_for_update(of=("self",)).get(pk=word.pk)
    if found.struck_at is not None:
        raise AlreadyStruck
    return found


def check_past(day) -> None:
    if day > timezone.localdate():
        raise StillToCome
