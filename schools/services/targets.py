"""The ámbito of a year: proposed by rule, adjusted with reasons, frozen with a resolution, replaced by a version."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.models import School, TargetList, TargetSchool
from schools.selectors.targets import padron_cut


class TargetFrozen(DomainError):
    message = _("El ámbito ya está congelado. Para cambiarlo, abra una versión nueva.")


class DraftOpen(DomainError):
    message = _("Ya hay una versión en preparación para ese año. Termínela o descártela.")


class ReasonMissing(DomainError):
    message = _("Escriba el motivo: la escuela entra o sale en contra de la regla.")


class ResolutionMissing(DomainError):
    message = _("Escriba la resolución que aprueba el ámbito.")


class EmptyTarget(DomainError):
    message = _("El ámbito no tiene ninguna escuela. Incluya al menos una antes de congelarlo.")


@transaction.atomic
def propose_target(*, year: int, by) -> TargetList:
    """Open the next version of a year: what was frozen last, or active public rural schools when it is the first.

    Raises DraftOpen.
    """
    versions = TargetList.objects.filter(year=year)
    if versions.filter(frozen_at=None).exists():
        raise DraftOpen
    latest = versions.order_by("-version").first()
    target = TargetList.objects.create(
        year=year, version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1, created_by=by
    )
    proposed = set(School.objects.default_target().values_list("pk", flat=True))
    entries = {
        pk: TargetSchool(target_list=target, school_id=pk, is_proposed=True, is_included=True) for pk in proposed
    }
    for entry in latest.entries.all() if latest else ():
        entries[entry.school_id] = _carried(target, entry, proposed)
    if latest:
        included = set(latest.entries.filter(is_included=True).values_list("school_id", flat=True))
        for entry in (entries[pk] for pk in proposed - included):
            if entry.is_included:
                entry.is_included, entry.reason = False, str(_("No estaba en la versión anterior"))
    TargetSchool.objects.bulk_create(entries.values())
    return target


def _carried(target, entry, proposed):
    """An entry of the version before; where it now breaks the rule, the old reason or that very fact explains it."""
    is_proposed = entry.school_id in proposed
    reason = entry.reason
    if entry.is_included != is_proposed and not reason:
        reason = str(_("Viene de la versión anterior"))
    return TargetSchool(
        target_list=target,
        school_id=entry.school_id,
        is_proposed=is_proposed,
        is_included=entry.is_included,
        reason=reason if entry.is_included != is_proposed else "",
    )


@transaction.atomic
def adjust_target(*, target: TargetList, school: School, is_included: bool, reason: str = "") -> TargetSchool:
    """Put a school in or take it out. Raises TargetFrozen, and ReasonMissing where that departs from the rule."""
    target = _open(target)
    entry = target.entries.filter(school=school).first()
    if entry is None:
        is_proposed = School.objects.default_target().filter(pk=school.pk).exists()
        entry = TargetSchool(target_list=target, school=school, is_proposed=is_proposed)
    departs = is_included != entry.is_proposed
    if departs and not reason.strip():
        raise ReasonMissing
    entry.is_included, entry.reason = is_included, reason.strip()[:300] if departs else ""
    entry.save()
    return entry


@transaction.atomic
def freeze_target(*, target: TargetList, resolution: str, by, at: datetime | None = None) -> TargetList:
    """Close a version for good. Raises TargetFrozen, ResolutionMissing and EmptyTarget."""
    target = _open(target)
    if not resolution.strip():
        raise ResolutionMissing
    if not target.entries.filter(is_included=True).exists():
        raise EmptyTarget
    target.resolution, target.frozen_at, target.frozen_by = resolution.strip()[:160], at or timezone.now(), by
    target.padron_cut, target.padron_schools = padron_cut(timezone.now()), School.objects.current().count()
    target.save()
    year, version = target.year, target.version
    record("schools.target_frozen", target, by=by, at=at, year=year, version=version, resolution=resolution)
    return target


@transaction.atomic
def discard_target(*, target: TargetList) -> None:
    """Drop a version nobody froze. Raises TargetFrozen."""
    _open(target).delete()


def _open(target) -> TargetList:
    target = TargetList.objects.select_for_update().get(pk=target.pk)
    if target.is_frozen:
        raise TargetFrozen
    return target
