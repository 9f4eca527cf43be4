"""What became of a leg on a day: said once, by whoever comes first; corrected with what was said before kept."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import ChangedMeanwhile, DomainError
from schools.readers.text import clean
from transport.enums import Said
from transport.models import EarlierWord, Leg, LegDay


class AlreadySaid(ChangedMeanwhile):
    """Says what the other person said."""

    message = _("Otra persona ya lo dijo. Lea lo que dijo y corríjalo solo si no fue así.")


class DayToCome(DomainError):
    message = _("Ese día todavía no llega. Dígalo cuando haya pasado.")


class NotThatDay(DomainError):
    message = _("Ese día la ruta no funciona o no hay clases. Revise sus fechas, sus días y el calendario escolar.")


class MinutesMissing(DomainError):
    message = _("Escriba cuántos minutos tarde vino: entre 1 y 600.")


@transaction.atomic
def say_leg(
    *,
    leg: Leg,
    day: date,
    said: str,
    by,
    late_minutes: int | None = None,
    note: str = "",
    version: int = 0,
    at: datetime | None = None,
) -> LegDay:
    """Say or correct; `version` is what the person saw, 0 where nobody had spoken.

    Raises DayToCome, NotThatDay, MinutesMissing, and AlreadySaid when somebody spoke meanwhile.
    """
    leg = Leg.objects.select_for_update(of=("self",)).select_related("route").get(pk=leg.pk)
    late_minutes = late_minutes if said == Said.LATE else None
    _check(leg, day, said, late_minutes)
    found = LegDay.objects.filter(leg=leg, day=day).select_related("said_by").first()
    if (found.version if found else 0) != version:
        raise AlreadySaid(_who_said(found))
    at = at or timezone.now()
    now = {"said": said, "late_minutes": late_minutes, "note": clean(note)[:200], "said_by": by, "said_at": at}
    if found is None:
        made = LegDay.objects.create(leg=leg, day=day, pupils=leg.taken, created_at=at, **now)
        _note_lost(made, by=by, at=at)
        return made
    return _correct(found, now, by=by)


def _runs(leg: Leg, day: date) -> bool:
    route = leg.route
    is_within = route.from_date <= day and (route.to_date is None or day <= route.to_date)
    return is_within and day.weekday() in route.weekdays


def _check(leg: Leg, day: date, said: str, late_minutes: int | None) -> None:
    if day > timezone.localdate():
        raise DayToCome
    if not _runs(leg, day):
        raise NotThatDay
    if said == Said.LATE and not (late_minutes and 1 <= late_minutes <= 600):
        raise MinutesMissing


def _who_said(found: LegDay | None) -> str:
    if found is None:
        return str(AlreadySaid.message)
    words = _gettext("%(who)s ya dijo: «%(what)s». Corríjalo solo si no fue así.")
    return words % {"who": found.said_by.full_name, "what": found.words}


def _correct(found: LegDay, now: dict, *, by) -> LegDay:
    was = {name: getattr(found, name) for name in ("version", "said", "late_minutes", "note", "said_by", "said_at")}
    if all(was[name] == now[name] for name in ("said", "late_minutes", "note")):
        return found
    EarlierWord.objects.create(leg_day=found, **was)
    words = found.words
    for name, value in now.items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    day, name = found.day.isoformat(), str(found.leg)
    school_id, what = found.leg.route.school_id, found.words
    record("transport.day_corrected", found, by=by, school_id=school_id, was=words, what=what, day=day, name=name)
    return found


def _note_lost(made: LegDay, *, by, at) -> None:
    """A school's history tells the days that failed, not the thousand that went well."""
    if made.said == Said.ABSENT:
        told = {"name": str(made.leg), "day": made.day.isoformat(), "pupils": made.pupils}
        record("transport.leg_lost", made, by=by, at=at, school_id=made.leg.route.school_id, **told)
