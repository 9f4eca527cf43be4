"""A network's meetings: called, moved, cancelled; who came, what was dealt with."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from networks.models import Attendance, Meeting, Network, NetworkMember
from networks.services.calling import tell_cancelled, tell_moved
from networks.services.locking import noting, working
from networks.services.networks import NotYetFounded
from schools.readers.text import clean


class SomethingNoted(DomainError):
    message = _(
        "En esta reunión ya se anotó algo, o tiene acta: se realizó. Lo que esté mal anotado se corrige o se quita."
    )


class NotHeldYet(DomainError):
    message = _("La reunión todavía no llega. La asistencia se anota ese día o después.")


class NobodyNew(DomainError):
    message = _("Todos los que marcó ya están en la lista. Marque a quien falta, o escriba a un invitado.")


class AlreadyStruck(DomainError):
    message = _("Eso ya se quitó de la reunión. Vuelva a la reunión y mírela.")


@transaction.atomic
def convene(
    *,
    network: Network,
    meeting_date: date,
    place: str,
    by,
    start_time: time | None = None,
    agenda: str = "",
    at: datetime | None = None,
) -> Meeting:
    """Set day, hour, place and agenda of a meeting; one that took place is written down too.

    Raises NetworkClosed, NotYetFounded.
    """
    network = working(network)
    if meeting_date < network.founded_date:
        raise NotYetFounded
    meeting = Meeting.objects.create(
        network=network,
        meeting_date=meeting_date,
        start_time=start_time,
        place=clean(place)[:160],
        agenda=agenda.strip()[:1500],
        created_by=by,
        created_at=at or timezone.now(),
    )
    record("networks.meeting_convened", meeting, by=by, at=at, network=network.name)
    return meeting


@transaction.atomic
def move_meeting(
    *, meeting: Meeting, meeting_date: date, place: str, by, start_time: time | None = None, agenda: str = ""
) -> Meeting:
    """Another day, hour, place or agenda; whoever was called hears it, unless only the agenda changed.

    Raises MeetingCancelled, SomethingNoted, NotYetFounded.
    """
    meeting = _unheld(meeting)
    if meeting_date < meeting.network.founded_date:
        raise NotYetFounded
    now = {"meeting_date": meeting_date, "start_time": start_time, "place": clean(place)[:160]}
    before = {name: getattr(meeting, name) for name in now}
    meeting.agenda = agenda.strip()[:1500]
    if now != before:
        for name, value in now.items():
            setattr(meeting, name, value)
        meeting.moves += 1
    meeting.save(update_fields=[*now, "agenda", "moves"])
    if now != before:
        tell_moved(meeting)
        record("networks.meeting_moved", meeting, by=by, what=str(meeting), before=str(before["meeting_date"]))
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by) -> Meeting:
    """It does not take place; whoever was called hears why. Raises MeetingCancelled, SomethingNoted."""
    meeting = _unheld(meeting)
    meeting.cancelled_because = clean(reason)[:300]
    meeting.save(update_fields=["cancelled_because"])
    tell_cancelled(meeting)
    record("networks.meeting_cancelled", meeting, by=by, what=str(meeting), reason=meeting.cancelled_because)
    return meeting


@transaction.atomic
def note_members(
    *, meeting: Meeting, members: Iterable[NetworkMember], by, at: datetime | None = None
) -> list[Attendance]:
    """Write down which members came, with institution and post as they are today.

    Raises MeetingCancelled, NotHeldYet, NobodyNew.
    """
    meeting = _held(meeting)
    there = set(meeting.attendances.standing().exclude(member=None).values_list("member_id", flat=True))
    own = meeting.network.members.filter(pk__in=[one.pk for one in members]).exclude(pk__in=there)
    made = [_note(meeting, one, name=one.name, institution=one.institution, post=one.post, at=at) for one in own]
    if not made:
        raise NobodyNew
    record("networks.attendance_noted", meeting, by=by, at=at, count=len(made))
    return made


@transaction.atomic
def note_guest(
    *, meeting: Meeting, name: str, institution: str, by, post: str = "", at: datetime | None = None
) -> Attendance:
    """Write down somebody who came and is no member. Raises MeetingCancelled, NotHeldYet."""
    meeting = _held(meeting)
    came = _note(meeting, None, name=clean(name), institution=clean(institution), post=clean(post), at=at)
    record("networks.attendance_noted", meeting, by=by, at=at, count=1)
    return came


@transaction.atomic
def strike_attendance(*, attendance: Attendance, reason: str, by) -> Attendance:
    """Take somebody off the list who was not there. Raises AlreadyStruck."""
    noting(attendance.meeting)
    attendance = Attendance.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendance.pk)
    if attendance.struck_at:
        raise AlreadyStruck
    attendance.struck_at, attendance.struck_because = timezone.now(), clean(reason)[:300]
    attendance.save(update_fields=["struck_at", "struck_because"])
    record("networks.attendance_struck", attendance.meeting, by=by, reason=attendance.struck_because)
    return attendance


@transaction.atomic
def note_dealt(*, meeting: Meeting, notes: str, by, at: datetime | None = None) -> Meeting:
    """Write down what was dealt with; said again it replaces what was said. Raises MeetingCancelled, NotHeldYet."""
    meeting = _held(meeting)
    if meeting.notes != notes.strip():
        meeting.notes = notes.strip()[:3000]
        meeting.save(update_fields=["notes"])
        record("networks.meeting_noted", meeting, by=by, at=at)
    return meeting


def _note(meeting: Meeting, member: NetworkMember | None, *, at: datetime | None, **who) -> Attendance:
    return Attendance.objects.create(meeting=meeting, member=member, noted_at=at or timezone.now(), **who)


def _held(meeting: Meeting) -> Meeting:
    meeting = noting(meeting)
    if meeting.meeting_date > timezone.localdate():
        raise NotHeldYet
    return meeting


def _unheld(meeting: Meeting) -> Meeting:
    meeting = noting(meeting)
    came, agreed = meeting.attendances.standing(), meeting.tasks.standing()
    if meeting.notes or came.exists() or agreed.exists() or meeting.actas.exists():
        raise SomethingNoted
    return meeting
