from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.strategies.registry import (
    Agenda,
    AgendaLine,
    EventType,
    Found,
    HomeCount,
    KeptData,
    MapLayer,
    MenuItem,
    PartnerTab,
    SchoolTab,
    Search,
    Setting,
    Strategy,
    register,
)
from networks import indicators, letters, map_layer, permissions, report_sections, selectors
from networks.enums import EXPECTED_BY_DEFAULT, Sector
from networks.models import ACTIVE_DAYS, Meeting, Network, TaskCommitment


def _name(data):
    return data.get("name", "")


def _who(data):
    return data.get("who", "")


def _what(data):
    return data.get("what", "")


def _reason(data):
    return data.get("reason", "")


def _who_and_reason(data):
    return " · ".join(filter(None, [data.get("who", ""), data.get("reason", "")]))


def _what_and_who(data):
    return " · ".join(filter(None, [data.get("what", ""), data.get("who", "")]))


def found_networks(_request, text):
    rows = selectors.with_list_columns(selectors.search(Network.objects.all(), text))
    return rows.order_by("search_name", "pk")


def found_line(network) -> Found:
    return Found(network.name, network.get_absolute_url(), network.territory.name.title(), network.status)


def meetings_between(_request, first, last) -> list[AgendaLine]:
    """Meetings that were called and not cancelled."""
    rows = Meeting.objects.ahead().filter(meeting_date__range=(first, last)).select_related("network")
    return [
        AgendaLine(
            one.meeting_date, _now("Reunión"), f"{one.network} · {one.place}", one.get_absolute_url(), one.start_time
        )
        for one in rows.order_by("meeting_date", "pk")
    ]


EVENTS = [
    EventType("networks.network_founded", _("Red local registrada"), "network", _name),
    EventType("networks.network_corrected", _("Datos de la red corregidos"), "edit", _name),
    EventType("networks.network_closed", _("Red cerrada"), "x", _reason),
    EventType("networks.network_reopened", _("Red abierta otra vez"), "undo"),
    EventType("networks.member_added", _("Miembro de la red local"), "user-plus", _who),
    EventType("networks.member_corrected", _("Datos de un miembro corregidos"), "edit", _who),
    EventType("networks.member_left", _("Dejó la red local"), "x", _who_and_reason),
    EventType("networks.member_restored", _("Volvió a la red local"), "undo", _who),
    EventType("networks.coordinator_named", _("Coordina la red"), "flag", _who),
    EventType("networks.task_planned", _("Tarea en el plan de la red"), "list", _what_and_who),
    EventType("networks.task_for_school", _("Tarea de la red local para la escuela"), "handshake", _what),
    EventType("networks.task_corrected", _("Tarea de la red corregida"), "edit", _what),
    EventType("networks.task_struck", _("Tarea quitada del plan de la red"), "x", _what),
    EventType("networks.meeting_convened", _("Reunión de red convocada"), "calendar"),
    EventType("networks.meeting_moved", _("Reunión cambiada de fecha, hora o lugar"), "calendar"),
    EventType("networks.meeting_cancelled", _("Reunión anulada"), "x", _reason),
    EventType("networks.members_called", _("Miembros convocados"), "send"),
    EventType("networks.attendance_noted", _("Asistencia anotada"), "user-plus"),
    EventType("networks.attendance_struck", _("Asistencia quitada"), "x", _reason),
    EventType("networks.meeting_noted", _("Lo que se trató quedó anotado"), "pencil"),
    EventType("networks.agreed", _("Acuerdo de la red"), "handshake", _what_and_who),
    EventType("networks.acta_issued", _("Acta emitida"), "badge-check", lambda data: data["paper"]),
]
COUNTS = [
    HomeCount(
        "networks.to_issue",
        selectors.to_issue,
        lambda count: ngettext(
            "reunión de red con su acta por emitir", "reuniones de red con su acta por emitir", count
        ),
        well=_("Toda reunión de red realizada tiene su acta"),
        url_name="networks:meeting_list",
        query="agenda=acta",
        permission=permissions.ISSUE,
        tone="progress",
        order=61,
    ),
    HomeCount(
        "networks.sleeping",
        selectors.sleeping,
        lambda count: ngettext("red local que no está activa", "redes locales que no están activas", count),
        well=_("Toda red local abierta está activa"),
        url_name="networks:network_list",
        query="estado=asleep",
        permission=permissions.MANAGE,
        tone="risk",
        order=62,
    ),
]
SETTINGS = [
    Setting(
        ACTIVE_DAYS,
        180,
        _("Días desde la última reunión con asistencia en que una red local sigue activa"),
        _("Decide el indicador de distritos con una red activa."),
    ),
    *(
        Setting(
            sector.setting,
            sector in EXPECTED_BY_DEFAULT,
            sector.label,
            _("Si se espera que toda red local tenga a alguien de este sector; lo que falta se ve en su cobertura."),
        )
        for sector in Sector
        if sector != Sector.OTHER
    ),
]
register(
    Strategy(
        app="networks",
        slug="redes",
        label=_("Redes locales"),
        full_name=_("Redes locales multisectoriales"),
        order=60,
        icon="network",
        menu=[
            MenuItem(_("Redes por distrito"), "networks:network_list", permissions.VIEW),
            MenuItem(_("Reuniones y actas"), "networks:meeting_list", permissions.VIEW),
            MenuItem(_("Lo que falta cubrir en las redes"), "networks:gap_list", permissions.PEOPLE),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Los integrantes de una red local, con su institución y celular"),
                _("La UGEL y los integrantes. La región ve instituciones."),
                _("Hasta que salgan; el directorio impreso se borra en un día."),
                order=34,
            ),
        ],
        commitment_link=TaskCommitment,
        indicators=indicators.ALL,
        units={"districts": _("distritos"), "meetings": _("reuniones")},
        report_sections=report_sections.ALL,
        paper_origins=letters.ORIGINS,
        tabs=[SchoolTab(_("Red local"), "networks:school_network", permissions.SCHOOL, opens=permissions.opens_school)],
        partner_tabs=[PartnerTab(_("Redes"), "networks:partner_networks", permissions.PEOPLE)],
        map_layers=[MapLayer("redes", _("Redes locales"), map_layer.states)],
        timeline=EVENTS,
        home_counts=COUNTS,
        agenda=[Agenda(meetings_between, permissions.VIEW)],
        searches=[
            Search(
                "networks",
                _("Redes locales"),
                found_networks,
                found_line,
                permissions.VIEW,
                url_name="networks:network_list",
                order=47,
            )
        ],
        settings=SETTINGS,
        demo="networks.demo.load",
    )
)
