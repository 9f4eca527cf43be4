"""What SOGESAM prints: the alliances in force, what became of those that ran out, what was mobilised by sector."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alliances.models import Alliance
from alliances.selectors import in_force_at, ran_out, renewed, with_list_columns
from commitments.indicators import value
from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from core.tenancy.speech import written_day
from partners.enums import PartnerKind, Sector

LONGEST_LIST = 25


def build_alliances(report) -> dict:
    """Names and dates as of the cut-off; money only where a promise was valued."""
    frame = report.frame
    in_force = in_force_at(frame)
    rows = with_list_columns(in_force).order_by("search_title", "pk")
    return {
        "day": written_day(frame.last_day),
        "in_force": in_force.count(),
        "rows": [_row(one) for one in rows[:LONGEST_LIST]],
        "ran_out": ran_out(frame).count(),
        "renewed": renewed(frame).count(),
        "kinds": _by_kind(frame),
        "sectors": _by_sector(frame),
        "currency": report.ugel.currency,
    }


def _row(alliance: Alliance) -> dict:
    return {
        "title": alliance.title,
        "reference": alliance.reference,
        "partners": alliance.partner_names or "",
        "until": written_day(alliance.to_date) if alliance.to_date else str(_("sin plazo")),
        "anchor": str(alliance.get_anchor_display()) if alliance.anchor else "—",
    }


def _by_kind(frame: Frame) -> list[dict]:
    return _by(frame, "partner__kind", lambda kind: str(PartnerKind(kind).label))


def _by_sector(frame: Frame) -> list[dict]:
    """By what each partner mostly helps with (IATI/DAC); who said nothing stands apart."""
    return _by(frame, "partner__sector", lambda code: str(Sector(code).label) if code else str(_("sin sector anotado")))


def _by(frame: Frame, field: str, label: Callable[[str], str]) -> list[dict]:
    """What two witnesses saw and what was due; the largest first, the unvalued counted apart."""
    sums: dict[str, dict] = {}
    for key, seen, due in _amounts(frame, field):
        row = sums.setdefault(key, {"label": label(key), "verified": None, "due": None, "unknown": 0})
        if due is None:
            row["unknown"] += 1
        else:
            row["verified"], row["due"] = (row["verified"] or 0) + seen, (row["due"] or 0) + due
    return sorted(sums.values(), key=lambda row: (-(row["verified"] or 0), row["label"]))


def _amounts(frame: Frame, field: str) -> QuerySet:
    of_partners = value(frame).exclude(partner=None)
    return of_partners.values_list(field, "numerator_amount", "denominator_amount")


ALL = [
    ReportSection(
        key="alliances.alliances",
        chapter="strategies",
        title=_("SOGESAM: con quién y hasta cuándo"),
        template="alliances/report/alliances.html",
        build=build_alliances,
        order=10,
    )
]
