from django.utils.translation import gettext_lazy as _

from core.strategies.registry import EventType, MenuItem, Strategy, register
from newstrategy import indicators, permissions

register(
    Strategy(
        app="newstrategy",
        slug="newslug",
        label=_("Nueva estrategia"),
        order=1000,
        icon="flag",
        menu=[MenuItem(_("Actividades"), "newstrategy:activity_list", permissions.VIEW)],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        indicators=indicators.ALL,
        timeline=[
            EventType("newstrategy.activity_planned", _("Actividad planificada"), icon="calendar"),
            EventType("newstrategy.activity_done", _("Actividad realizada"), icon="check-circle"),
        ],
    )
)
