from django.utils.translation import gettext_lazy as _

from core.strategies.registry import (
    Contribution,
    EventType,
    HomeCard,
    KeptData,
    MenuItem,
    OneTap,
    SchoolTab,
    Setting,
    register,
)
from needs import home, indicators, permissions, report_sections
from needs.enums import NeedState
from needs.selectors.priority import LABELS

DEFAULT_WEIGHTS = {"severity": 40, "pupils": 20, "rurality": 15, "waiting": 15, "service": 10}


def _number(data):
    return f"N.º {data['number']} · {data['what']}" + (f" · {data['reason']}" if data.get("reason") else "")


register(
    Contribution(
        app="needs",
        slug="necesidades",
        label=_("Necesidades"),
        order=20,
        icon="flag",
        menu=[
            MenuItem(_("Necesidades"), "needs:need_list", permissions.VIEW),
            MenuItem(_("Más necesitadas"), "needs:schools_most_needy", permissions.ANSWER),
            MenuItem(_("Sin ninguna ayuda"), "needs:schools_without_help", permissions.ANSWER),
        ],
        tabs=[SchoolTab(_("Necesidades"), "needs:school_needs", permissions.VIEW, opens=permissions.opens_school)],
        home=[
            HomeCard("needs.school", "needs/_home_school.html", home.for_school, permissions.CONFIRM, order=5),
        ],
        home_counts=home.COUNTS,
        one_taps=[OneTap(_("Registrar una necesidad"), "needs:need_report", permissions.REPORT, "plus", order=1)],
        bar=[MenuItem(_("Necesidades"), "needs:need_list", permissions.VIEW, icon="flag")],
        promised=home.promised_to,
        first_steps=[home.FIRST_NEEDS],
        searches=[home.SEARCH],
        demo="needs.demo.load",
        report_sections=report_sections.ALL,
        open_at_school=home.open_at_school,
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        privacy=[
            KeptData(
                _("Las fotos y la nota de voz de un pedido"),
                _("La escuela, su UGEL y quien recibió el pedido. Un caso de violencia va en SíseVe, no aquí."),
                _("Con el pedido, que no se borra."),
                order=21,
            ),
        ],
        indicators=indicators.ALL,
        units={"needs": _("necesidades")},
        settings=[
            Setting(f"needs.weight_{name}", weight, LABELS[name], _("Peso en la prioridad de una necesidad."))
            for name, weight in DEFAULT_WEIGHTS.items()
        ],
        timeline=[
            EventType(
                "needs.withdrawn", _("Necesidad retirada: la planilla se deshizo"), icon="undo", sentence=_number
            ),
            EventType("needs.solved_said", _("Alguien dice que se resolvió"), icon="message-circle", sentence=_number),
            EventType("needs.solved_contradicted", _("Otra persona vio que no"), icon="x", sentence=_number),
            *(
                EventType(f"needs.{state}", _("Necesidad") + f": {state.label}".lower(), icon="flag", sentence=_number)
                for state in NeedState
            ),
        ],
    )
)
