"""Where the networks stood in a frame, for one UGEL or many. A district stands for itself by its first school."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from core.strategies.indicators import Frame
from networks.models import Meeting, Network
from schools.models import School
from schools.selectors.targets import target_schools


def districts(frame: Frame) -> QuerySet[School]:
    """One school of the ámbito for each district, the first; territories are nobody's, so a row of the UGEL counts."""
    ambito = target_schools(frame)
    first = ambito.filter(ugel=OuterRef("ugel"), district=OuterRef("district")).order_by("pk").values("pk")[:1]
    return ambito.exclude(district=None).filter(pk=Subquery(first))


def active(frame: Frame) -> QuerySet[School]:
    """Districts with a network that was active at the cut-off."""
    return districts(frame).filter(Exists(_there(Network.objects.active(frame.last_day, frame.cut_off))))


def sleeping(frame: Frame) -> QuerySet[School]:
    """Districts with a network in force that was not active."""
    in_force = Exists(_there(Network.objects.in_force(frame.last_day, frame.cut_off)))
    awake = Exists(_there(Network.objects.active(frame.last_day, frame.cut_off)))
    return districts(frame).filter(in_force).exclude(awake)


def without(frame: Frame) -> QuerySet[School]:
    return districts(frame).exclude(Exists(_there(Network.objects.in_force(frame.last_day, frame.cut_off))))


def meetings(frame: Frame) -> QuerySet[Meeting]:
    """Those of the period to which people came, as far as was told by the cut-off."""
    return Meeting.objects.met(frame.cut_off).filter(
        meeting_date__gte=frame.period_start, meeting_date__lte=frame.last_day
    )


def networks_at(frame: Frame) -> QuerySet[Network]:
    """In force at the cut-off, with their state then."""
    found = Network.objects.in_force(frame.last_day, frame.cut_off)
    return found.with_state(frame.last_day, frame.cut_off)


def _there(networks: QuerySet[Network]) -> QuerySet[Network]:
    return networks.filter(ugel=OuterRef("ugel"), territory=OuterRef("district"))
