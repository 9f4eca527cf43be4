from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.strategies.registry import (
    Agenda,
    AgendaLine,
    EventType,
    HomeCount,
    KeptData,
    MapLayer,
    MenuItem,
    SchoolTab,
    Setting,
    Strategy,
    WeekPart,
    register,
)
from transport import indicators, map_layer, permissions, report_sections, selectors, services
from transport.models import RouteCommitment


def _name(data):
    return data["name"]


def _stop(data):
    return f"{data['name']} · {data['stop']}"


def _document(data):
    return f"{data['name']} · {data['what']}"


def _paid(data):
    return f"{data['name']} · {data['who']}" if data["who"] else data["name"]


def _corrected(data):
    return f"{data['name']}: {data['was']} → {data['what']}"


def endings_between(_request, first, last) -> list[AgendaLine]:
    """Papers and licences that end and were not renewed."""
    label = gettext("Documento que vence")
    return [AgendaLine(one.day, label, one.what, one.url) for one in selectors.expiring_between(first, last)]


register(
    Strategy(
        app="transport",
        slug="transporte",
        label=_("Transporte escolar"),
        full_name=_("Transporte escolar"),
        order=50,
        icon="bus",
        menu=[
            MenuItem(_("Rutas"), "transport:route_list", permissions.VIEW),
            MenuItem(_("Vehículos y conductores"), "transport:vehicle_list", permissions.VIEW),
            MenuItem(_("El mes del transporte"), "transport:month_show", permissions.VIEW),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("El conductor de una ruta y su licencia"),
                _("La UGEL y la escuela de la ruta."),
                _("Mientras conduzca; después queda en los días que condujo."),
                order=35,
            ),
        ],
        commitment_link=RouteCommitment,
        indicators=indicators.ALL,
        units={
            "pupils": _("estudiantes"),
            "trips": _("viajes"),
            "pupil_days": _("días-estudiante"),
            "vehicles": _("vehículos"),
        },
        report_sections=report_sections.ALL,
        tabs=[
            SchoolTab(_("Transporte"), "transport:school_routes", permissions.SCHOOL, opens=permissions.opens_school)
        ],
        map_layers=[MapLayer("transporte", _("Transporte escolar"), map_layer.states)],
        agenda=[Agenda(endings_between, permissions.VIEW)],
        week=[
            WeekPart(
                "transporte",
                _("Transporte escolar"),
                permissions.SAY,
                "bus",
                order=50,
                lines=selectors.week_lines,
                say=services.say_week_word,
            )
        ],
        timeline=[
            EventType("transport.route_opened", _("Ruta de transporte abierta"), "bus", _name),
            EventType("transport.route_changed", _("Ruta de transporte corregida"), "pencil", _name),
            EventType("transport.stop_added", _("Parada agregada"), "map-pin", _stop),
            EventType("transport.stop_changed", _("Parada corregida"), "map-pin", _stop),
            EventType("transport.stop_removed", _("Parada quitada"), "x", _stop),
            EventType("transport.route_paid", _("La ruta tiene quien la pague"), "handshake", _paid),
            EventType("transport.leg_lost", _("El transporte no vino"), "alert-triangle", _name),
            EventType("transport.day_corrected", _("Lo dicho del transporte, corregido"), "pencil", _corrected),
            EventType("transport.vehicle_registered", _("Vehículo registrado"), "bus", _name),
            EventType("transport.vehicle_changed", _("Vehículo corregido"), "pencil", _name),
            EventType("transport.document_added", _("Documento agregado"), "file-plus", _document),
            EventType("transport.driver_registered", _("Registrado quien maneja"), "id-card"),
            EventType("transport.driver_changed", _("Corregido quien maneja"), "id-card"),
        ],
        home_counts=[
            HomeCount(
                "transport.lost_today",
                selectors.lost_today,
                lambda count: ngettext("ruta que hoy no vino", "rutas que hoy no vinieron", count),
                well=_("Nadie dijo hoy que un transporte no vino"),
                url_name="transport:route_list",
                query="estado=hoy-no-vino",
                permission=permissions.MANAGE,
                tone="broken",
                order=55,
            ),
            HomeCount(
                "transport.expired",
                selectors.with_expired_today,
                lambda count: ngettext("ruta con un documento vencido", "rutas con un documento vencido", count),
                well=_("Ninguna ruta viaja con un documento vencido"),
                url_name="transport:route_list",
                query="estado=vencidos",
                permission=permissions.MANAGE,
                tone="risk",
                order=56,
            ),
        ],
        settings=[
            Setting(selectors.ON_TIME, 10, _("Minutos tarde con los que un viaje todavía cuenta a tiempo")),
            Setting(selectors.OLDEST, 20, _("Años que puede tener un vehículo que lleva estudiantes")),
            Setting(selectors.WARN, 30, _("Días antes de vencer en que un documento se ve «por vencer»")),
            Setting(selectors.KMH, 30, _("Kilómetros por hora con los que se calcula una ruta propuesta")),
            Setting(selectors.ROAD, 140, _("Largo del camino por cada 100 de línea recta, en una ruta propuesta")),
            Setting(selectors.STOPPING, 1, _("Minutos que toma subir en cada parada de una ruta propuesta")),
        ],
        demo="transport.demo.load",
    )
)
