from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Indicator, Kind, Member
from core.tenancy.speech import written_day
from schools.models import School
from schools.selectors import target_schools
from water.models import Sample
from water.selectors import figures
from water.selectors.standing import ALLOWANCE


def named_samples(ids: Sequence[int]) -> dict[int, Member]:
    """Samples as a report lists them, each opening its school's water."""
    rows = Sample.objects.select_related("school").filter(pk__in=ids)
    return {
        row.pk: Member(
            name=f"{row.point} · {written_day(row.taken_date)} · {row.status.label}",
            code=str(row.pk),
            place=str(row.school),
            url=row.get_absolute_url(),
        )
        for row in rows
    }


def named_schools(ids: Sequence[int]) -> dict[int, Member]:
    """Schools as a figure lists them that counts something else at them, each opening its water."""
    rows = School.objects.select_related("district").filter(pk__in=ids)
    return {
        row.pk: Member(
            row.name,
            code=row.national_key,
            place=row.district.name.title() if row.district else "",
            url=reverse("water:school_water", args=[row.pk]),
        )
        for row in rows
    }


EVERY_DAY = Indicator(
    code="water.every_day",
    version=1,
    kind=Kind.SHARE,
    name=_("Escuelas con agua todos los días de clase"),
    definition=_(
        "Escuelas del ámbito donde cada día de clase del periodo, según el calendario escolar de la UGEL, alguien dijo "
        "hasta el corte que hubo agua todo el día ÷ escuelas del ámbito. Un día del que nadie dijo nada no cuenta como "
        "con agua ni como sin agua: la escuela se lista aparte. Mientras el periodo corre, el día de hoy no se mira."
    ),
    eligible=target_schools,
    achieved=figures.wet_every_day,
    apart={
        "dry": (_("Con algún día sin agua, o con agua parte del día"), figures.with_dry_days),
        "untold": (_("Sin dato de algún día, o sin calendario escolar"), figures.not_told),
    },
    unknown=("untold",),
    evidence="water:school_water",
    is_headline=True,
)
LITRES = Indicator(
    code="water.litres",
    version=2,
    kind=Kind.RATIO_OF_SUMS,
    unit="litres",
    name=_("Litros recibidos de los que se necesitaban"),
    definition=_(
        "Litros que llegaron en el periodo a las escuelas del ámbito abastecidas por camión cisterna, según lo "
        "anotado ÷ estudiantes × días de clase × dotación por estudiante y día. Se cuentan solo los meses en que se "
        "anotó agua que llegó o algún día de clase sin agua: si solo hay días sin agua, llegaron 0 litros. De los "
        "otros meses no se sabe, y no se suman. La escuela sin matrícula, sin calendario o de la que ningún mes se "
        "sabe se lista aparte."
    ),
    amounts=figures.litres_against_need,
    settings=(ALLOWANCE,),
    named=named_schools,
)
SAMPLES = Indicator(
    code="water.samples",
    version=1,
    kind=Kind.SHARE,
    unit="water_samples",
    name=_("Muestras de agua conformes"),
    definition=_(
        "Muestras del periodo con cloro residual libre de 0,5 a 5 mg/L, turbiedad menor de 5 UNT y ningún parámetro "
        "fuera del límite del DS 031-2010-SA ÷ muestras del periodo. De la turbiedad se toma el art. 66 («menor de "
        "5»), más estricto que el anexo II."
    ),
    eligible=figures.samples,
    achieved=figures.fit_samples,
    apart={
        "low": (_("Cloro bajo: de 0,3 a menos de 0,5 mg/L"), figures.low_samples),
        "incomplete": (_("Sin cloro o sin turbiedad medidos"), figures.incomplete_samples),
    },
    unknown=("incomplete",),
    named=named_samples,
)
MONTHS = Indicator(
    code="water.months",
    version=1,
    kind=Kind.SHARE,
    name=_("Escuelas con todos sus meses muestreados conformes"),
    definition=_(
        "Escuelas del ámbito donde cada mes con muestras cumple el art. 66 del DS 031-2010-SA (al menos 90 % con cloro "
        "de 0,5 mg/L o más, ninguna no apta) ÷ escuelas del ámbito con alguna muestra completa. Con menos de diez "
        "muestras en el mes se exigen todas, y se lista como muestra insuficiente."
    ),
    eligible=figures.with_months,
    achieved=figures.with_fit_months,
    apart={
        "few": (_("Muestra insuficiente: menos de diez en algún mes"), figures.with_few_samples),
        "none": (_("Sin ninguna muestra"), figures.without_samples),
    },
    evidence="water:school_water",
)
ALL = [EVERY_DAY, LITRES, SAMPLES, MONTHS]
