"""From «el 12 de mayo», a list of dates or «agua cada martes» to the parts of a promise."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from dateutil.rrule import MONTHLY, WEEKLY, rrule
from django.utils.translation import gettext_lazy as _

from commitments.models import Part
from core.tenancy.errors import DomainError

MOST_PARTS = 400


class NoDates(DomainError):
    message = _("El compromiso no tiene ninguna fecha. Escriba al menos una.")


class TooManyDates(DomainError):
    message = _("Son más de 400 entregas. Registre un compromiso por año.")


class QuantityMissing(DomainError):
    message = _("La cantidad debe ser mayor que cero.")


def on_dates(dates: Iterable[date], quantity: Decimal) -> list[Part]:
    """The same quantity on each of these dates; raises NoDates, TooManyDates, QuantityMissing."""
    return checked([Part(day, quantity) for day in sorted(dates)])


def every_week(weekdays: Sequence[int], *, first: date, last: date, quantity: Decimal) -> list[Part]:
    """The same quantity on these weekdays (Monday is 0) between two days, both included."""
    return on_dates((day.date() for day in rrule(WEEKLY, byweekday=weekdays, dtstart=first, until=last)), quantity)


def every_month(day_of_month: int, *, first: date, last: date, quantity: Decimal) -> list[Part]:
    """The same quantity each month; a day the month lacks is its last one."""
    days = range(min(day_of_month, 28), day_of_month + 1)
    found = rrule(MONTHLY, bymonthday=list(days), bysetpos=-1, dtstart=first, until=last)
    return on_dates((day.date() for day in found), quantity)


def checked(parts: Sequence[Part]) -> list[Part]:
    """The parts in order of their dates; raises NoDates, TooManyDates, QuantityMissing."""
    if not parts:
        raise NoDates
    if len(parts) > MOST_PARTS:
        raise TooManyDates
    if any(part.quantity <= 0 for part in parts):
        raise QuantityMissing
    return sorted(parts, key=lambda part: part.due_date)


def as_rows(parts: Iterable) -> list[list]:
    """A schedule as it is kept in a version: [date, quantity] pairs; takes parts and instalments alike."""
    return [[part.due_date.isoformat(), f"{part.quantity:.2f}"] for part in parts]
