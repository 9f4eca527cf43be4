from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alliances import indicators, permissions, report_sections, selectors
from alliances.enums import Stage
from alliances.models import Alliance, OfferedCommitment
from core.strategies.registry import (
    Agenda,
    AgendaLine,
    EventType,
    Found,
    HomeCount,
    MenuItem,
    PartnerTab,
    SchoolTab,
    Search,
    Setting,
    Strategy,
    register,
)

ROWS = {"partners": _("con quién"), "schools": _("escuelas")}


def _title(data):
    return data.get("title", "")


def _stage(data):
    return Stage(data["stage"]).label


def _reason(data):
    return data.get("reason", "")


def _caption(data):
    return data.get("caption", "")


def _renews(data):
    return f"{data['title']} · {_now('renueva a')} {data['renews']}" if data.get("renews") else data["title"]


def _corrected(data):
    changed = (ROWS.get(name) or Alliance._meta.get_field(name).verbose_name for name in data["was"])
    return " · ".join(filter(None, [", ".join(map(str, changed)), data["reason"]]))


def _struck(data):
    return f"{data['caption']} · {data['reason']}"


def _partner(data):
    return data.get("partner", "")


def found_alliances(request, text):
    return selectors.search(selectors.with_list_columns(Alliance.objects.all()), text).order_by("search_title", "pk")


def found_line(alliance) -> Found:
    return Found(alliance.title, alliance.get_absolute_url(), alliance.partner_names or "", alliance.status)


def ending_between(_request, first, last) -> list[AgendaLine]:
    """Alliances whose last day comes."""
    ending = Alliance.objects.in_force(first).filter(to_date__range=(first, last)).order_by("to_date", "pk")
    return [AgendaLine(one.to_date, _now("Vence la alianza"), one.title, one.get_absolute_url()) for one in ending]


register(
    Strategy(
        app="alliances",
        slug="alianzas",
        label=_("SOGESAM"),
        full_name=_("Alianzas con quienes apoyan a las escuelas"),
        order=10,
        icon="handshake",
        menu=[
            MenuItem(_("Alianzas"), "alliances:alliance_list", permissions.VIEW),
            MenuItem(_("Lo que falta cubrir"), "alliances:need_gaps", permissions.VIEW),
            MenuItem(_("Convocatorias"), "alliances:call_list", permissions.VIEW),
        ],
        commitment_link=OfferedCommitment,
        need_actions=[
            MenuItem(_("Quién podría ayudar"), "alliances:need_helpers", permissions.WRITE, icon="users"),
            MenuItem(_("Convocar a los aliados"), "alliances:call_create", permissions.WRITE, icon="send"),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        indicators=indicators.ALL,
        units={"alliances": _("alianzas")},
        report_sections=report_sections.ALL,
        tabs=[SchoolTab(_("Alianzas"), "alliances:school_alliances", permissions.VIEW)],
        partner_tabs=[PartnerTab(_("Alianzas"), "alliances:partner_alliances", permissions.VIEW)],
        timeline=[
            EventType("alliances.alliance_registered", _("Alianza registrada"), "handshake", _renews),
            EventType("alliances.alliance_corrected", _("Datos de la alianza corregidos"), "edit", _corrected),
            EventType("alliances.alliance_moved", _("Conversación de la alianza"), "message-circle", _stage),
            EventType("alliances.alliance_signed", _("Alianza firmada"), "check", _title),
            EventType("alliances.alliance_ended", _("Alianza terminada"), "x", _reason),
            EventType("alliances.resource_added", _("Recurso anotado"), "plus", _title),
            EventType("alliances.resource_corrected", _("Recurso corregido"), "edit", _title),
            EventType("alliances.resource_struck", _("Recurso quitado"), "x", _title),
            EventType("alliances.call_published", _("Convocatoria publicada"), "send", _title),
            EventType("alliances.call_sent", _("Convocatoria enviada"), "send"),
            EventType("alliances.call_closed", _("Convocatoria cerrada"), "x", _title),
            EventType(
                "alliances.reaches_school",
                _("Una alianza firmada la incluye"),
                "handshake",
                _title,
                is_told_at_schools=True,
            ),
            EventType("alliances.call_reopened", _("Convocatoria abierta otra vez"), "refresh", _title),
            EventType("alliances.offered", _("Oferta recibida"), "handshake", _partner),
            EventType("alliances.offer_recognised", _("Se supo de quién es una oferta"), "handshake", _partner),
            EventType("alliances.offer_accepted", _("Oferta aceptada"), "check", _partner),
            EventType("alliances.offer_declined", _("Oferta no aceptada"), "x", _partner),
            EventType("alliances.paper_struck", _("Documento quitado de la alianza"), "x", _struck),
            EventType("alliances.paper_added", _("Documento de la alianza"), "file-text", _caption),
        ],
        agenda=[Agenda(ending_between, permissions.VIEW)],
        home_counts=[
            HomeCount(
                "alliances.offered",
                selectors.calls_to_answer,
                lambda count: ngettext(
                    "convocatoria con ofertas por responder", "convocatorias con ofertas por responder", count
                ),
                well=_("Ninguna oferta espera respuesta"),
                url_name="alliances:call_list",
                query="agenda=answer",
                permission=permissions.WRITE,
                tone="progress",
                order=56,
            ),
            HomeCount(
                "alliances.expiring",
                selectors.expiring_soon,
                lambda count: ngettext("alianza por vencer", "alianzas por vencer", count),
                well=_("Ninguna alianza vence pronto"),
                url_name="alliances:alliance_list",
                query="agenda=soon",
                permission=permissions.WRITE,
                tone="progress",
                order=57,
            ),
            HomeCount(
                "alliances.expired",
                selectors.expired_open,
                lambda count: ngettext(
                    "alianza vencida sin renovar ni terminar", "alianzas vencidas sin renovar ni terminar", count
                ),
                well=_("Ninguna alianza quedó vencida sin decidir"),
                url_name="alliances:alliance_list",
                query="agenda=over",
                permission=permissions.WRITE,
                tone="risk",
                order=58,
            ),
        ],
        searches=[
            Search(
                "alliances",
                _("Alianzas"),
                found_alliances,
                found_line,
                permissions.VIEW,
                url_name="alliances:alliance_list",
                order=45,
            )
        ],
        settings=[
            Setting(selectors.REMIND, 60, _("Días antes de vencer en que se avisa de una alianza")),
        ],
        demo="alliances.demo.load",
    )
)
