from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from core.strategies.indicators import Indicator, Kind, Member
from transport.models import Leg, Vehicle
from transport.selectors import figures
from transport.selectors.routes import ON_TIME


def named_legs(ids: Sequence[int]) -> dict[int, Member]:
    """Legs as a report lists them, each opening its route with the week and the stops."""
    rows = Leg.objects.select_related("route__school").filter(pk__in=ids)
    return {row.pk: Member(str(row), place=str(row.route.school), url=row.route.get_absolute_url()) for row in rows}


def named_vehicles(ids: Sequence[int]) -> dict[int, Member]:
    """Vehicles by their name and owner; nobody's name stands there."""
    rows = Vehicle.objects.select_related("partner").filter(pk__in=ids)
    return {
        row.pk: Member(row.name, code=row.plate, place=str(row.partner or ""), url=row.get_absolute_url())
        for row in rows
    }


SEATS = Indicator(
    code="transport.seats",
    version=1,
    kind=Kind.RATIO_OF_SUMS,
    unit="pupils",
    name=_("Estudiantes de anexos con asiento"),
    definition=_(
        "Estudiantes con asiento ÷ estudiantes que necesitan uno, en las paradas de las rutas del periodo, a la "
        "entrada y a la salida cada una por su cuenta, según las rutas tal como están al calcular. Una "
        "ruta sin paradas no se suma: se lista."
    ),
    amounts=figures.seats,
    named=named_legs,
    is_headline=True,
)
RUN = Indicator(
    code="transport.run",
    version=2,
    kind=Kind.RATIO_OF_SUMS,
    unit="trips",
    name=_("Viajes que se hicieron"),
    definition=_(
        "Viajes del periodo que vinieron, a tiempo o tarde ÷ viajes de los que alguien dijo qué pasó, sin los días que "
        "no hubo clase o que el calendario escolar cierra, según lo dicho hasta el corte. Un viaje del que nadie dijo "
        "nada no se sabe: no se suma en ninguna parte."
    ),
    amounts=figures.runs,
    named=named_legs,
)
ON_TIME_TRIPS = Indicator(
    code="transport.on_time",
    version=2,
    kind=Kind.RATIO_OF_SUMS,
    unit="trips",
    name=_("Viajes a tiempo"),
    definition=_(
        "Viajes del periodo que vinieron a su hora, o tarde dentro de los minutos que acepta la UGEL ÷ viajes de los "
        "que alguien dijo qué pasó, sin los días que no hubo clase o que el calendario escolar cierra."
    ),
    amounts=figures.on_time,
    settings=(ON_TIME,),
    named=named_legs,
)
LOST = Indicator(
    code="transport.lost",
    version=2,
    kind=Kind.RATIO_OF_SUMS,
    unit="pupil_days",
    better="down",
    name=_("Días-estudiante perdidos por transporte"),
    definition=_(
        "Estudiantes con asiento a la entrada, por cada día del periodo en que ese viaje no vino ÷ los mismos por cada "
        "día de clase en que alguien dijo qué pasó. Una salida que no vino no es un día de clase perdido: se ve en los "
        "viajes."
    ),
    amounts=figures.lost,
    named=named_legs,
)
TOLD = Indicator(
    code="transport.told",
    version=2,
    kind=Kind.RATIO_OF_SUMS,
    unit="trips",
    name=_("Viajes de los que se sabe qué pasó"),
    definition=_(
        "Viajes del periodo de los que alguien dijo qué pasó ÷ viajes previstos: días de clase de la escuela según el "
        "calendario escolar de la UGEL, en las fechas y los días de la semana de cada ruta. Mientras el periodo corre, "
        "el día de hoy no se mira. Sin calendario no se sabe cuántos eran."
    ),
    amounts=figures.told,
    named=named_legs,
)
PAPERS = Indicator(
    code="transport.papers",
    version=1,
    kind=Kind.SHARE,
    unit="vehicles",
    name=_("Vehículos con documentos en regla"),
    definition=_(
        "Vehículos de las rutas del periodo que al corte tienen vigentes todos los documentos que les tocan: SOAT o "
        "CAT e inspección técnica; una nave, su certificado ÷ vehículos de esas rutas, sin las bicicletas."
    ),
    eligible=figures.vehicles,
    achieved=figures.vehicles_in_force,
    apart={
        "lacking": (_("Un documento vencido o sin registrar"), figures.vehicles_lacking),
        "unknown": (_("Ningún documento registrado"), figures.vehicles_without_papers),
    },
    unknown=("unknown",),
    named=named_vehicles,
)
ALL = [SEATS, RUN, ON_TIME_TRIPS, LOST, TOLD, PAPERS]
