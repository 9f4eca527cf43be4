from django.utils.translation import gettext_lazy as _

from commitments.enums import Outcome
from core.strategies.registry import Agenda, EventType, KeptData, MenuItem, OneTap, Setting, Strategy, register
from guardians import forms, home, indicators, permissions, report_sections


def _told(data):
    said = str(Outcome(data["outcome"]).label) if data.get("outcome") else ""
    return f"{data['what']} · {said}" if said else data["what"]


def _what(data):
    return data["what"]


def _partner(data):
    return data["partner"]


def _tie_over(data):
    return " · ".join(filter(None, (data["partner"], data.get("reason"))))


def _off(data):
    return f"{data['what']} · {data['reason']}"


register(
    Strategy(
        app="guardians",
        slug="guardianes",
        label=_("Guardianes"),
        full_name=_("Guardianes del COMUSET"),
        order=90,
        icon="eye",
        menu=[
            MenuItem(_("Guardianes"), "guardians:guardian_list", permissions.VIEW),
            MenuItem(_("Visitas"), "guardians:visit_list", permissions.VIEW),
            MenuItem(_("Mis visitas"), "guardians:my_visits", permissions.VISIT),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("El nombre del guardián, su código firmado y sus vínculos"),
                _("La UGEL. Aliados, escuelas y región leen «testigo de la comunidad»."),
                _("Mientras sea guardián; lo firmado queda. Las hojas impresas se borran en un día."),
                order=33,
            ),
        ],
        indicators=indicators.ALL,
        units={"deliveries": _("entregas")},
        report_sections=report_sections.ALL,
        timeline=[
            EventType("guardians.code_published", _("Código de conducta publicado"), "file-text"),
            EventType("guardians.accepted", _("Un guardián fue aceptado"), "user-check"),
            EventType("guardians.watches", _("Un guardián la mira desde hoy"), "eye", is_told_at_schools=True),
            EventType("guardians.scan_attached", _("Se adjuntó el código firmado"), "file-check"),
            EventType("guardians.places_changed", _("Cambiaron las escuelas de un guardián"), "school"),
            EventType("guardians.tie_declared", _("Vínculo declarado"), "link", _partner),
            EventType("guardians.tie_ended", _("Vínculo terminado"), "link", _tie_over),
            EventType("guardians.ended", _("Dejó de ser guardián"), "user-minus", lambda data: data["reason"]),
            EventType(
                "guardians.visit_assigned", _("Visita encargada a un guardián"), "eye", lambda data: data["what"]
            ),
            EventType("guardians.visit_told", _("Un guardián fue a ver"), "eye", _told),
            EventType("guardians.visit_called_off", _("Visita de guardián anulada"), "x", _off),
            EventType("guardians.sample_drawn", _("Muestra sorteada"), "split", lambda data: data["seed"]),
        ],
        home=home.CARDS,
        home_counts=home.COUNTS,
        agenda=[Agenda(home.due_between, permissions.SEE)],
        one_taps=[OneTap(_("Mis visitas"), "guardians:my_visits", permissions.VISIT, "eye", order=2)],
        settings=[
            Setting(forms.VISIT_DAYS, 15, _("Días que tiene un guardián para hacer una visita")),
            Setting(
                forms.SAMPLE_PERCENT,
                10,
                _("Parte de las entregas que se sortea, en %"),
                _("Es lo que propone el formulario de la muestra; cada una dice su tamaño."),
            ),
        ],
        demo="guardians.demo.load",
    )
)
