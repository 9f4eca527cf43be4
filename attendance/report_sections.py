"""What the report says of attendance, as of the cut-off, and of how much of it nothing is known."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.selectors import figures, retention_by, years_told
from core.strategies.registry import ReportSection
from schools.selectors import target_schools

LONGEST_LIST = 60


def build_attendance(report) -> dict:
    """Plain numbers; None wherever nobody said."""
    frame = report.frame
    totals = figures.totals(frame)
    weeks = figures.handed_in(frame)
    sums = weeks.aggregate(told=Sum("numerator_amount"), due=Sum("denominator_amount"))
    silent = weeks.filter(numerator_amount=0, denominator_amount__gt=0).order_by("name")
    chronic = figures.chronic_counts(frame).filter(service__school__in=target_schools(frame).values("pk"))
    return {
        "rate": None if totals.rate is None else float(totals.rate),
        "uncaused": None if totals.uncaused_rate is None else float(totals.uncaused_rate),
        "told": sums["told"],
        "due": sums["due"],
        "silent": silent.count(),
        "silent_names": list(silent.values_list("name", flat=True)[:LONGEST_LIST]),
        "years": years_told(by=frame.cut_off),
        "retention": retention_by(timezone.localdate(frame.cut_off)),
        **chronic.aggregate(chronic=Sum("chronic"), pupils=Sum("pupils")),
    }


ALL = [
    ReportSection(
        key="attendance.attendance",
        chapter="strategies",
        title=_("Asistencia"),
        template="attendance/report/attendance.html",
        build=build_attendance,
        order=80,
    )
]
