"""A case from its opening to its end. Lock: the case; names go through `services.looking`, behind their own wall."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.enums import CaseState, Forgotten, Outcome
from attendance.models import Case, CaseCounter, CaseWorker
from attendance.rule import RESCUE_VERSION
from attendance.selectors.cases import DUE_DAYS, rule_in_force
from attendance.services.following import NotReturned
from attendance.services.forgetting import forget
from attendance.services.locking import held, unclosed
from attendance.services.looking import keep_words
from core.audit.services import record
from core.strategies import settings
from core.tenancy.errors import DomainError
from core.tenancy.numbers import next_number
from schools.models import School
from schools.permissions import heads


class NotYetKept(DomainError):
    message = _(
        "Todavía no se puede decir que volvió y se quedó: faltan semanas seguidas con la asistencia que pide la regla. "
        "Anótelas; si dejó de venir otra vez, ciérrelo como «No volvió»."
    )


class NamesGone(DomainError):
    message = _("Los nombres de este caso ya se borraron: no se puede abrir otra vez. Abra uno nuevo.")


@transaction.atomic
def open_case(
    *,
    school: School,
    source: str,
    causes: Sequence[str],
    words: dict[str, str],
    sex: str,
    grade_band: str = "",
    service=None,
    by,
    at: datetime | None = None,
) -> Case:
    """Open a case with its names sealed apart; who opens it and does not head the school is given it."""
    day = timezone.localdate(at or timezone.now())
    case = Case.objects.create(
        school=school,
        service=service,
        number=next_number(CaseCounter, school_id=school.pk),
        source=source,
        causes=list(causes),
        sex=sex,
        grade_band=grade_band,
        opened_on=day,
        due_date=day + timedelta(days=max(int(settings.value(DUE_DAYS)), 0)),
        opened_by=by,
    )
    if not heads(by, school.pk):
        CaseWorker.objects.create(case=case, user=by, assigned_by=by, assigned_at=at or timezone.now())
    keep_words(case=case, words=words, by=by)
    record("attendance.case_opened", case, by=by, at=at)
    return case


@transaction.atomic
def close_case(*, case: Case, outcome: str, by, at: datetime | None = None) -> Case:
    """End it. «Volvió y se quedó» asks the rule, whose version and numbers stay with the case.

    What was opened by error loses its names at once. Raises CaseClosed, NotReturned, NotYetKept.
    """
    case = unclosed(case)
    if outcome == Outcome.BACK:
        _keep_rule(case)
    case.state, case.outcome, case.closed_by, case.closed_at = CaseState.CLOSED, outcome, by, at or timezone.now()
    case.save()
    record("attendance.case_closed", case, by=by, at=at, outcome=str(outcome))
    if outcome == Outcome.ERROR:
        forget(case=case, why=Forgotten.ERROR, by=by)
    return case


@transaction.atomic
def reopen_case(*, case: Case, by) -> Case:
    """Undo an end said too early; what was published of its quarter stays as it was."""
    case = held(case)
    if case.state != CaseState.CLOSED:
        return case
    if case.names_gone_at:
        raise NamesGone
    case.state, case.outcome, case.closed_by, case.closed_at = CaseState.FOLLOWED, "", None, None
    case.rule_version = case.rule_percent = case.rule_weeks = None
    case.save()
    record("attendance.case_reopened", case, by=by)
    return case


def _keep_rule(case):
    if case.returned_on is None:
        raise NotReturned
    rule = rule_in_force()
    if not rule.keeps(case):
        raise NotYetKept
    case.rule_version, case.rule_percent, case.rule_weeks = RESCUE_VERSION, rule.percent, rule.weeks
