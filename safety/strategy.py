from django.utils.translation import gettext_lazy as _

from core.strategies.registry import EventType, Setting, Strategy, register
from safety import permissions

register(
    Strategy(
        app="safety",
        slug="esya",
        label=_("ESYA"),
        full_name=_("Escuelas seguras y acogedoras"),
        order=30,
        icon="shield-check",
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        timeline=[
            EventType("safety.check_planned", _("Visita ESYA planificada"), icon="calendar"),
        ],
        settings=[
            Setting("safety.conforming_from", 75, _("Puntaje desde el que una condición está conforme (ESYA)")),
            Setting("safety.in_progress_from", 40, _("Puntaje desde el que una condición está en proceso (ESYA)")),
            Setting("safety.improved_points", 10, _("Puntos que cuentan como mejora aunque no suba de nivel (ESYA)")),
        ],
    )
)
