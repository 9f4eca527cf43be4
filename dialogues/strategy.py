from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.strategies.registry import (
    Agenda,
    AgendaLine,
    EventType,
    HomeCount,
    KeptData,
    MenuItem,
    SchoolTab,
    Strategy,
    register,
)
from dialogues import indicators, letters, permissions, report_sections, selectors
from dialogues.enums import Answer, Coming
from dialogues.models import AgreementCommitment


def _what(data):
    return f"{data['kind']}: {data['what']}"


def _who(data):
    return data["who"]


def _problem(data):
    return f"«{data['text']}» · {data['session']}"


def _agreed(data):
    return f"{data['partner']}: {data['what']}"


def _table(data):
    return data["table"]


def _paper(data):
    return data["paper"]


def _name(data):
    return data["name"]


def _name_and_why(data):
    return f"{data['name']} · {data['reason']}"


def _coming(data):
    return f"{data['who']}: {Coming(data['answer']).label}"


def _read(data):
    return f"{data['who']}: {Answer(data['answer']).label}"


def _what_and_why(data):
    return f"{_what(data)} · {data['reason']}"


def sittings_between(_request, first, last) -> list[AgendaLine]:
    """Sessions that were called and not cancelled."""
    called = selectors.sessions().filter(session_date__range=(first, last), cancelled_because="")
    return [
        AgendaLine(
            one.session_date, _now("Sesión"), f"{one.table} · {one.place}", one.get_absolute_url(), one.start_time
        )
        for one in called.order_by("session_date", "pk")
    ]


register(
    Strategy(
        app="dialogues",
        slug="mediat",
        label=_("MEDIAT"),
        full_name=_("Mesas de diálogo territorial"),
        order=20,
        icon="users",
        menu=[MenuItem(_("Mesas de diálogo"), "dialogues:table_list", permissions.VIEW)],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("La asistencia a una mesa y los nombres en su acta"),
                _("Quienes asistieron, la UGEL y la región."),
                _("No se borra: un acta emitida es un documento oficial."),
                order=32,
            ),
        ],
        commitment_link=AgreementCommitment,
        tabs=[SchoolTab(_("Mesas"), "dialogues:school_agreements", permissions.VIEW)],
        indicators=indicators.ALL,
        report_sections=report_sections.ALL,
        paper_origins=letters.ORIGINS,
        demo="dialogues.demo.load",
        agenda=[Agenda(sittings_between, permissions.VIEW)],
        home_counts=[
            HomeCount(
                "dialogues.observed",
                lambda request: selectors.sessions_observed(),
                lambda count: ngettext(
                    "acta con observaciones por responder", "actas con observaciones por responder", count
                ),
                well=_("Ninguna observación a un acta espera respuesta"),
                url_name="dialogues:session_list",
                query="agenda=observadas",
                permission=permissions.LEAD,
                tone="risk",
                order=25,
            ),
            HomeCount(
                "dialogues.without_acta",
                lambda request: selectors.sessions_without_acta(),
                lambda count: ngettext("sesión realizada sin acta", "sesiones realizadas sin acta", count),
                well=_("Toda sesión realizada tiene su acta"),
                url_name="dialogues:session_list",
                query="agenda=sin-acta",
                permission=permissions.LEAD,
                tone="progress",
                order=26,
            ),
        ],
        timeline=[
            EventType("dialogues.table_opened", _("Mesa de diálogo abierta"), icon="users", sentence=_name),
            EventType("dialogues.table_renamed", _("Mesa con otro nombre"), icon="pencil", sentence=_name),
            EventType("dialogues.table_closed", _("Mesa cerrada"), icon="x", sentence=_name_and_why),
            EventType("dialogues.table_reopened", _("Mesa reabierta"), icon="users", sentence=_name),
            EventType("dialogues.session_convened", _("Sesión convocada"), icon="calendar", sentence=_table),
            EventType("dialogues.member_added", _("Miembro de la mesa"), icon="user-plus", sentence=_who),
            EventType("dialogues.member_removed", _("Dejó de ser miembro de la mesa"), icon="x", sentence=_who),
            EventType("dialogues.invited", _("Miembros invitados a la sesión"), icon="send"),
            EventType(
                "dialogues.invitation_answered",
                _("Respuesta a la invitación"),
                icon="message-circle",
                sentence=_coming,
            ),
            EventType("dialogues.session_moved", _("Sesión cambiada de fecha, hora o lugar"), icon="calendar"),
            EventType("dialogues.session_cancelled", _("Sesión anulada"), icon="x"),
            EventType("dialogues.attendance_signed", _("Asistencia firmada"), icon="pencil", sentence=_who),
            EventType("dialogues.attendance_noted", _("Asistencia anotada"), icon="user-plus", sentence=_name),
            EventType("dialogues.problem_noted", _("La mesa anotó un problema"), icon="flag", sentence=_problem),
            EventType("dialogues.agreed", _("Acuerdo de la mesa"), icon="handshake", sentence=_agreed),
            EventType("dialogues.corrected", _("Anotado corregido"), icon="pencil", sentence=_what),
            EventType("dialogues.struck", _("Anotado retirado"), icon="x", sentence=_what_and_why),
            EventType("dialogues.reading_sent", _("Acta enviada a quien se anotó"), icon="send", sentence=_who),
            EventType("dialogues.reading_renewed", _("Otro enlace para leer el acta"), icon="link", sentence=_who),
            EventType("dialogues.acta_circulated", _("Acta enviada a quienes asistieron"), icon="send"),
            EventType("dialogues.acta_answered", _("Respuesta al acta"), icon="message-circle", sentence=_read),
            EventType("dialogues.observation_ruled", _("Observación respondida"), icon="scale"),
            EventType("dialogues.acta_issued", _("Acta emitida"), icon="badge-check", sentence=_paper),
        ],
    )
)
