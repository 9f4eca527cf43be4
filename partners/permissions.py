from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role

VIEW = "partners.view_partner"
WRITE = "partners.write_partner"
VIEW_RECORD = "partners.view_record"

DESCRIPTIONS = {
    VIEW: _("Ver los aliados y sus contactos"),
    WRITE: _("Registrar, corregir, unir y cargar aliados"),
    VIEW_RECORD: _("Ver cómo cumple cada aliado y lo que responde"),
}
_STAFF = {VIEW, WRITE, VIEW_RECORD}
GRANTS = {Role.UGEL_HEAD: _STAFF, Role.UGEL_SPECIALIST: _STAFF, Role.REGION_READER: {VIEW}}
