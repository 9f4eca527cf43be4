from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

MANAGE_PEOPLE = "access.manage_people"
CHANGE_SETTINGS = "access.change_settings"

DESCRIPTIONS = {
    MANAGE_PEOPLE: _("Invitar personas, darles una función y retirarlas"),
    CHANGE_SETTINGS: _("Cambiar los ajustes de la UGEL"),
}
GRANTS = {Role.UGEL_HEAD: {MANAGE_PEOPLE, CHANGE_SETTINGS}, Role.UGEL_SPECIALIST: set()}
