from django.utils.translation import gettext_lazy as _

from core.people import permissions
from core.strategies.registry import Contribution, EventType, MenuItem, register

register(
    Contribution(
        app="people",
        slug="personas",
        label=_("Personas y ajustes"),
        order=90,
        icon="users",
        menu=[
            MenuItem(_("Personas"), "people_list", permissions.VIEW),
            MenuItem(_("Ajustes"), "settings_edit", permissions.CHANGE_SETTINGS, icon="settings"),
        ],
        permissions=permissions.DESCRIPTIONS,
        grants=permissions.GRANTS,
        timeline=[
            EventType("people.person_invited", _("Persona invitada"), icon="user-plus"),
            EventType("people.person_withdrawn", _("Persona retirada"), icon="user-minus"),
            EventType("people.person_unlocked", _("Ingreso desbloqueado"), icon="key"),
            EventType("people.access_mailed", _("Pidió su acceso por correo"), icon="mail"),
            EventType("people.setting_changed", _("Ajuste cambiado"), icon="settings"),
        ],
    )
)
