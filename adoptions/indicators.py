from collections.abc import Sequence

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.fields import DecimalField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from adoptions.models import WorkDay
from adoptions.selectors import figures
from adoptions.selectors.neediest import PERCENT
from core.strategies.indicators import Frame, Indicator, Kind, Member
from core.tenancy.speech import written_day

COUNTED = DecimalField(max_digits=12, decimal_places=0)


def named_days(ids: Sequence[int]) -> dict[int, Member]:
    """Days as a report lists them, each opening its page with who came and the photos."""
    rows = WorkDay.objects.with_promise().select_related("adoption__school").filter(pk__in=ids)
    return {
        row.pk: Member(
            name=f"{row.title} · {written_day(row.day_date)}",
            code=str(row.promise.number),
            place=f"{row.adoption.school} · {row.promise.partner}",
            url=row.get_absolute_url(),
        )
        for row in rows
    }


def people(frame: Frame) -> QuerySet[WorkDay]:
    """Of each verified day, who came of those who were to come; unknown where either was not told."""
    is_known = {"people__isnull": False, "planned_people__gt": 0}
    return figures.verified_days(frame).annotate(
        numerator_amount=Case(When(**is_known, then=Cast(F("people"), COUNTED)), default=Value(None)),
        denominator_amount=Case(When(**is_known, then=Cast(F("planned_people"), COUNTED)), default=Value(None)),
    )


NEEDIEST = Indicator(
    code="adoptions.neediest",
    version=1,
    kind=Kind.SHARE,
    name=_("II.EE. de mayor necesidad adoptadas y atendidas"),
    definition=_(
        "Escuelas de la lista de las más necesitadas, congelada con sus puntajes antes de asignar, donde una unidad "
        "hizo en el periodo al menos una jornada de trabajo que dos testigos de dos partes vieron hasta el corte ÷ "
        "escuelas de esa lista. Las agregadas después se muestran aparte y no cuentan."
    ),
    eligible=figures.neediest,
    achieved=figures.neediest_adopted,
    apart={
        "unseen": (_("Adoptada, sin jornada verificada"), figures.adopted_unseen),
        "free": (_("Sin ninguna unidad"), figures.never_adopted),
        "added": (_("Agregada después de congelar la lista"), figures.added_later),
    },
    settings=(PERCENT,),
    evidence="adoptions:school_adoptions",
    is_headline=True,
    logro=4,
)
DAYS = Indicator(
    code="adoptions.days",
    version=1,
    kind=Kind.COUNT,
    unit="work_days",
    name=_("Jornadas de trabajo verificadas"),
    definition=_("Jornadas del periodo en escuelas adoptadas que dos testigos de dos partes vieron hasta el corte."),
    achieved=figures.verified_days,
    named=named_days,
)
PEOPLE = Indicator(
    code="adoptions.people",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    unit="people",
    name=_("Personas que trabajaron en las jornadas verificadas"),
    definition=_(
        "Personas que vinieron a las jornadas verificadas del periodo ÷ personas que las unidades ofrecieron para "
        "ellas. Quien vino a dos jornadas cuenta dos veces. Una jornada de la que no se anotó cuántos no se suma: se "
        "lista."
    ),
    amounts=people,
    named=named_days,
)
ALL = [NEEDIEST, DAYS, PEOPLE]
