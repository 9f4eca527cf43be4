"""What happens in a case: visits, the plan, the return and the weeks after it. Lock: the case."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import CaseState
from attendance.models import Case, CaseFollowWeek, CasePlanStep, CaseVisit
from attendance.selectors.weeks import monday_of
from attendance.services.locking import check_came, unclosed
from attendance.services.looking import keep_said
from core.audit.services import record
from core.tenancy.errors import DomainError


class NotReturned(DomainError):
    message = _("Primero diga qué día volvió a la escuela.")


class MoreThanTaught(DomainError):
    message = _("No pudo asistir más días que los que hubo clases esa semana.")


@transaction.atomic
def record_visit(*, case: Case, day: date, met: str, said: str = "", by, at: datetime | None = None) -> CaseVisit:
    """Somebody went to the house: the day and what came of it stay, what was said is sealed."""
    case = unclosed(case)
    check_came(day)
    visit = CaseVisit.objects.create(case=case, day=day, met=met, made_by=by, told_at=at or timezone.now())
    if said.strip() and not case.names_gone_at:
        keep_said(case=case, visit=visit, said=said.strip(), by=by)
    if case.state == CaseState.OPEN:
        Case.objects.filter(pk=case.pk).update(state=CaseState.FOLLOWED)
    record("attendance.case_visited", case, by=by, at=at, met=met)
    return visit


@transaction.atomic
def add_step(*, case: Case, kind: str, due_date: date, by, at: datetime | None = None) -> CasePlanStep:
    case = unclosed(case)
    step = CasePlanStep.objects.create(case=case, kind=kind, due_date=due_date, added_by=by)
    record("attendance.case_planned", case, by=by, at=at, kind=kind)
    return step


@transaction.atomic
def mark_step(*, step: CasePlanStep, is_done: bool, by) -> CasePlanStep:
    """Say that a step was done today, or take that back."""
    unclosed(step.case)
    step.done_date = timezone.localdate() if is_done else None
    step.save(update_fields=["done_date"])
    record("attendance.case_step_done" if is_done else "attendance.case_step_undone", step.case, by=by, kind=step.kind)
    return step


@transaction.atomic
def say_back(*, case: Case, day: date, by, at: datetime | None = None) -> Case:
    """The day they came back; said again it corrects, for who left and came again begins anew."""
    case = unclosed(case)
    check_came(day)
    case.returned_on, case.state = day, CaseState.FOLLOWED
    case.save(update_fields=["returned_on", "state"])
    record("attendance.case_returned", case, by=by, at=at, day=day.isoformat())
    return case


@transaction.atomic
def follow_week(*, case: Case, monday: date, attended: int, days: int, by, at: datetime | None = None) -> None:
    """Days attended of a week that began; told again it corrects."""
    case, monday = unclosed(case), monday_of(monday)
    if case.returned_on is None:
        raise NotReturned
    check_came(monday)
    if attended > days:
        raise MoreThanTaught
    told = {"attended": attended, "days": days, "told_by": by}
    CaseFollowWeek.objects.update_or_create(case=case, monday=monday, defaults=told)
    record("attendance.case_week", case, by=by, at=at, monday=monday.isoformat(), attended=attended, days=days)
