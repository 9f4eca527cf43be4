"""Who works at a school, from when to when, and what that opens for them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.enums import KeyEnd
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.audit.services import record
from core.people.services.people import add_person, withdraw_person
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from schools.models import School, SchoolStaff
from schools.signals import staff_arriving


class AlreadyAssigned(DomainError):
    message = _("Esta persona ya está asignada a la escuela en esas fechas.")


class HeadNamedSince(DomainError):
    message = _(
        "Desde esa fecha o después ya figura otra persona en la dirección. Si es un error, retírela primero de la "
        "escuela."
    )


class EndsBeforeItBegan(DomainError):
    message = _("La fecha de salida es anterior a la de inicio. Revise el día.")


@dataclass(frozen=True)
class HandOver:
    """A new head, and the assignments that ended with it."""

    assignment: SchoolStaff
    ended: list[SchoolStaff]


@transaction.atomic
def assign_staff(
    *, school: School, user: User, from_date: date, is_head: bool = False, by, at: datetime | None = None
) -> SchoolStaff:
    """Assign a person; a new head ends the assignment of the one before.

    Raises AlreadyAssigned, HeadNamedSince, and whatever other apps refuse somebody with.
    """
    # The school's row is the lock: two heads cannot be named at once.
    School.objects.select_for_update().get(pk=school.pk)
    staff_arriving.send(School, school=school, user=user)
    assigned = SchoolStaff.objects.team().on(from_date).filter(school=school)
    theirs = list(assigned.filter(user=user))
    if any(one.is_head or not is_head for one in theirs):
        raise AlreadyAssigned
    if is_head:
        _end_former_heads(school, from_date, by)
    # A colleague who becomes the head is not listed twice.
    for before in theirs:
        if before.from_date == from_date:
            before.delete()
        else:
            _end(before, from_date - timedelta(days=1), by)
    assignment = SchoolStaff.objects.create(school=school, user=user, from_date=from_date, is_head=is_head)
    record(
        "schools.staff_assigned", assignment, by=by, school_id=school.pk, at=at, name=user.full_name, is_head=is_head
    )
    return assignment


@transaction.atomic
def name_head(*, school: School, full_name: str, from_date: date, by, email=None, phone=None, user=None) -> HandOver:
    """Hand a school over: the old head's access ends on that day, the new one's begins.

    Raises AlreadyAssigned and HeadNamedSince.
    """
    member = add_person(full_name=full_name, role=Role.SCHOOL_HEAD, email=email, phone=phone, user=user, by=by)
    former = list(SchoolStaff.objects.on(from_date).filter(school=school, is_head=True))
    assignment = assign_staff(school=school, user=member.user, from_date=from_date, is_head=True, by=by)
    ended = list(SchoolStaff.objects.filter(pk__in=[one.pk for one in former]).select_related("user"))
    for one in ended:
        close_access(user=one.user, by=by, reason=KeyEnd.HANDED_OVER)
    return HandOver(assignment, ended)


@transaction.atomic
def add_colleague(
    *,
    school: School,
    full_name: str,
    by,
    email=None,
    phone=None,
    user=None,
    from_date=None,
) -> SchoolStaff:
    """Add somebody to a school's team. Raises what `assign_staff` raises."""
    member = add_person(full_name=full_name, role=Role.SCHOOL_MEMBER, email=email, phone=phone, user=user, by=by)
    return assign_staff(school=school, user=member.user, from_date=from_date or timezone.localdate(), by=by)


@transaction.atomic
def end_assignment(*, assignment: SchoolStaff, to_date: date, by=None) -> SchoolStaff:
    """Let somebody leave a school; with their last one their role and cards end. Raises EndsBeforeItBegan."""
    School.objects.select_for_update().get(pk=assignment.school_id)
    if to_date < assignment.from_date:
        raise EndsBeforeItBegan
    _end(assignment, to_date, by)
    close_access(user=assignment.user, by=by, left=assignment)
    return assignment


@transaction.atomic
def close_access(*, user: User, by=None, reason: KeyEnd = KeyEnd.WITHDRAWN, left=None) -> list[Membership]:
    """Withdraw the school roles a person has no assignment for, today or later.

    Whoever `left` an assignment with today as its last day is out at once. Somebody who never had one keeps the
    role they were invited with.
    """
    today = timezone.localdate()
    theirs = SchoolStaff.objects.team().filter(user=user)
    going_on = theirs.still_open(today)
    if left is not None and left.to_date <= today:
        going_on = going_on.exclude(pk=left.pk)
    withdrawn = []
    for role, is_head in ((Role.SCHOOL_HEAD, True), (Role.SCHOOL_MEMBER, False)):
        if going_on.filter(is_head=is_head).exists() or not theirs.filter(is_head=is_head).exists():
            continue
        for membership in Membership.objects.active().filter(user=user, ugel=current_ugel(), role=role):
            withdrawn.append(withdraw_person(membership=membership, by=by, reason=reason))
    return withdrawn


def close_past_access() -> int:
    """Close the access of everybody whose last assignment ended before today; how many roles ended."""
    gone = SchoolStaff.objects.team().filter(to_date__lt=timezone.localdate()).values("user")
    roles = Membership.objects.active().filter(
        ugel=current_ugel(), role__in=[Role.SCHOOL_HEAD, Role.SCHOOL_MEMBER], user__in=gone
    )
    people = User.objects.filter(pk__in=roles.values("user"))
    return sum(len(close_access(user=user)) for user in people)


def _end_former_heads(school, from_date, by):
    heads = SchoolStaff.objects.filter(school=school, is_head=True)
    if heads.filter(from_date__gte=from_date, to_date=None).exists():
        raise HeadNamedSince
    for before in heads.on(from_date):
        _end(before, _eve(before, from_date), by)


def _eve(assignment, from_date):
    return max(assignment.from_date, from_date - timedelta(days=1))


def _end(assignment, to_date, by):
    assignment.to_date = to_date
    assignment.save(update_fields=["to_date"])
    record(
        "schools.staff_ended",
        assignment,
        by=by,
        school_id=assignment.school_id,
        name=assignment.user.full_name,
        is_head=assignment.is_head,
        to_date=to_date,
    )
