"""A school's week in counts: told once, corrected with its history. Lock order: the week, then its lines."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from attendance.models import WeekChange, WeekCount, WeekLine
from attendance.rule import Line, in_order
from attendance.selectors import days_of_week, version_of
from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.models import School, Service

OLDEST = timedelta(days=400)
USUAL_DAYS = 5


class WeekNotOver(DomainError):
    message = _("Esa semana todavía no termina. Diga la asistencia desde su último día de clase.")


class WeekTooOld(DomainError):
    message = _("Esa semana pasó hace más de un año y no se cambia. Si hay un error, avise a la UGEL.")


class NoClasses(DomainError):
    message = _("Según el calendario escolar, esa semana no hubo clases en la escuela.")


class NothingToTell(DomainError):
    message = _("La escuela no tiene estudiantes anotados. Escriba cuántos matriculados hay.")


class TooManyAbsences(DomainError):
    message = _("Hay más inasistencias que estudiantes por días de clase, o más sin causa que inasistencias.")


class SaidMeanwhile(DomainError):
    """Somebody else told the week after it was read; told again having read it, it corrects."""


@transaction.atomic
def record_week(
    *,
    school: School,
    monday: date,
    lines: Sequence[Line],
    days: int | None = None,
    seen: str | None = None,
    by,
    at: datetime | None = None,
) -> WeekCount:
    """Hand in a week, whole; said again it corrects, and what it said before is kept.

    School days are the calendar's; `days` counts only where there is none (else five). `seen` is the version its
    writer read (`selectors.version_of`; empty: untold; None asks nothing). Raises WeekNotOver, WeekTooOld, NoClasses,
    NothingToTell, TooManyAbsences, SaidMeanwhile.
    """
    at = at or timezone.now()
    taught = _taught(school, monday, days)
    totals = _totals(school, taught, lines)
    first = dict(zip(("school_days", "pupil_days", "absent_days", "uncaused_days"), totals, strict=True))
    week, is_new = WeekCount.objects.select_for_update().get_or_create(
        school=school, monday=monday, defaults={**first, "recorded_by": by, "recorded_at": at}
    )
    if not is_new:
        before = week.said_lines()
        if before == in_order(lines) and week.totals == totals:
            return week
        if seen is not None and seen != version_of(week):
            raise SaidMeanwhile(_said(week))
        _keep(week, before, by, at)
        for name, number in first.items():
            setattr(week, name, number)
        week.save(update_fields=list(first))
        week.lines.all().delete()
    WeekLine.objects.bulk_create(_row(week, one) for one in lines)
    verb = "attendance.week_told" if is_new else "attendance.week_corrected"
    record(verb, week, by=by, at=at, school_id=school.pk, monday=monday.isoformat(), absent=totals[2], of=totals[1])
    return week


def save_week_form(school: School, form, by) -> None:
    """What attendance's part of «Mi semana» says; raises as `record_week` does."""
    record_week(school=school, by=by, **form.told)


def _taught(school, monday, days) -> int:
    if monday < timezone.localdate() - OLDEST:
        raise WeekTooOld
    known = days_of_week(school, monday)
    last = known[-1] if known else monday + timedelta(days=4)
    if last > timezone.localdate():
        raise WeekNotOver
    if known is None:
        return days or USUAL_DAYS
    if not known:
        raise NoClasses
    return len(known)


def _totals(school, taught, lines) -> tuple[int, int, int, int]:
    known = set(Service.objects.filter(school=school).values_list("pk", flat=True))
    if any(one.service_id not in known for one in lines) or not sum(one.enrolled for one in lines):
        raise NothingToTell
    if any(one.absent > one.enrolled * taught or one.uncaused > one.absent for one in lines):
        raise TooManyAbsences
    return (
        taught,
        sum(one.enrolled for one in lines) * taught,
        sum(one.absent for one in lines),
        sum(one.uncaused for one in lines),
    )


def _said(week) -> str:
    last = week.changes.order_by("-changed_at", "-pk").first()
    who = last.changed_by if last else week.recorded_by
    words = _gettext("%(who)s ya contó esta semana: %(absent)s inasistencias. Corríjalo solo si no fue así.")
    return words % {"who": who.full_name, "absent": week.absent_days}


def _keep(week, before, by, at) -> None:
    WeekChange.objects.create(
        week=week,
        old_school_days=week.school_days,
        old_pupil_days=week.pupil_days,
        old_absent_days=week.absent_days,
        old_uncaused_days=week.uncaused_days,
        old_lines=[asdict(one) for one in before],
        changed_by=by,
        changed_at=at,
    )


def _row(week, one: Line) -> WeekLine:
    return WeekLine(
        week=week,
        service_id=one.service_id,
        grade=one.grade,
        sex=one.sex,
        enrolled=one.enrolled,
        absent_days=one.absent,
        uncaused_days=one.uncaused,
    )
