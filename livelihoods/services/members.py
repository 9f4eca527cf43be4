"""Who is in a group from day to day. Grown-ups only: children who help are a count of `tell_watch`."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from livelihoods.enums import MemberRole
from livelihoods.models import GroupMember, InitiativeGroup
from livelihoods.services.locking import BeforeItBegan, check_past, living
from schools.readers.text import clean


class AlreadyMember(DomainError):
    message = _("Esa persona ya está en el grupo.")


class MemberLeft(DomainError):
    message = _("Esa persona ya no está en el grupo. Recupérela si fue un error.")


class StillMember(DomainError):
    message = _("Esa persona sigue en el grupo.")


@transaction.atomic
def add_member(
    *,
    group: InitiativeGroup,
    name: str,
    by,
    role: MemberRole = MemberRole.MEMBER,
    phone="",
    from_date: date | None = None,
    at: datetime | None = None,
) -> GroupMember:
    """Somebody joins. Raises GroupClosed, AlreadyMember, StillToCome, BeforeItBegan."""
    group = living(group)
    from_date, name = from_date or timezone.localdate(), clean(name)[:120]
    _check_day(group, from_date)
    if group.members.filter(to_date=None, name__iexact=name).exists():
        raise AlreadyMember
    member = GroupMember.objects.create(group=group, name=name, role=role, phone=phone or "", from_date=from_date)
    record("livelihoods.member_added", group, by=by, at=at, role=str(MemberRole(role).label))
    return member


@transaction.atomic
def correct_member(*, member: GroupMember, by, **told) -> GroupMember:
    """Mend name, role, telephone or first day. Raises GroupClosed, MemberLeft and what `add_member` raises."""
    group = living(member.group)
    member = _current(member)
    if "from_date" in told:
        _check_day(group, told["from_date"])
    if "name" in told:
        told["name"] = clean(told["name"])[:120]
        if group.members.filter(to_date=None, name__iexact=told["name"]).exclude(pk=member.pk).exists():
            raise AlreadyMember
    changed = {name: value for name, value in told.items() if getattr(member, name) != value}
    for name, value in changed.items():
        setattr(member, name, value)
    if changed:
        member.save(update_fields=list(changed))
        record("livelihoods.member_corrected", group, by=by, role=str(MemberRole(member.role).label))
    return member


@transaction.atomic
def end_member(*, member: GroupMember, to_date: date, reason: str, by) -> GroupMember:
    """Somebody leaves after that day. Raises GroupClosed, MemberLeft, StillToCome, BeforeItBegan."""
    group = living(member.group)
    member = _current(member)
    check_past(to_date)
    if to_date < member.from_date:
        raise BeforeItBegan
    member.to_date, member.end_reason = to_date, clean(reason)[:300]
    member.save(update_fields=["to_date", "end_reason"])
    record("livelihoods.member_left", group, by=by, reason=member.end_reason)
    return member


@transaction.atomic
def restore_member(*, member: GroupMember, by) -> GroupMember:
    """Take back that somebody left. Raises GroupClosed, StillMember, AlreadyMember."""
    group = living(member.group)
    member = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not member.is_former:
        raise StillMember
    if group.members.filter(to_date=None, name__iexact=member.name).exists():
        raise AlreadyMember
    member.to_date, member.end_reason = None, ""
    member.save(update_fields=["to_date", "end_reason"])
    record("livelihoods.member_restored", group, by=by)
    return member


def _current(member: GroupMember) -> GroupMember:
    member = GroupMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.is_former:
        raise MemberLeft
    return member


def _check_day(group: InitiativeGroup, day: date) -> None:
    check_past(day)
    if day < group.formed_date:
        raise BeforeItBegan
