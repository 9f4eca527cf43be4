"""Figures as known at the cut-off; weeks nobody told are in no sum, and their schools are listed."""

from collections.abc import Sequence

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from attendance.models import PublishedCount
from attendance.selectors import figures, not_attending, rescued_sums
from core.strategies.indicators import Frame, Indicator, Kind, Member
from schools.models import School


def present(frame: Frame):
    return figures.week_sums(frame, F("known_pupil_days") - F("known_absent_days"))


def uncaused(frame: Frame):
    return figures.week_sums(frame, F("known_uncaused_days"))


def named_periods(ids: Sequence[int]) -> dict[int, Member]:
    """Times as a report lists them."""
    return {one.pk: Member(str(one)) for one in PublishedCount.objects.filter(pk__in=ids)}


def named_schools(ids: Sequence[int]) -> dict[int, Member]:
    """The schools whose pupils are counted, each opening what it told."""
    rows = School.objects.filter(pk__in=ids).select_related("district")
    return {
        row.pk: Member(
            row.name,
            code=row.codlocal or row.national_key,
            place=row.centre or (row.district.name.title() if row.district else ""),
            url=reverse("attendance:outside_tell", args=[row.pk]),
        )
        for row in rows
    }


RATE = Indicator(
    code="attendance.rate",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    name=_("Asistencia"),
    definition=_(
        "Estudiantes por día presentes ÷ estudiantes matriculados por día de clase, en las semanas entregadas que "
        "empiezan en el periodo, como se sabían al corte. La escuela que no entregó ninguna no se suma: se lista."
    ),
    amounts=present,
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
        "empiezan en el periodo, como se sabían al corte."
    ),
    amounts=uncaused,
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
        "sumados los niveles y meses del periodo que se contaron hasta el corte. Lo que nadie contó no se suma."
    ),
    amounts=figures.chronic_sums,
    evidence="attendance:school_attendance",
)
HANDED_IN = Indicator(
    code="attendance.handed_in",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    name=_("Semanas de asistencia entregadas"),
    definition=_(
        "Semanas entregadas hasta el corte ÷ semanas con clases que empiezan en el periodo y terminaron antes del día "
        "del corte, según el calendario escolar de la UGEL. Sin calendario no se sabe: la escuela se lista."
    ),
    amounts=figures.handed_in,
    evidence="attendance:school_attendance",
)
NOT_ATTENDING = Indicator(
    code="attendance.not_attending",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    better="down",
    unit="pupils",
    name=_("Estudiantes de la lista que no van a la escuela"),
    definition=_(
        "Estudiantes que no van a la escuela ÷ estudiantes en su lista, según lo último que se dijo de cada escuela "
        "en el periodo y hasta el corte. La escuela de la que no se dijo uno de los dos números no se suma: se lista."
    ),
    amounts=not_attending,
    named=named_schools,
)
INTERRUPTION = Indicator(
    code="attendance.interruption",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    better="down",
    name=_("Interrupción de estudios"),
    definition=_(
        "Fórmula oficial del MINEDU: matriculados el año anterior al del inicio del periodo, menos los matriculados "
        "también al año siguiente, los que aprobaron 5.º de secundaria y los fallecidos ÷ matriculados ese año. Se "
        "suma donde se dieron los números; las demás escuelas se listan."
    ),
    amounts=figures.interruption,
    evidence="attendance:school_attendance",
)
RESCUED = Indicator(
    code="attendance.rescued",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    unit="cases",
    name=_("Volvieron a la escuela y se quedaron"),
    definition=_(
        "Casos que volvieron según la regla de rescate, versión 1 ÷ casos cuyo plazo se cumplió en los trimestres "
        "terminados del periodo, como estaban al terminar cada uno. Si un número es menor de 5, el trimestre se dice "
        "junto con el siguiente; lo que ni así se dice queda fuera de ambas sumas y se lista."
    ),
    amounts=rescued_sums,
    named=named_periods,
)
ALL = [RATE, UNCAUSED, CHRONIC, HANDED_IN, INTERRUPTION, NOT_ATTENDING, RESCUED]
