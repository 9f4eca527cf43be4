from django.utils.translation import gettext_lazy as _

from core.access import permissions
from core.strategies.registry import Contribution, EventType, MenuItem, register

register(
    Contribution(
        app="access",
        slug="personas",
        label=_("Personas y ajustes"),
        order=90,
        icon="users",
        menu=[
            MenuItem(_("Personas"), "people_list", permissions.MANAGE_PEOPLE),
            MenuItem(_("Ajustes"), "settings_edit", permissions.CHANGE_SETTINGS),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        timeline=[
            EventType("access.person_invited", _("Persona invitada"), icon="user-plus"),
            EventType("access.person_withdrawn", _("Persona retirada"), icon="user-minus"),
            EventType("access.setting_changed", _("Ajuste cambiado"), icon="settings"),
        ],
    )
)
