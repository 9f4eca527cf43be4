"""How many pupils of a school's list do not come: counts are added, never changed. Lock: the school; two wait."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models import OutsideCount
from attendance.selectors.outside import outside_version
from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile, DomainError
from schools.models import School


class DayStillToCome(DomainError):
    message = _("Ese día todavía no llega. Diga cuántos no van según lo que se sabe hoy.")


class NeitherNumber(DomainError):
    message = _("Escriba cuántos estudiantes hay en la lista, o cuántos de ellos no van a la escuela.")


class MoreThanListed(DomainError):
    message = _("No pueden ser más los que no van que los que están en la lista.")


@transaction.atomic
def record_outside(
    *,
    school: School,
    day: date,
    pupils: int | None,
    not_going: int | None,
    seen: int | None = None,
    by,
    at: datetime | None = None,
) -> OutsideCount:
    """Say how many are on the list on a day and how many of them do not come; None is not known.

    Said again the same writes nothing. `seen` is what `selectors.outside_version` gave the writer; None asks nothing.
    Raises DayStillToCome, NeitherNumber, MoreThanListed, ChangedMeanwhile.
    """
    if day > timezone.localdate():
        raise DayStillToCome
    if pupils is None and not_going is None:
        raise NeitherNumber
    if pupils is not None and not_going is not None and not_going > pupils:
        raise MoreThanListed
    School.objects.select_for_update().get(pk=school.pk)
    if seen is not None and seen != outside_version(school):
        raise ChangedMeanwhile
    known = OutsideCount.objects.filter(school=school, day=day).order_by("-recorded_at", "-pk").first()
    if known and (known.pupils, known.not_going) == (pupils, not_going):
        return known
    count = OutsideCount.objects.create(
        school=school, day=day, pupils=pupils, not_going=not_going, recorded_by=by, recorded_at=at or timezone.now()
    )
    said = {"n": not_going, "of": pupils, "day": day.isoformat()}
    record("attendance.outside_told", count, by=by, at=at, school_id=school.pk, **said)
    return count
