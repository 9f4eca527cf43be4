"""What an official register says of a service: counts are added, never changed; the same said again adds nothing."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models import MonthCount, YearOutcome
from attendance.selectors import last_month, month_count, year_outcome
from attendance.services.chronic import MonthNotOver
from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.models import Service

FIRST_YEAR = 2000


class LateOfPresent(DomainError):
    message = _("Hay más tardanzas que asistencias: quien llegó tarde asistió.")


class MoreThanEnrolled(DomainError):
    message = _("Continuaron, egresaron o fallecieron más que los matriculados.")


class YearNotOver(DomainError):
    message = _("Ese año todavía no se compara: falta la matrícula del año siguiente.")


@transaction.atomic
def record_month(
    *,
    service: Service,
    month: date,
    present: int,
    absent: int,
    justified: int,
    late: int | None = None,
    by,
    at: datetime | None = None,
) -> tuple[MonthCount, bool]:
    """A month of a service in pupil-days, and whether it was new. Raises MonthNotOver, LateOfPresent."""
    month = month.replace(day=1)
    if month > last_month():
        raise MonthNotOver
    if late is not None and late > present:
        raise LateOfPresent
    told = {"present_days": present, "absent_days": absent, "justified_days": justified, "late_days": late}
    Service.objects.select_for_update().get(pk=service.pk)
    known = month_count(service, month)
    if known and all(getattr(known, name) == number for name, number in told.items()):
        return known, False
    at = at or timezone.now()
    row = MonthCount.objects.create(service=service, month=month, recorded_by=by, recorded_at=at, **told)
    said = {"month": f"{month:%m/%Y}", "absent": absent + justified, "of": present + absent + justified}
    record("attendance.month_told", row, by=by, at=at, school_id=service.school_id, **said)
    return row, True


@transaction.atomic
def record_year(
    *,
    service: Service,
    year: int,
    enrolled: int,
    continued: int,
    finished: int,
    died: int,
    by,
    at: datetime | None = None,
) -> tuple[YearOutcome, bool]:
    """What became of a year's pupils, and whether it was new. Raises YearNotOver, MoreThanEnrolled."""
    if not FIRST_YEAR <= year < timezone.localdate().year:
        raise YearNotOver
    if continued + finished + died > enrolled:
        raise MoreThanEnrolled
    told = {"enrolled": enrolled, "continued": continued, "finished": finished, "died": died}
    Service.objects.select_for_update().get(pk=service.pk)
    known = year_outcome(service, year)
    if known and all(getattr(known, name) == number for name, number in told.items()):
        return known, False
    at = at or timezone.now()
    row = YearOutcome.objects.create(service=service, year=year, recorded_by=by, recorded_at=at, **told)
    said = {"year": year, "interrupted": row.interrupted, "of": enrolled}
    record("attendance.year_told", row, by=by, at=at, school_id=service.school_id, **said)
    return row, True
