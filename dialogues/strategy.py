from django.utils.translation import gettext_lazy as _

from core.strategies.registry import EventType, MenuItem, SchoolTab, Strategy, register
from dialogues import indicators, letters, permissions, report_sections
from dialogues.models import AgreementCommitment

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
        commitment_link=AgreementCommitment,
        tabs=[SchoolTab(_("Mesas"), "dialogues:school_agreements", permissions.VIEW)],
        indicators=indicators.ALL,
        report_sections=report_sections.ALL,
        paper_origins=letters.ORIGINS,
        demo="dialogues.demo.load",
        timeline=[
            EventType("dialogues.table_opened", _("Mesa de diálogo abierta"), icon="users"),
            EventType("dialogues.session_convened", _("Sesión convocada"), icon="calendar"),
            EventType("dialogues.attendance_noted", _("Asistencia anotada"), icon="user-plus"),
            EventType("dialogues.problem_noted", _("Problema anotado"), icon="flag"),
            EventType("dialogues.agreed", _("Acuerdo de la mesa"), icon="handshake"),
            EventType("dialogues.acta_circulated", _("Acta enviada a quienes asistieron"), icon="send"),
            EventType("dialogues.acta_answered", _("Respuesta al acta"), icon="message-circle"),
            EventType("dialogues.observation_ruled", _("Observación respondida"), icon="scale"),
            EventType("dialogues.acta_issued", _("Acta emitida"), icon="badge-check"),
        ],
    )
)
