"""What transport prints: the routes with their seats, what ran, what was lost, and what nobody told."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from transport.enums import Direction, Said
from transport.models import Leg
from transport.selectors import figures

LONGEST_LIST = 60


def build_transport(report) -> dict:
    """As of the cut-off: a leg nobody spoke of has no number, never a zero."""
    frame = report.frame
    days = figures.days(frame)
    told = days.aggregate(
        total=Count("pk"),
        came=Count("pk", filter=Q(word=Said.CAME)),
        late=Count("pk", filter=Q(word=Said.LATE)),
        absent=Count("pk", filter=Q(word=Said.ABSENT)),
        lost=Sum("pupils", filter=Q(word=Said.ABSENT, leg__direction=Direction.ENTRADA), default=0),
    )
    legs = figures.legs(frame)
    return {
        **told,
        "rows": _rows(frame),
        "routes": legs.values("route").distinct().count(),
        "silent": legs.exclude(pk__in=days.values("leg")).count(),
        "vehicles": figures.vehicles(frame).count(),
        "in_force": figures.vehicles_in_force(frame).count(),
    }


def _rows(frame: Frame) -> list[dict]:
    """The legs by school, each with its seats and its days."""
    told = {
        row["leg"]: row
        for row in figures.days(frame)
        .order_by()
        .values("leg")
        .annotate(n=Count("pk"), ran=Count("pk", filter=~Q(word=Said.ABSENT)))
    }
    legs = Leg.objects.filter(pk__in=figures.legs(frame).values("pk")).with_need().select_related("route__school")
    ordered = legs.order_by("route__school__name", "route__name", "route_id", "direction")[:LONGEST_LIST]
    return [
        {
            "school": leg.route.school.name,
            "route": leg.route.name,
            "leg": str(leg.get_direction_display()),
            "needing": leg.needing,
            "seated": leg.taken if leg.needing is not None else None,
            "told": told[leg.pk]["n"] if leg.pk in told else None,
            "ran": told[leg.pk]["ran"] if leg.pk in told else None,
        }
        for leg in ordered
    ]


ALL = [
    ReportSection(
        key="transport.transport",
        chapter="strategies",
        title=_("Transporte escolar: quién tiene asiento y qué viajes se hicieron"),
        template="transport/report/transport.html",
        build=build_transport,
        order=50,
    )
]
