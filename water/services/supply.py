"""Where the water comes from, and who may carry it."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from partners.models import Partner
from schools.models import School
from schools.readers.text import plate_of
from water.enums import Source
from water.models import Supply, Tanker


class PlateTaken(DomainError):
    message = _("Ya hay una cisterna con esa placa. Búsquela en la lista y corrija su autorización.")


@transaction.atomic
def save_supply(
    *, school: School, source: Source, by, other_sources: str = "", tank_litres: int | None = None
) -> Supply:
    """Say, or say anew, where a school's water comes from and how much it can keep."""
    told: dict[str, Any] = {"source": source, "other_sources": other_sources, "tank_litres": tank_litres}
    told |= {"updated_by": by, "updated_at": timezone.now()}
    supply, _is_new = Supply.objects.update_or_create(school=school, defaults=told)
    record("water.supply_told", supply, by=by, school_id=school.pk, source=str(Source(source).label))
    return supply


@transaction.atomic
def save_tanker(
    *, partner: Partner, plate: str, authorisation: str, valid_to: date, by, tanker: Tanker | None = None
) -> Tanker:
    """A lorry with its sanitary authorisation, or the renewal of one. Raises PlateTaken."""
    plate = plate_of(plate)
    others = Tanker.objects.exclude(pk=tanker.pk if tanker else None)
    if others.filter(plate=plate).exists():
        raise PlateTaken
    tanker = tanker or Tanker()
    tanker.partner, tanker.plate, tanker.authorisation, tanker.valid_to = partner, plate, authorisation, valid_to
    try:
        with transaction.atomic():
            tanker.save()
    except IntegrityError as error:  # somebody registered the same plate meanwhile
        raise PlateTaken from error
    record("water.tanker_saved", tanker, by=by, plate=plate, valid_to=valid_to.isoformat())
    return tanker
