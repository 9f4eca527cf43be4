"""What promises print in the report: the ladder from due to verified, and whom to call for what is missing."""

from django.utils.translation import gettext_lazy as _

from commitments.enums import Party
from commitments.indicators import due, said, value, verified, waiting
from commitments.selectors import waiting_for_second_word
from core.strategies.registry import ReportSection
from core.tenancy.speech import written_day

LONGEST_LIST = 15


def build_promises(report) -> dict:
    """Deliveries of the period step by step, what they are worth, and what waits for its second word."""
    frame = report.frame
    total, seen = due(frame).count(), verified(frame).count()
    missing = waiting(frame)
    return {
        "total": total,
        "verified": seen,
        "ladder": [
            {"label": str(_("Tocaba entregar")), "count": total},
            {"label": str(_("Alguien dijo que llegó todo")), "count": said(frame).count()},
            {"label": str(_("Lo vieron dos testigos")), "count": seen},
        ],
        "value": _value(frame),
        "currency": report.ugel.currency,
        "missing": missing.count(),
        "rows": [_row(one) for one in _longest_waiting(missing)],
    }


def _value(frame) -> dict:
    """Sums of what is valued; how many promises are not."""
    amounts = list(value(frame).values_list("numerator_amount", "denominator_amount"))
    known = [pair for pair in amounts if None not in pair]
    return {
        "verified": sum(top for top, _bottom in known),
        "due": sum(bottom for _top, bottom in known),
        "unknown": len(amounts) - len(known),
    }


def _longest_waiting(missing):
    rows = missing.select_related("commitment__partner", "commitment__school", "commitment__territory")
    return waiting_for_second_word(rows.order_by("due_date", "id")[:LONGEST_LIST])


def _row(one) -> dict:
    commitment = one.instalment.commitment
    return {
        "what": commitment.what,
        "place": str(commitment.place),
        "promiser": commitment.promiser_name,
        "due_date": written_day(one.instalment.due_date),
        "to_call": ", ".join(dict.fromkeys(_printed(person) for person in one.to_call)) or "—",
    }


def _printed(person) -> str:
    """A guardian is never named on paper."""
    return str(_("testigo de la comunidad")) if person.party == Party.GUARDIAN else person.name


ALL = [
    ReportSection(
        key="commitments.promises",
        chapter="achievements",
        title=_("Lo prometido y lo que llegó"),
        template="commitments/report/promises.html",
        build=build_promises,
        order=20,
    )
]
