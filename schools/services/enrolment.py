"""How many pupils a service has, by sheet or by hand."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.enums import EnrolmentSource, Sex
from schools.models import Enrolment, School, Service

MAX_COUNT = 5000


class CountImpossible(DomainError):
    message = _("La cantidad de estudiantes debe ser un número entre 0 y 5000.")


class CutAhead(DomainError):
    message = _("La fecha de corte no puede estar en el futuro.")


class CutOfAnotherYear(DomainError):
    message = _("La fecha de corte debe ser del año escolar o del siguiente.")


class NothingCounted(DomainError):
    message = _("Escriba al menos una cantidad.")


@transaction.atomic
def record_enrolment(
    *, service: Service, year: int, cut_date: date, count: int, grade: str = "", sex: str = Sex.UNKNOWN, source, by
) -> Enrolment:
    """Save one count, replacing the one of the same cut, grade and sex.

    A cut has either totals or grades, and either both sexes apart or not: what contradicts the new count goes, so
    that nobody is counted twice. Raises CountImpossible, CutAhead and CutOfAnotherYear.
    """
    if not 0 <= count <= MAX_COUNT:
        raise CountImpossible
    if cut_date > timezone.localdate():
        raise CutAhead
    if cut_date.year not in (year, year + 1):
        raise CutOfAnotherYear
    of_cut = Enrolment.objects.filter(service=service, year=year, cut_date=cut_date)
    (of_cut.filter(grade="") if grade else of_cut.exclude(grade="")).delete()
    same_grade = of_cut.filter(grade=grade)
    (same_grade.exclude(sex=Sex.UNKNOWN) if sex == Sex.UNKNOWN else same_grade.filter(sex=Sex.UNKNOWN)).delete()
    enrolment, _made = Enrolment.objects.update_or_create(
        service=service,
        year=year,
        cut_date=cut_date,
        grade=grade,
        sex=sex,
        defaults={"count": count, "source": source, "recorded_by": by},
    )
    return enrolment


@transaction.atomic
def record_school_enrolment(*, school: School, year: int, cut_date: date, counts: dict, by) -> int:
    """What a director types: per service the boys and girls of today; a service left blank is not touched.

    `counts` is {service_id: (boys, girls)}. Raises NothingCounted and what record_enrolment raises; returns the
    pupils saved.
    """
    if not counts:
        raise NothingCounted
    total = 0
    for service in school.services.filter(pk__in=counts):
        for sex, count in zip((Sex.BOY, Sex.GIRL), counts[service.pk], strict=True):
            if count is not None:
                record_enrolment(
                    service=service,
                    year=year,
                    cut_date=cut_date,
                    count=count,
                    sex=sex,
                    source=EnrolmentSource.TYPED,
                    by=by,
                )
                total += count
    record("schools.enrolment_recorded", school, by=by, school_id=school.pk, year=year, pupils=total)
    return total
