"""Meetings as lists show them, and what their actas say, as plain data."""

from datetime import timedelta

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from core.documents.selectors.letterheads import letter_style
from core.documents.services import canonical_json, sha256_of
from networks.models import Acta, Meeting, Network, NetworkMember, Task
from networks.selectors.work import tasks_of_meeting

SOON = timedelta(days=30)


def with_list_columns(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With `state`, `came` and the actas in force; two questions however many rows."""
    actas = Prefetch("actas", Acta.objects.current().select_related("document"))
    came = Count("attendances", filter=Q(attendances__struck_at=None), distinct=True)
    return meetings.with_state().annotate(came=came).select_related("network__territory").prefetch_related(actas)


def meetings_of(network: Network) -> QuerySet[Meeting]:
    """The latest first, with what their list shows."""
    return with_list_columns(network.meetings.all()).order_by("-meeting_date", "-pk")


def coming(_request=None) -> QuerySet[Meeting]:
    """Called for the days ahead, within a month."""
    return Meeting.objects.ahead().filter(meeting_date__lte=timezone.localdate() + SOON)


def to_issue(_request=None) -> QuerySet[Meeting]:
    """Held, without an acta."""
    return Meeting.objects.without_acta()


def absent_members(meeting: Meeting) -> QuerySet[NetworkMember]:
    """Members of that day who are not on its list."""
    there = meeting.attendances.standing().exclude(member=None).values("member")
    return meeting.network.members.on(meeting.meeting_date).exclude(pk__in=there).order_by("institution", "name")


def acta_in_force(meeting: Meeting) -> Acta | None:
    return meeting.actas.current().select_related("document").order_by("-pk").first()


def digest_of(told: dict) -> str:
    return sha256_of(canonical_json(told))


def told_at(meeting: Meeting) -> dict:
    """Everything the acta claims of the meeting itself, as plain data."""
    came = meeting.attendances.standing().order_by("pk")
    return {
        "network": meeting.network.name,
        "territory": meeting.network.territory.name_and_kind,
        "meeting_date": meeting.meeting_date,
        "start_time": f"{meeting.start_time:%H:%M}" if meeting.start_time else "",
        "venue": meeting.place,
        "agenda": meeting.agenda,
        "notes": meeting.notes,
        "attendances": [
            {"name": one.name, "institution": one.institution, "post": one.post, "is_member": one.member_id is not None}
            for one in came
        ],
        "agreements": [_agreement(task) for task in tasks_of_meeting(meeting)],
    }


def beside(meeting: Meeting) -> dict:
    """What the acta says of the day it is printed: who did not come, and which paper it replaces."""
    standing = acta_in_force(meeting)
    return {
        "absent": sorted({one.institution for one in absent_members(meeting)}),
        "replaces": standing and {"paper": str(standing.document), "issued_date": standing.document.issued_date},
    }


def signature_block() -> dict:
    """Who signs for the UGEL, as its papers say."""
    style = letter_style()
    return {"signer_name": style.signer_name, "signer_post": style.signer_post}


def _agreement(task: Task) -> dict:
    return {
        "what": task.what,
        "responsible": task.responsible,
        "quantity": task.quantity,
        "unit": task.unit,
        "due_date": task.due_date,
        "places": [str(link.commitment.place) for link in task.links.all()],
    }
