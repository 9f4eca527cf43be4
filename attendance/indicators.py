"""Rates of what was told by the cut-off; weeks nobody told are in no sum, and their schools are listed."""

from django.db.models import F, OuterRef, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from attendance.models import ChronicCount, WeekCount
from core.strategies.indicators import Indicator, Kind
from schools.selectors import target_schools


def _weeks(frame, amount):
    """A sum of each school's weeks that begin in the period; a correction counts as the week stands."""
    rows = WeekCount.objects.filter(
        school=OuterRef("pk"), monday__range=(frame.period_start, frame.last_day), recorded_at__lte=frame.cut_off
    )
    return Subquery(rows.order_by().values("school").annotate(n=Sum(amount)).values("n"))


def _rate(amount):
    def amounts(frame):
        return target_schools(frame).annotate(
            numerator_amount=_weeks(frame, amount), denominator_amount=_weeks(frame, F("pupil_days"))
        )

    return amounts


def chronic(frame):
    rows = ChronicCount.objects.filter(
        school=OuterRef("pk"), month__range=(frame.period_start, frame.last_day), recorded_at__lte=frame.cut_off
    )
    rows = rows.order_by().values("school")
    return target_schools(frame).annotate(
        numerator_amount=Subquery(rows.annotate(n=Sum("chronic")).values("n")),
        denominator_amount=Subquery(rows.annotate(n=Sum("pupils")).values("n")),
    )


RATE = Indicator(
    code="attendance.rate",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    name=_("Asistencia"),
    definition=_(
        "Estudiantes por día presentes ÷ estudiantes matriculados por día de clase, en las semanas entregadas que "
        "empiezan en el periodo. La escuela que no entregó ninguna no se suma: se lista."
    ),
    amounts=_rate(F("pupil_days") - F("absent_days")),
    evidence="attendance:school_attendance",
)
UNCAUSED = Indicator(
    code="attendance.uncaused",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    better="down",
    name=_("Inasistencia sin causa"),
    definition=_(
        "Inasistencias sin causa conocida ÷ estudiantes matriculados por día de clase, en las semanas entregadas que "
        "empiezan en el periodo."
    ),
    amounts=_rate(F("uncaused_days")),
    evidence="attendance:school_attendance",
)
CHRONIC = Indicator(
    code="attendance.chronic",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    better="down",
    name=_("Ausentismo crónico"),
    definition=_(
        "Estudiantes que faltaron a 10 % o más de los días de clase del mes, según contó la escuela ÷ matriculados, "
        "sumados los meses contados del periodo."
    ),
    amounts=chronic,
    evidence="attendance:school_attendance",
)
ALL = [RATE, UNCAUSED, CHRONIC]
