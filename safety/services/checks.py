"""The life of a check: planned, filled, submitted, verified by another person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.services import record
from safety.enums import NOT_APPLICABLE, TRANSITIONS, CheckState
from safety.models import Answer, Check, ChecklistVersion
from safety.selectors.checklists import current_version
from safety.services.errors import (
    CheckStateChanged,
    IncompleteCheck,
    NotTheAuthor,
    ReasonMissing,
    SchoolHasOpenCheck,
    UnknownAnswer,
    VisitInTheFuture,
)


@dataclass(frozen=True)
class Given:
    """One answer as a person gave it: the option's code or «na», and a remark."""

    choice: str
    note: str = ""


@transaction.atomic
def plan_check(
    *, school, planned_date: date, author, by, version: ChecklistVersion | None = None, at: datetime | None = None
) -> Check:
    """Open a visit for `author`. Raises SchoolHasOpenCheck while another one is open."""
    try:
        with transaction.atomic():
            check = Check.objects.create(
                school=school, planned_date=planned_date, author=author, version=version or current_version()
            )
    except IntegrityError as error:
        raise SchoolHasOpenCheck from error
    record("safety.check_planned", check, by=by, school_id=school.pk, at=at, planned_date=planned_date)
    return check


@transaction.atomic
def replan_check(*, check: Check, planned_date: date, author, by) -> Check:
    """Give a visit that nobody began another day or another visitor."""
    check = lock(check, CheckState.IN_PROGRESS)
    if check.state != CheckState.PLANNED:
        raise CheckStateChanged
    before = check.planned_date
    check.planned_date, check.author = planned_date, author
    check.save(update_fields=["planned_date", "author"])
    record("safety.check_replanned", check, by=by, school_id=check.school_id, before=before, planned_date=planned_date)
    return check


@transaction.atomic
def record_answers(
    *, check: Check, answers: Mapping[str, Given], by, visited_date: date | None = None, at: datetime | None = None
) -> Check:
    """Save some answers, by item code; the first save starts the visit.

    A code without a choice is left as it was. Raises UnknownAnswer, and NotTheAuthor for anybody else: whoever
    writes cannot verify.
    """
    check = begin(check=check, by=by, visited_date=visited_date, at=at)
    items = {item.code: item for item in check.version.items.filter(code__in=answers)}
    rows = []
    for code, given in answers.items():
        if not given.choice:
            continue
        item = items.get(code)
        option = item and item.option(given.choice)
        if item is None or (option is None and given.choice != NOT_APPLICABLE):
            raise UnknownAnswer
        value = option["value"] if option else None
        rows.append(Answer(safety_check=check, item=item, choice=given.choice, value=value, note=given.note))
    Answer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["ugel", "safety_check", "item"],
        update_fields=["choice", "value", "note", "answered_at"],
    )
    return check


def begin(*, check: Check, by, visited_date: date | None = None, at: datetime | None = None) -> Check:
    """Lock a check for writing answers or photos, starting or reopening it when needed."""
    check = Check.objects.select_for_update().get(pk=check.pk)
    if check.author_id != by.pk:
        raise NotTheAuthor
    if not check.is_fillable:
        raise CheckStateChanged
    today = timezone.localdate()
    if visited_date and visited_date > today:
        raise VisitInTheFuture
    check.visited_date = visited_date or check.visited_date or today
    if check.state != CheckState.IN_PROGRESS:
        record("safety.check_started", check, by=by, school_id=check.school_id, at=at, visited_date=check.visited_date)
        check.state = CheckState.IN_PROGRESS
    check.save(update_fields=["state", "visited_date"])
    return check


@transaction.atomic
def submit_check(*, check: Check, by, submitted_at: datetime | None = None) -> Check:
    """Hand the check over for verification. Raises IncompleteCheck naming the items without an answer."""
    check = lock(check, CheckState.SUBMITTED)
    if check.author_id != by.pk:
        raise NotTheAuthor
    answered = check.answers.values("item_id")
    missing = list(check.version.items.exclude(pk__in=answered).order_by("position"))
    if missing:
        raise IncompleteCheck(missing)
    check.state, check.submitted_at = CheckState.SUBMITTED, submitted_at or timezone.now()
    check.save(update_fields=["state", "submitted_at"])
    record(
        "safety.check_submitted",
        check,
        by=by,
        school_id=check.school_id,
        at=submitted_at,
        visited_date=check.visited_date,
    )
    return check


@transaction.atomic
def cancel_check(*, check: Check, reason: str, by) -> Check:
    """Close a visit that will not be made or was made by mistake; a verified check is returned first."""
    if not reason.strip():
        raise ReasonMissing
    check = lock(check, CheckState.CANCELLED)
    check.state = CheckState.CANCELLED
    check.save(update_fields=["state"])
    record("safety.check_cancelled", check, by=by, school_id=check.school_id, reason=reason)
    return check


def lock(check: Check, to: CheckState) -> Check:
    """The check under lock, if it may still go to `to`. Raises CheckStateChanged otherwise."""
    check = Check.objects.select_for_update().get(pk=check.pk)
    if to not in TRANSITIONS[CheckState(check.state)]:
        raise CheckStateChanged
    return check
