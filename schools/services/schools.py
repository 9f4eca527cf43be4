"""Schools by hand or by sheet, where there is no padrón or it is wrong."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from core.tenancy.ids import uuid7
from schools.enums import SchoolSource
from schools.models import School, Service, Territory
from schools.readers.text import searchable
from schools.signals import schools_changed


class CodeTaken(DomainError):
    message = _("Ya existe una escuela o un servicio con ese código. Búsquela en la lista y corríjala ahí.")


class PointIncomplete(DomainError):
    message = _("Escriba latitud y longitud, las dos, o ninguna.")


@dataclass(frozen=True, kw_only=True)
class SchoolFacts:
    """What a person may say of a school; `code` is the local or national one, where it has any.

    `centre_code` is the village's or populated centre's, None where nothing is said of it.
    """

    name: str
    code: str = ""
    district: Territory | None = None
    centre: str = ""
    centre_code: str | None = None
    address: str = ""
    area: str = ""
    management: str = ""
    is_active: bool = True
    lat: Decimal | None = None
    lon: Decimal | None = None


@transaction.atomic
def register_school(*, facts: SchoolFacts, levels=(), source=SchoolSource.TYPED, by) -> School:
    """Add a school with one service per level. Raises CodeTaken and PointIncomplete."""
    key = facts.code or f"M{uuid7().hex[-12:].upper()}"
    if School.objects.filter(national_key=key).exists():
        raise CodeTaken
    school = School(national_key=key, source=source, codlocal=facts.code if _is_codlocal(facts.code) else "")
    _fill(school, facts)
    school.save()
    for number, level in enumerate(levels):
        _add_service(school, level, code=key, anexo=str(number))
    record("schools.school_registered", school, by=by, school_id=school.pk)
    schools_changed.send(School)
    return school


@transaction.atomic
def correct_school(*, school: School, facts: SchoolFacts, by) -> School:
    """Save what a person knows better; a point typed by hand is not overwritten by the next padrón."""
    school = School.objects.select_for_update().get(pk=school.pk)
    before = {name: getattr(school, name) for name in CORRECTED}
    _fill(school, facts)
    changed = [name for name in CORRECTED if getattr(school, name) != before[name]]
    if {"lat", "lon"} & set(changed):
        school.is_point_by_hand = school.has_point
    if changed:
        school.save()
        record("schools.school_corrected", school, by=by, school_id=school.pk, fields=changed)
        schools_changed.send(School)
    return school


@transaction.atomic
def set_characteristic(*, service: Service, characteristic: str, by) -> Service:
    """Unidocente, multigrado or completo: the padrón of 2026 no longer says it."""
    if service.characteristic != characteristic:
        service.characteristic = characteristic
        service.save(update_fields=["characteristic"])
        record("schools.school_corrected", service, by=by, school_id=service.school_id, fields=["characteristic"])
    return service


CORRECTED = (
    "name", "district_id", "centre", "centre_code", "address", "area", "management", "is_active", "lat", "lon",
)  # fmt: skip


def _fill(school, facts):
    if (facts.lat is None) != (facts.lon is None):
        raise PointIncomplete
    school.name, school.centre = facts.name.strip(), facts.centre.strip()
    if facts.centre_code is not None:
        school.centre_code = facts.centre_code
    school.search_name = searchable(f"{school.name} {school.centre}".strip())
    school.district, school.address = facts.district, facts.address.strip()
    school.area, school.management, school.is_active = facts.area, facts.management, facts.is_active
    school.lat, school.lon = facts.lat, facts.lon


def _add_service(school, level, *, code, anexo):
    if Service.objects.filter(codigo_modular=code[:14], anexo=anexo).exists():
        raise CodeTaken
    return Service.objects.create(
        school=school,
        codigo_modular=code[:14],
        anexo=anexo,
        level=level,
        management=school.management,
        area=school.area,
    )


def _is_codlocal(code):
    return len(code) == 6 and code.isdecimal()
