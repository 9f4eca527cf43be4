"""What MEDIAT prints: the tables of the period, and the ladder from an agreement to what two witnesses saw."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Frame
from core.strategies.registry import ReportSection
from dialogues.indicators import LADDER
from dialogues.models import Agreement, Attendance, Session, Table
from schools.selectors import target_schools


def build_tables(report) -> dict:
    """Tables that sat in the period, with who came and what was agreed; every step out of the same ámbito."""
    frame = report.frame
    sittings = _sittings(frame)
    return {
        "total": target_schools(frame).count(),
        "ladder": [{"label": str(step.name), "count": step.achieved(frame).count()} for step in LADDER],
        "sittings": sittings.count(),
        "attendances": Attendance.objects.standing().filter(session__in=sittings).count(),
        "agreements": Agreement.objects.standing().filter(session__in=sittings).count(),
        "rows": [_row(table) for table in _tables(frame)],
    }


def _sittings(frame: Frame):
    """Those that took place; one that was called off, or of which nothing was noted, is none."""
    held = Session.objects.held().filter(session_date__gte=frame.period_start, session_date__lte=frame.last_day)
    return Session.objects.filter(pk__in=held.values("pk"))


def _tables(frame: Frame):
    held = Q(sessions__in=_sittings(frame))
    told = Table.objects.select_related("territory").annotate(
        sittings=Count("sessions", filter=held, distinct=True),
        came=Count("sessions__attendances", filter=held & Q(sessions__attendances__struck_because=""), distinct=True),
        agreed=Count("sessions__agreements", filter=held & Q(sessions__agreements__struck_because=""), distinct=True),
    )
    return told.filter(sittings__gt=0).order_by("name")


def _row(table) -> dict:
    return {
        "name": table.name,
        "territory": table.territory.name.title(),
        "sittings": table.sittings,
        "came": table.came,
        "agreed": table.agreed,
    }


ALL = [
    ReportSection(
        key="dialogues.tables",
        chapter="strategies",
        title=_("MEDIAT: de la mesa a la escuela"),
        template="dialogues/report/tables.html",
        build=build_tables,
        order=20,
    )
]
