from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from networks.models import Meeting, Network


class NetworkClosed(DomainError):
    message = _("Esta red está cerrada. Ábrala otra vez, o trabaje con la red que la reemplaza.")


class MeetingCancelled(DomainError):
    message = _("Esta reunión se anuló: no se realizó y no se anota nada en ella.")


def locked(network: Network) -> Network:
    """The network under lock: who joins, leaves, coordinates and closes wait for each other."""
    found = Network.objects.select_for_update(of=("self",), no_key=True).select_related("territory")
    return found.get(pk=network.pk)


def working(network: Network) -> Network:
    """The network under lock, to change something of it; raises NetworkClosed."""
    network = locked(network)
    if network.is_closed:
        raise NetworkClosed
    return network


def locked_meeting(meeting: Meeting) -> Meeting:
    """The meeting under lock: what is noted, called and issued wait for each other."""
    found = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("network__territory")
    return found.get(pk=meeting.pk)


def noting(meeting: Meeting) -> Meeting:
    """The meeting under lock, to note something in it; raises MeetingCancelled."""
    meeting = locked_meeting(meeting)
    if meeting.is_cancelled:
        raise MeetingCancelled
    return meeting
