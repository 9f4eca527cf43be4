from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Contribution, EventType, HomeCard, MenuItem, SchoolTab, Setting, register
from needs import home, indicators, permissions
from needs.enums import NeedState
from needs.selectors.priority import LABELS

DEFAULT_WEIGHTS = {"severity": 40, "pupils": 20, "rurality": 15, "waiting": 15, "service": 10}


def _number(data):
    return f"N.º {data['number']}" + (f" · {data['reason']}" if data.get("reason") else "")


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
            HomeCard("needs_school", "needs/_home_school.html", home.for_school, permissions.REPORT, order=5),
            HomeCard("needs_ugel", "needs/_home_ugel.html", home.for_ugel, permissions.ANSWER, order=10),
        ],
        demo="needs.demo.load",
        open_at_school=home.open_at_school,
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        indicators=indicators.ALL,
        settings=[
            Setting(f"needs.weight_{name}", weight, LABELS[name], _("Peso en la prioridad de una necesidad."))
            for name, weight in DEFAULT_WEIGHTS.items()
        ],
        timeline=[
            EventType("needs.solved_said", _("Alguien dice que se resolvió"), icon="message-circle", sentence=_number),
            EventType("needs.solved_contradicted", _("Otra persona vio que no"), icon="x", sentence=_number),
            *(
                EventType(f"needs.{state}", _("Necesidad") + f": {state.label}".lower(), icon="flag", sentence=_number)
                for state in NeedState
            ),
        ],
    )
)
