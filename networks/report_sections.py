"""What the networks print: each district of the ámbito with its network, its meetings and how far its plan came."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from commitments.enums import NOT_PROMISED, InstalmentState
from commitments.models import Commitment, Instalment
from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from networks.enums import NetworkState
from networks.models import Attendance, Network, TaskCommitment
from networks.selectors import figures


def build_networks(report) -> dict:
    """As of the cut-off: a district without a network is a row too."""
    frame = report.frame
    districts = list(figures.districts(frame).select_related("district").order_by("district__name"))
    networks = {one.territory_id: one for one in figures.networks_at(frame)}
    met, promised, kept = _meetings(frame), _counts(_promises(frame)), _counts(_kept(frame))
    rows = [_row(one.district, networks.get(one.district_id), met, promised, kept) for one in districts]
    return {
        "total": len(districts),
        "active": sum(row["state"] == str(NetworkState.ACTIVE.label) for row in rows),
        "meetings": figures.meetings(frame).count(),
        "attendances": Attendance.objects.standing(frame.cut_off)
        .filter(meeting__in=figures.meetings(frame).values("pk"))
        .count(),
        "rows": rows,
    }


def _row(district, network: Network | None, met, promised, kept) -> dict:
    return {
        "district": district.name.title(),
        "network": network.name if network else "",
        "state": str(network.status.label) if network else "",
        "meetings": met.get(network.pk, 0) if network else None,
        "promised": promised.get(network.pk, 0) if network else None,
        "kept": kept.get(network.pk, 0) if network else None,
    }


def _meetings(frame: Frame) -> dict[int, int]:
    rows = figures.meetings(frame).order_by().values("network").annotate(n=Count("pk"))
    return dict(rows.values_list("network", "n"))


def _promises(frame: Frame):
    """Of tasks due in the period, those made by the cut-off and neither declined nor cancelled by it."""
    made = TaskCommitment.objects.filter(
        task__due_date__gte=frame.period_start,
        task__due_date__lte=frame.period_end,
        task__created_at__lte=frame.cut_off,
    )
    gone = Commitment.objects.filter(state__in=NOT_PROMISED, ended_at__lte=frame.cut_off)
    return made.exclude(commitment__in=gone.values("pk"))


def _kept(frame: Frame):
    """Of those, the ones of which two parties had seen every delivery by the cut-off."""
    unseen = Instalment.objects.filter(
        ~Q(state=InstalmentState.VERIFIED) | Q(verified_at=None) | Q(verified_at__gt=frame.cut_off)
    )
    return _promises(frame).exclude(commitment__in=unseen.values("commitment"))


def _counts(links) -> dict[int, int]:
    rows = links.order_by().values("task__network").annotate(n=Count("pk"))
    return dict(rows.values_list("task__network", "n"))


ALL = [
    ReportSection(
        key="networks.networks",
        chapter="strategies",
        title=_("Redes locales: quiénes se reúnen por las escuelas de cada distrito"),
        template="networks/report/networks.html",
        build=build_networks,
        order=60,
    )
]
