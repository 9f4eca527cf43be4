"""Who is called to a meeting, by a link of their own: when, where, the agenda, the date for their calendar."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.access.links import LinkEnded, PersonalLinks
from core.audit.services import record
from core.notifications.enums import MessageState
from core.notifications.models import Message
from core.notifications.services import Recipient, call_off, tell
from core.people.recipients import recipients_of
from core.tenancy.errors import DomainError
from core.tenancy.urls import global_url
from networks.models import Call, Meeting, NetworkMember
from networks.services.locking import noting
from partners import services as partners

CALLS = PersonalLinks("networks.calls", partial(global_url, "networks:call_show"))
OPEN_AFTER = timedelta(days=60)
KIND = "networks.call"
WHY = _("Porque usted es miembro de esa red.")


class NobodyToCall(DomainError):
    message = _("Todos los miembros de la red ya están convocados. Agregue miembros en la página de la red.")


class MeetingIsOver(DomainError):
    message = _("La reunión ya pasó: no hay a quién convocar.")


@transaction.atomic
def call_members(*, meeting: Meeting, by) -> list[Call]:
    """Call every member who was not called yet; who cannot be reached has a link to hand over.

    Raises MeetingCancelled, MeetingIsOver, NobodyToCall.
    """
    meeting = noting(meeting)
    if meeting.is_past:
        raise MeetingIsOver
    called = meeting.calls.values("member")
    members = meeting.network.members.on(meeting.meeting_date).exclude(pk__in=called).order_by("pk")
    made = [Call.objects.create(meeting=meeting, member=member) for member in members]
    if not made:
        raise NobodyToCall
    for call in _called(meeting).filter(pk__in=[one.pk for one in made]):
        _tell_called(call)
    record("networks.members_called", meeting, by=by, count=len(made))
    return made


def opened_call(token: str, *, address: str) -> Call:
    """The call behind a token; reads only.

    Raises TooManyWrongCodes, LinkUnknown, and LinkEnded 60 days after the meeting or once its person left before it.
    """
    rows = Call.objects.select_related("meeting__network", "member__contact", "member__user")
    call = CALLS.row_behind(token, rows, address=address)
    left = call.member.to_date
    if timezone.localdate() > call.meeting.meeting_date + OPEN_AFTER or (left and left < call.meeting.meeting_date):
        raise LinkEnded
    return call


def recipient_of(member: NetworkMember) -> Recipient:
    """How a member is reached: as the contact or the person they are, else by what was written down."""
    if member.contact:
        return replace(partners.recipient_of(member.contact), name=member.name)
    if member.user:
        return recipients_of([member.user])[0]
    return Recipient(name=member.name, email=member.email, phone=str(member.phone or ""))


def end_calls(member: NetworkMember) -> None:
    """What waits to be told of meetings after their last day is taken back: they have no part in them."""
    for call in member.calls.filter(meeting__meeting_date__gt=member.to_date):
        _take_back(call)


def tell_moved(meeting: Meeting) -> None:
    """Everybody who was called reads the new day, hour and place; what told of the old one is taken back."""
    for call in _called(meeting):
        _tell(
            call,
            f"moved:{meeting.moves}",
            subject=lambda: _gettext("Cambió la reunión: %(network)s") % _words(meeting),
            body=lambda: _gettext("La reunión de %(network)s cambió. Ahora es %(when)s, %(place)s.") % _words(meeting),
        )


def tell_cancelled(meeting: Meeting) -> None:
    """Everybody who was called reads that it does not take place, and why."""
    for call in _called(meeting):
        _tell(
            call,
            "cancelled",
            subject=lambda: _gettext("Se anuló la reunión: %(network)s") % _words(meeting),
            body=lambda: (
                _gettext("La reunión de %(network)s del %(when)s no se realizará. %(reason)s")
                % {**_words(meeting), "reason": meeting.cancelled_because}
            ),
        )


def _tell_called(call: Call) -> None:
    meeting = call.meeting
    _tell(
        call,
        "called",
        subject=lambda: _gettext("Invitación: %(network)s") % _words(meeting),
        body=lambda: (
            _gettext(
                "Le convocamos a la reunión de %(network)s: %(when)s, %(place)s. En el enlace están la agenda y la "
                "fecha para su calendario."
            )
            % _words(meeting)
        ),
    )


def _called(meeting: Meeting):
    """Calls of who is in the network on the meeting's day."""
    still = Q(member__to_date=None) | Q(member__to_date__gte=meeting.meeting_date)
    called = meeting.calls.filter(still).select_related("member__contact", "member__user", "meeting__network")
    return called.order_by("pk")


def _words(meeting: Meeting) -> dict[str, str]:
    hour = f" {meeting.start_time:%H:%M}" if meeting.start_time else ""
    when = date_format(meeting.meeting_date, "SHORT_DATE_FORMAT") + hour
    return {"network": meeting.network.name, "when": when, "place": meeting.place}


def _tell(call: Call, event: str, *, subject, body) -> None:
    """What was told before and nobody sent yet gives way to this; the link stays the same."""
    _take_back(call)
    recipient = recipient_of(call.member)
    if recipient.email or recipient.phone or recipient.user:
        words = {"subject": lazy(subject, str)(), "body": lazy(body, str)(), "why": WHY}
        tell([recipient], kind=KIND, key=_key(call) + event, path=CALLS.path_of(call), **words)


def _take_back(call: Call) -> None:
    waiting = Message.objects.filter(kind=KIND, key__startswith=_key(call), state=MessageState.WAITING)
    for key in list(waiting.values_list("key", flat=True)):
        call_off(key=key)


def _key(call: Call) -> str:
    return f"call:{call.pk}:"
