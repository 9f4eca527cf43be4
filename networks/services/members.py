"""Who sits in a network from day to day, and who coordinates it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from networks.enums import MemberRole, Sector
from networks.models import Coordination, Network, NetworkMember
from networks.services.calling import end_calls
from networks.services.locking import working
from networks.services.networks import NotYetFounded, StillToCome
from schools.models import SchoolStaff
from schools.readers.text import clean, searchable


class AlreadyMember(DomainError):
    message = _("Esa persona ya es miembro de la red.")


class MemberLeft(DomainError):
    message = _("Esa persona ya no es miembro de la red. Elija a quien está hoy.")


class NotInThen(DomainError):
    message = _("Esa persona todavía no era miembro ese día. Revise la fecha.")


class AlreadyCoordinates(DomainError):
    message = _("Es la misma persona que ya coordina. Elija a quien la releva.")


class NotAfterTheLast(DomainError):
    message = _("El relevo es posterior a la última fecha anotada de la coordinación. Revise el día.")


class StillMember(DomainError):
    message = _("Esa persona sigue en la red.")


@dataclass(frozen=True)
class Person:
    """Who joins: the partner's contact or the user they are, or what was written down of them."""

    name: str = ""
    institution: str = ""
    post: str = ""
    contact: Any = None
    user: Any = None
    school: Any = None
    phone: Any = ""
    email: str = ""


@transaction.atomic
def add_member(
    *,
    network: Network,
    person: Person,
    sector: Sector,
    by,
    role: MemberRole = MemberRole.TITULAR,
    from_date: date | None = None,
    at: datetime | None = None,
) -> NetworkMember:
    """Somebody joins; a contact brings name, institution and post along, a user their name and school.

    Raises NetworkClosed, AlreadyMember, StillToCome, NotYetFounded.
    """
    network = working(network)
    from_date = from_date or timezone.localdate()
    _check_day(network, from_date)
    if _is_in(network, person):
        raise AlreadyMember
    school = person.school or (person.user and _workplace(person.user))
    member = NetworkMember.objects.create(
        network=network, school=school, role=role, sector=sector, from_date=from_date, **_written(person, school)
    )
    record("networks.member_added", network, by=by, at=at, school_id=member.school_id, who=member.institution)
    return member


@transaction.atomic
def correct_member(*, member: NetworkMember, by, **told) -> NetworkMember:
    """Mend how somebody is written: post, telephone, role, sector, school, first day. Raises MemberLeft and what
    `add_member` raises of its day."""
    network = working(member.network)
    member = _current(member)
    if "from_date" in told:
        _check_day(network, told["from_date"])
        if member.coordinations.filter(since_date__lt=told["from_date"]).exists():
            raise NotInThen
    changed = {name: value for name, value in told.items() if getattr(member, name) != value}
    for name, value in changed.items():
        setattr(member, name, value)
    if changed:
        member.save(update_fields=list(changed))
        record("networks.member_corrected", network, by=by, who=member.institution)
    return member


@transaction.atomic
def end_member(*, member: NetworkMember, to_date: date, reason: str, by, at: datetime | None = None) -> NetworkMember:
    """Somebody leaves after that day, and hears no more of meetings after it; who coordinated leaves that too.

    Raises MemberLeft, StillToCome, NotInThen.
    """
    network = working(member.network)
    member = _current(member)
    if to_date > timezone.localdate():
        raise StillToCome
    open_one = member.coordinations.filter(until_date=None).first()
    if to_date < member.from_date or (open_one and to_date < open_one.since_date):
        raise NotInThen
    member.to_date, member.end_reason = to_date, clean(reason)[:300]
    member.save(update_fields=["to_date", "end_reason"])
    if open_one:
        _end(open_one, to_date + timedelta(days=1), at=at)
    end_calls(member)
    who, said = member.institution, member.end_reason
    record("networks.member_left", network, by=by, at=at, school_id=member.school_id, who=who, reason=said)
    return member


@transaction.atomic
def restore_member(*, member: NetworkMember, by) -> NetworkMember:
    """Take back that somebody left; whether they coordinate is said anew. Raises NetworkClosed, StillMember,
    AlreadyMember."""
    network = working(member.network)
    member = NetworkMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not member.is_former:
        raise StillMember
    if _is_in(network, Person(member.name, member.institution, contact=member.contact, user=member.user)):
        raise AlreadyMember
    member.to_date, member.end_reason = None, ""
    member.save(update_fields=["to_date", "end_reason"])
    record("networks.member_restored", network, by=by, who=member.institution, school_id=member.school_id)
    return member


@transaction.atomic
def name_coordinator(
    *, network: Network, member: NetworkMember, since_date: date, by, reason: str = "", at: datetime | None = None
) -> Coordination:
    """Who coordinates from a day on; whoever did before stays on record.

    Raises NetworkClosed, MemberLeft, NotInThen, AlreadyCoordinates, NotAfterTheLast, StillToCome.
    """
    network = working(network)
    member = _current(member)
    if since_date > timezone.localdate():
        raise StillToCome
    if since_date < member.from_date:
        raise NotInThen
    last = network.coordinations.order_by("-since_date").first()
    if last and last.until_date is None and last.member_id == member.pk:
        raise AlreadyCoordinates
    if last and since_date < (last.until_date or last.since_date + timedelta(days=1)):
        raise NotAfterTheLast
    if last and last.until_date is None:
        _end(last, since_date, at=at)
    made = Coordination.objects.create(
        network=network,
        member=member,
        since_date=since_date,
        reason=clean(reason)[:300],
        recorded_by=by,
        recorded_at=at or timezone.now(),
    )
    record("networks.coordinator_named", network, by=by, at=at, who=member.institution)
    return made


def _end(coordination: Coordination, until_date: date, *, at: datetime | None) -> None:
    coordination.until_date, coordination.ended_at = until_date, at or timezone.now()
    coordination.save(update_fields=["until_date", "ended_at"])


def _check_day(network: Network, day: date) -> None:
    if day > timezone.localdate():
        raise StillToCome
    if day < network.founded_date:
        raise NotYetFounded


def _current(member: NetworkMember) -> NetworkMember:
    """Under lock, its network being locked; raises MemberLeft."""
    member = NetworkMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.is_former:
        raise MemberLeft
    return member


def _is_in(network: Network, person: Person) -> bool:
    """By the record they are; who is written by hand, by name and institution, however they are spelled."""
    still = network.members.still_open()
    if person.contact or person.user:
        return still.filter(contact=person.contact, user=person.user).exists()
    told = searchable(clean(person.name)), searchable(clean(person.institution))
    return any(told == (searchable(one.name), searchable(one.institution)) for one in still)


def _workplace(user):
    """The school somebody works at today, the one they head first."""
    staff = (
        SchoolStaff.objects.team().on().filter(user=user).select_related("school").order_by("-is_head", "pk").first()
    )
    return staff and staff.school


def _written(person: Person, school) -> dict:
    """What stays of a person in the network's own words."""
    contact, user = person.contact, person.user
    name = contact.name if contact else user.full_name if user else person.name
    institution = str(contact.partner) if contact else person.institution or (school.name if school else "")
    is_known = contact is not None or user is not None
    return {
        "contact": contact,
        "user": user,
        "name": clean(name)[:120],
        "institution": clean(institution or str(_("UGEL")))[:160],
        "post": clean(person.post or (contact.post if contact else ""))[:120],
        "phone": "" if is_known else person.phone or "",
        "email": "" if is_known else person.email,
    }
