from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "transport.view_route"
SCHOOL = "transport.view_school"
MANAGE = "transport.manage_route"
SAY = "transport.say_day"

DESCRIPTIONS = {
    VIEW: _("Ver las rutas de transporte, los vehículos, sus documentos y el mes de cada ruta"),
    SCHOOL: _("Ver las rutas de la propia escuela"),
    MANAGE: _("Registrar rutas, paradas, vehículos, documentos y conductores, y quién paga"),
    SAY: _("Decir si vino el transporte, y corregirlo"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, SCHOOL, MANAGE, SAY},
    Role.UGEL_SPECIALIST: {VIEW, SCHOOL, MANAGE, SAY},
    Role.SCHOOL_HEAD: {SCHOOL, SAY},
    Role.SCHOOL_MEMBER: {SCHOOL, SAY},
    Role.REGION_READER: {VIEW, SCHOOL},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def opens_school(request, school) -> bool:
    """Is the tab of this school's routes open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)
