"""The initiative group of a village: formed, closed, opened again; its members and what was granted to it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record, record_at_schools
from core.tenancy.errors import DomainError
from livelihoods.models import Grant, InitiativeGroup
from livelihoods.selectors import schools_of, villages_here
from livelihoods.services.locking import BeforeItBegan, check_past, living, locked_group
from livelihoods.services.words import strike_for
from partners.models import Partner
from schools.models import Territory
from schools.readers.text import clean


class NotAVillage(DomainError):
    message = _("Ese lugar no es una aldea o centro poblado donde esta UGEL tenga escuelas cerca. Elija otro.")


class VillageHasGroup(DomainError):
    message = _("Esa comunidad ya tiene un grupo. Ábralo de la lista, o ciérrelo antes de formar otro.")


class AnotherWasThere(DomainError):
    message = _("En esas fechas la comunidad tuvo otro grupo. Escriba un día desde el que ya no funcionaba.")


class NotClosed(DomainError):
    message = _("No está cerrado: no hay nada que abrir.")


class EnterprisesOpen(DomainError):
    message = _("El grupo tiene empresas en marcha, o cerradas después de ese día. Ciérrelas antes.")


@transaction.atomic
def form_group(
    *, village: Territory, formed_date: date, by, notes: str = "", at: datetime | None = None
) -> InitiativeGroup:
    """Write down the group of a village. Raises NotAVillage, VillageHasGroup, AnotherWasThere, StillToCome."""
    check_past(formed_date)
    if not villages_here().filter(pk=village.pk).exists():
        raise NotAVillage
    _check_alone(village, formed_date)
    told = {"formed_date": formed_date, "notes": clean(notes)[:1000], "created_by": by}
    group, is_new = InitiativeGroup.objects.get_or_create(
        village=village, closed_date=None, defaults={**told, "created_at": at or timezone.now()}
    )
    if not is_new:
        raise VillageHasGroup
    record("livelihoods.group_formed", group, by=by, at=at, village=village.name.title())
    schools = schools_of(village).values_list("pk", flat=True)
    record_at_schools("livelihoods.group_at_school", group, schools, by=by, at=at, village=village.name.title())
    return group


@transaction.atomic
def correct_group(*, group: InitiativeGroup, formed_date: date, by, notes: str = "") -> InitiativeGroup:
    """Mend its first day and notes. Raises GroupClosed, StillToCome, AnotherWasThere, BeforeItBegan where something
    of it was earlier."""
    group = living(group)
    check_past(formed_date)
    _check_alone(group.village, formed_date, but=group)
    if (
        group.members.filter(from_date__lt=formed_date).exists()
        or group.enterprises.filter(opened_date__lt=formed_date).exists()
        or group.grants.standing().filter(awarded_date__lt=formed_date).exists()
    ):
        raise BeforeItBegan
    told = {"formed_date": formed_date, "notes": clean(notes)[:1000]}
    changed = {name: value for name, value in told.items() if getattr(group, name) != value}
    for name, value in changed.items():
        setattr(group, name, value)
    if changed:
        group.save(update_fields=list(changed))
        record("livelihoods.group_corrected", group, by=by)
    return group


@transaction.atomic
def close_group(
    *, group: InitiativeGroup, closed_date: date, reason: str, by, at: datetime | None = None
) -> InitiativeGroup:
    """From that day the village has no group, and may form another. Raises GroupClosed, StillToCome, BeforeItBegan,
    EnterprisesOpen."""
    group = living(group)
    check_past(closed_date)
    if closed_date < group.formed_date:
        raise BeforeItBegan
    if group.enterprises.exclude(closed_date__lte=closed_date).exists():
        raise EnterprisesOpen
    group.closed_date, group.closed_because = closed_date, clean(reason)[:300]
    group.closed_at = at or timezone.now()
    group.save(update_fields=["closed_date", "closed_because", "closed_at"])
    record("livelihoods.group_closed", group, by=by, at=at, reason=group.closed_because)
    return group


@transaction.atomic
def reopen_group(*, group: InitiativeGroup, by) -> InitiativeGroup:
    """Take back that it was closed. Raises NotClosed, and VillageHasGroup or AnotherWasThere where another followed."""
    group = locked_group(group)
    if not group.is_closed:
        raise NotClosed
    if InitiativeGroup.objects.open().filter(village=group.village).exists():
        raise VillageHasGroup
    _check_alone(group.village, group.formed_date, but=group)
    group.closed_date, group.closed_because, group.closed_at = None, "", None
    group.save(update_fields=["closed_date", "closed_because", "closed_at"])
    record("livelihoods.group_reopened", group, by=by)
    return group


@transaction.atomic
def tell_grant(
    *,
    group: InitiativeGroup,
    partner: Partner,
    awarded_date: date,
    purpose: str,
    by,
    amount: Decimal | None = None,
    corrects: Grant | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Grant:
    """What a partner gave the group; None is an amount nobody told. `corrects` is struck with the reason.

    Raises GroupClosed, StillToCome, BeforeItBegan, AlreadyStruck, ReasonMissing.
    """
    group = living(group)
    check_past(awarded_date)
    if awarded_date < group.formed_date:
        raise BeforeItBegan
    if corrects:
        strike_for(corrects, reason=reason, by=by, at=at)
    grant = Grant.objects.create(
        group=group,
        partner=partner,
        amount=amount,
        awarded_date=awarded_date,
        purpose=clean(purpose)[:200],
        replaces=corrects,
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    verb = "livelihoods.grant_corrected" if corrects else "livelihoods.grant_told"
    record(verb, group, by=by, at=at, who=partner.name, what=grant.purpose, reason=clean(reason)[:300])
    return grant


def _check_alone(village: Territory, since: date, *, but: InitiativeGroup | None = None) -> None:
    """No other group of the village was there on that day or after; the open one has its own constraint."""
    others = InitiativeGroup.objects.filter(village=village, closed_date__gt=since)
    if others.exclude(pk=but and but.pk).exists():
        raise AnotherWasThere
