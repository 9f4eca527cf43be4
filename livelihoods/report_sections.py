"""What livelihoods print: the table of the programme by ayil aymak or district, and where the income went."""

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from livelihoods.enums import EnterpriseKind, Purpose, Watcher
from livelihoods.models import Allocation, Watch
from livelihoods.selectors import figures
from livelihoods.selectors.table import Row, by_place, kinds_told


def build_livelihoods(report) -> dict:
    """As of the cut-off; a number nobody told is «sin dato», in a cell and in a sum."""
    frame = report.frame
    rows, total = by_place(frame)
    told = kinds_told(rows)
    kinds = [kind for kind in EnterpriseKind if told[kind.value]]
    return {
        "kinds": [str(kind.label) for kind in kinds],
        "rows": [_row(row, kinds) for row in rows],
        "total": _row(total, kinds),
        "groups": total.groups,
        "earning": total.earning,
        "enterprises": total.enterprises,
        "centres": total.centres,
        "purposes": _purposes(frame),
        "watchers": _watchers(frame),
        "currency": report.ugel.currency,
    }


def _row(row: Row, kinds) -> dict:
    return {
        "place": row.place.name.title() if row.place else "",
        "groups": row.groups,
        "earning": row.earning,
        "units": [row.units[kind.value].counted for kind in kinds],
        **{name: getattr(row, name).counted for name in ("families", "children", "disabled", "fed", "tutored")},
    }


def _purposes(frame: Frame) -> list[dict]:
    """What was told for each purpose, and of how many parts nobody told the amount."""
    parts = Allocation.objects.filter(income__in=figures.incomes(frame).values("pk")).order_by().values("purpose")
    found = {
        row["purpose"]: row for row in parts.annotate(total=Sum("amount"), unknown=Count("pk", filter=Q(amount=None)))
    }
    return [
        {"label": str(one.label), "total": found[one.value]["total"], "unknown": found[one.value]["unknown"]}
        for one in Purpose
        if one.value in found
    ]


def _watchers(frame: Frame) -> list[dict]:
    """In how many communities each kind of watcher was told of, by the cut-off."""
    told = Watch.objects.standing(frame.cut_off).filter(
        day__lte=frame.last_day, group__in=figures.groups(frame).values("pk")
    )
    counts = dict(
        told.order_by().values("watcher").annotate(n=Count("group", distinct=True)).values_list("watcher", "n")
    )
    return [{"label": str(one.label), "groups": counts[one.value]} for one in Watcher if one.value in counts]


ALL = [
    ReportSection(
        key="livelihoods.livelihoods",
        chapter="strategies",
        title=_("Medios de vida: lo que las comunidades ganan y lo que de ello llega a los niños"),
        template="livelihoods/report/livelihoods.html",
        build=build_livelihoods,
        order=85,
    )
]
