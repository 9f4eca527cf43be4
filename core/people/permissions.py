from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

VIEW = "people.view"
MANAGE = "people.manage"
ISSUE_ACCESS = "people.issue_access"
CHANGE_SETTINGS = "people.change_settings"

DESCRIPTIONS = {
    VIEW: _("Ver a las personas de la UGEL, cómo llamarlas y cuándo ingresaron"),
    MANAGE: _("Invitar personas, darles una función, desbloquearlas y retirarlas"),
    ISSUE_ACCESS: _("Entregar tarjetas y códigos de acceso a escuelas, guardianes y Educhasquis, y anularlos"),
    CHANGE_SETTINGS: _("Cambiar los ajustes de la UGEL"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, MANAGE, ISSUE_ACCESS, CHANGE_SETTINGS},
    Role.UGEL_SPECIALIST: {VIEW, ISSUE_ACCESS},
}
