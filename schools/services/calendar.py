"""The school calendar of a UGEL: a year with its terms, and the days without classes."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.enums import Country
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from schools.enums import ClosureKind
from schools.models import Closure, School, SchoolTerm, SchoolYear
from schools.services.holidays import peruvian_holidays

VERB = "schools.calendar_changed"
LONGEST_CLOSURE = timedelta(days=120)


class YearOpen(DomainError):
    message = _("Ese año ya tiene calendario. Ábralo y agregue sus periodos.")


class DatesTurned(DomainError):
    message = _("El último día es anterior al primero. Corrija las fechas.")


class OutsideYear(DomainError):
    message = _("Las fechas de un periodo deben caer dentro de su año.")


class TermsOverlap(DomainError):
    message = _("Esas fechas se cruzan con otro periodo del año. Corrija una de las dos.")


class NameTaken(DomainError):
    message = _("Ya hay un periodo con ese nombre en el año. Póngale otro.")


class ClosureTooLong(DomainError):
    message = _("Un cierre dura como máximo 120 días. Si es más largo, regístrelo en partes.")


class ReasonEmpty(DomainError):
    message = _("Escriba por qué no hay clases esos días.")


@transaction.atomic
def open_school_year(*, year: int, weekdays: list[int], with_holidays: bool = False, by=None) -> SchoolYear:
    """Begin the calendar of a year, in Peru with its national holidays if asked. Raises YearOpen."""
    school_year, is_new = SchoolYear.objects.get_or_create(
        year=year, defaults={"weekdays": sorted(set(weekdays)), "created_by": by}
    )
    if not is_new:
        raise YearOpen
    if with_holidays and current_ugel().region.country == Country.PERU:
        Closure.objects.bulk_create(
            Closure(kind=ClosureKind.HOLIDAY, reason=reason, from_date=day, to_date=day, created_by=by)
            for day, reason in peruvian_holidays(year)
        )
    record(VERB, school_year, by=by, what=_g("Se abrió el calendario %(year)s.") % {"year": year})
    return school_year


@transaction.atomic
def change_weekdays(*, school_year: SchoolYear, weekdays: list[int], by) -> SchoolYear:
    """On which weekdays there are classes."""
    school_year = _locked(school_year)
    school_year.weekdays = sorted(set(weekdays))
    school_year.save(update_fields=["weekdays"])
    record(VERB, school_year, by=by, what=_g("Cambiaron los días de clase de la semana."))
    return school_year


@transaction.atomic
def save_term(
    *, school_year: SchoolYear, name: str, from_date: date, to_date: date, term: SchoolTerm | None = None, by=None
) -> SchoolTerm:
    """Add a term or correct one. Raises DatesTurned, OutsideYear, NameTaken and TermsOverlap."""
    school_year = _locked(school_year)  # the queue of those who change the same year
    if to_date < from_date:
        raise DatesTurned
    if {from_date.year, to_date.year} != {school_year.year}:
        raise OutsideYear
    others = school_year.terms.exclude(pk=term.pk if term else None)
    if others.filter(name=name).exists():
        raise NameTaken
    if others.filter(from_date__lte=to_date, to_date__gte=from_date).exists():
        raise TermsOverlap
    term = term or SchoolTerm(school_year=school_year)
    term.name, term.from_date, term.to_date = name, from_date, to_date
    term.save()
    record(VERB, term, by=by, what=f"{name}: {_dates(from_date, to_date)}")
    return term


@transaction.atomic
def remove_term(*, term: SchoolTerm, by) -> None:
    """Take a term out of its year; its days have no classes any more."""
    _locked(term.school_year)
    record(VERB, term, by=by, what=_g("Se quitó %(name)s.") % {"name": term.name})
    term.delete()


@transaction.atomic
def save_closure(
    *,
    kind: str,
    reason: str,
    from_date: date,
    to_date: date,
    school: School | None = None,
    closure: Closure | None = None,
    by=None,
) -> Closure:
    """Days without classes, of one school or of all. Raises DatesTurned, ClosureTooLong and ReasonEmpty."""
    if to_date < from_date:
        raise DatesTurned
    if to_date - from_date > LONGEST_CLOSURE:
        raise ClosureTooLong
    if not reason.strip():
        raise ReasonEmpty
    closure = closure or Closure(created_by=by)
    closure.kind, closure.reason, closure.school = kind, reason.strip()[:200], school
    closure.from_date, closure.to_date = from_date, to_date
    closure.save()
    _tell(closure, f"{closure.reason}: {_dates(from_date, to_date)}", by)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by) -> None:
    """There were classes on those days after all."""
    dates = _dates(closure.from_date, closure.to_date)
    _tell(closure, _g("Se quitó: %(reason)s (%(dates)s).") % {"reason": closure.reason, "dates": dates}, by)
    closure.delete()


def _tell(closure, what, by):
    record(VERB, closure, by=by, school_id=closure.school_id, what=what)


def _locked(school_year) -> SchoolYear:
    return SchoolYear.objects.select_for_update().get(pk=school_year.pk)


def _dates(first: date, last: date) -> str:
    said = [date_format(day, "d/m/Y") for day in dict.fromkeys((first, last))]
    return " – ".join(said)
