"""A month's pupils with chronic absence: counts are added, never changed. Lock: the school, so that two wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models import ChronicCount
from attendance.selectors import chronic_of, chronic_version, last_month
from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile, DomainError
from schools.models import School, Service


class MonthNotOver(DomainError):
    message = _("Ese mes todavía no termina.")


class NothingSaid(DomainError):
    message = _("Escriba cuántos estudiantes faltaron, al menos de un nivel.")


class TooManyPupils(DomainError):
    message = _("Faltaron más estudiantes que los matriculados.")


@dataclass(frozen=True)
class MonthLine:
    """Pupils of a service, and how many of them missed a tenth of the month's days or more."""

    service_id: int
    pupils: int
    chronic: int


@transaction.atomic
def record_chronic(
    *, school: School, month: date, lines: Sequence[MonthLine], seen: int | None = None, by, at: datetime | None = None
) -> int:
    """Say a month by service; a service left out stays unknown. How many counts were new.

    `seen` is what `selectors.chronic_version` gave the writer; None asks nothing. Raises MonthNotOver, NothingSaid,
    TooManyPupils, ChangedMeanwhile.
    """
    at, month = at or timezone.now(), month.replace(day=1)
    if month > last_month():
        raise MonthNotOver
    School.objects.select_for_update().get(pk=school.pk)
    known = set(Service.objects.filter(school=school).values_list("pk", flat=True))
    if not lines or any(one.service_id not in known for one in lines):
        raise NothingSaid
    if any(one.chronic > one.pupils for one in lines):
        raise TooManyPupils
    told = chronic_of(school, month)
    if seen is not None and seen != chronic_version(told):
        raise ChangedMeanwhile
    stood = {pk: (row.pupils, row.chronic) for pk, row in told.items()}
    new = [one for one in lines if stood.get(one.service_id) != (one.pupils, one.chronic)]
    for one in new:
        row = ChronicCount.objects.create(
            service_id=one.service_id,
            month=month,
            pupils=one.pupils,
            chronic=one.chronic,
            recorded_by=by,
            recorded_at=at,
        )
        said = {"month": f"{month:%m/%Y}", "n": one.chronic, "of": one.pupils}
        record("attendance.chronic_told", row, by=by, at=at, school_id=school.pk, **said)
    return len(new)
