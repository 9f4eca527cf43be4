from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments import home, indicators, letters, permissions, report_sections, selectors
from commitments.enums import CommitmentState, Outcome
from core.strategies.registry import (
    Agenda,
    Contribution,
    EventType,
    KeptData,
    MenuItem,
    PartnerTab,
    SchoolTab,
    Setting,
    register,
)
from core.ui.numbers import written

ICONS = {
    CommitmentState.PROPOSED: "handshake",
    CommitmentState.VERIFIED: "check-circle",
    CommitmentState.OBSERVED: "flag",
}


def _promise(data) -> str:
    origin = f" · {data['origin']}" if data.get("origin") else ""
    return f"N.º {data['number']} · {data['promiser']}: {data['what']}{origin}" + _reason(data)


def _number(data) -> str:
    said = f" · {data['said_by']}" if data.get("said_by") else ""
    return f"N.º {data['number']} · {data['what']}{said}" + _reason(data)


def _said(data) -> str:
    amount = f" ({written(Decimal(data['quantity']))} {data['unit']})" if data.get("quantity") else ""
    return f"{_number(data)}: {Outcome(data['outcome']).label.lower()}{amount}"


def _need(data) -> str:
    return _now("N.º %(number)s · %(what)s · necesidad n.º %(need)s") % data


def _paper(data) -> str:
    return data["paper"]


def _reason(data) -> str:
    return f" · {data['reason']}" if data.get("reason") else ""


register(
    Contribution(
        app="commitments",
        slug="compromisos",
        label=_("Compromisos"),
        order=40,
        icon="handshake",
        menu=[
            MenuItem(_("Compromisos"), "commitments:commitment_list", permissions.VIEW),
            MenuItem(_("Tablero"), "commitments:board", permissions.VIEW),
            MenuItem(_("Calendario"), "commitments:calendar", permissions.VIEW),
            MenuItem(_("Espera su segunda palabra"), "commitments:waiting_list", permissions.MANAGE),
            MenuItem(_("Desacuerdos"), "commitments:disagreement_list", permissions.RESOLVE),
        ],
        tabs=[
            SchoolTab(
                _("Compromisos"), "commitments:school_commitments", permissions.VIEW, opens=permissions.opens_school
            )
        ],
        partner_tabs=[
            PartnerTab(_("Compromisos"), "commitments:partner_promises", permissions.MANAGE),
            PartnerTab(_("Agradecimientos"), "commitments:partner_thanks", permissions.MANAGE),
        ],
        paper_origins=letters.ORIGINS,
        home_counts=home.COUNTS,
        promised=home.promised_to,
        agenda=[Agenda(home.due_between, permissions.VIEW)],
        answers_to_need=home.answers_to,
        need_actions=[
            MenuItem(_("Escribir un compromiso"), "commitments:commitment_new", permissions.MANAGE, icon="handshake")
        ],
        first_steps=[home.FIRST_PROMISE],
        searches=[home.SEARCH],
        report_sections=report_sections.ALL,
        demo="commitments.demo.load",
        partner_records=selectors.partner_records,
        open_at_school=selectors.open_at_school,
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Quién dijo que algo llegó, con su firma, foto u oficio"),
                _("La UGEL y la escuela. El informe nombra a quien falta oír, nunca a un guardián."),
                _("No se borra: sostiene lo que se contó."),
                order=31,
            ),
        ],
        indicators=indicators.ALL,
        units={"deliveries": _("entregas")},
        settings=[
            Setting(
                "commitments.tolerance_percent",
                10,
                _("Diferencia entre testigos, en %"),
                _("Hasta aquí vale la cantidad menor; más allá es un desacuerdo. Rige para compromisos nuevos."),
            ),
            Setting(
                "commitments.remind_before_days",
                7,
                _("Días antes de la fecha para avisar"),
                _("A quien prometió y a quien lo sigue en la UGEL, una sola vez por fecha."),
            ),
            Setting(
                "commitments.remind_after_days",
                2,
                _("Días después de la fecha para volver a avisar"),
                _("Si nadie dijo que se entregó."),
            ),
            Setting(
                "commitments.escalate_after_days",
                15,
                _("Días de vencido para avisar a la dirección"),
                _("A quien dirige la UGEL, una sola vez por fecha."),
            ),
        ],
        timeline=[
            *(
                EventType(
                    f"commitments.{state}",
                    _("Compromiso") + f": {state.label}".lower(),
                    icon=ICONS.get(state, "circle"),
                    sentence=_promise,
                )
                for state in CommitmentState
            ),
            EventType("commitments.approval_asked", _("Requiere aprobación"), "calendar-clock", _number),
            EventType("commitments.attested", _("Alguien dijo qué se entregó"), "message-circle", _said),
            EventType("commitments.vouched", _("Confirmó lo que se anotó a su nombre"), "check", _number),
            EventType("commitments.resolved", _("Se resolvió un desacuerdo"), "check", _number),
            EventType("commitments.rescheduled", _("Cambió la fecha"), "calendar-clock", _number),
            EventType("commitments.reminded", _("La UGEL avisó de la fecha"), "bell", _number),
            EventType("commitments.escalated", _("Pasó a la dirección de la UGEL"), "flag", _number),
            EventType("commitments.change_asked", _("Pidió un cambio"), "pencil", _number),
            EventType("commitments.change_refused", _("La UGEL no aceptó el cambio"), "x", _number),
            EventType("commitments.changed", _("Cambió lo prometido"), "pencil", _number),
            EventType(
                "commitments.thanked", _("Se agradeció a quien cumplió"), "badge-check", lambda data: data["paper"]
            ),
            EventType("commitments.need_covered", _("Responde a una necesidad"), "flag", _need),
        ],
    )
)
