"""Who works at a school, from when to when."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from schools.models import School, SchoolStaff


class AlreadyAssigned(DomainError):
    message = _("Esta persona ya está asignada a la escuela en esas fechas.")


@transaction.atomic
def assign_staff(*, school: School, user, from_date: date, is_head: bool = False, by) -> SchoolStaff:
    """Assign a person; a new head ends the assignment of the one before. Raises AlreadyAssigned."""
    # The school's row is the lock: two heads cannot be named at once.
    School.objects.select_for_update().get(pk=school.pk)
    assigned = SchoolStaff.objects.on(from_date).filter(school=school)
    if assigned.filter(user=user).exists():
        raise AlreadyAssigned
    if is_head:
        for before in assigned.filter(is_head=True):
            end_assignment(assignment=before, to_date=max(before.from_date, from_date - timedelta(days=1)))
    assignment = SchoolStaff.objects.create(school=school, user=user, from_date=from_date, is_head=is_head)
    record("schools.staff_assigned", assignment, by=by, school_id=school.pk, name=user.full_name, is_head=is_head)
    return assignment


@transaction.atomic
def end_assignment(*, assignment: SchoolStaff, to_date: date) -> SchoolStaff:
    assignment.to_date = to_date
    assignment.save(update_fields=["to_date"])
    return assignment
