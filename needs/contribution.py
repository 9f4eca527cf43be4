from django.utils.translation import gettext_lazy as _

from core.strategies.registry import Contribution, EventType, Setting, register
from needs import indicators, permissions
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
