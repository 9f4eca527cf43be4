from django.shortcuts import get_object_or_404

from networks import selectors
from networks.models import Attendance, Meeting, Network, NetworkMember, Task


def network_here(pk) -> Network:
    """With its state as of today, or 404."""
    return get_object_or_404(selectors.with_list_columns(Network.objects.select_related("file")), pk=pk)


def member_here(pk) -> NetworkMember:
    return get_object_or_404(
        NetworkMember.objects.select_related("network__territory", "contact", "user", "school"), pk=pk
    )


def task_here(pk) -> Task:
    """One that stands, or 404."""
    return get_object_or_404(Task.objects.standing().select_related("network__territory", "meeting"), pk=pk)


def meeting_here(pk) -> Meeting:
    """With its state as of today, or 404."""
    return get_object_or_404(Meeting.objects.with_state().select_related("network__territory"), pk=pk)


def attendance_here(pk) -> Attendance:
    return get_object_or_404(Attendance.objects.standing().select_related("meeting__network"), pk=pk)


def page_of(meeting_or_network, part: str) -> str:
    """The part of a page where something stands now."""
    return f"{meeting_or_network.get_absolute_url()}#{part}"
