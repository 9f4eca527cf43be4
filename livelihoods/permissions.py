from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "livelihoods.view_group"
PEOPLE = "livelihoods.view_people"
MANAGE = "livelihoods.manage_group"
SCHOOL = "livelihoods.view_school"
TELL = "livelihoods.tell_support"

DESCRIPTIONS = {
    VIEW: _("Ver los grupos de iniciativa, sus empresas, sus ingresos y a quiénes llegan"),
    PEOPLE: _("Ver quiénes son los miembros de los grupos y sus celulares"),
    MANAGE: _("Registrar grupos, miembros, donaciones, empresas, familias, ingresos y quién vigila"),
    SCHOOL: _("Ver la ayuda que llega a los estudiantes de la propia escuela"),
    TELL: _("Contar la ayuda que recibieron los estudiantes: material, alimentación, reforzamiento"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, PEOPLE, MANAGE, SCHOOL, TELL},
    Role.UGEL_SPECIALIST: {VIEW, PEOPLE, MANAGE, SCHOOL, TELL},
    Role.SCHOOL_HEAD: {SCHOOL, TELL},
    Role.SCHOOL_MEMBER: {SCHOOL, TELL},
    Role.REGION_READER: {VIEW, SCHOOL},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def opens_school(request, school) -> bool:
    """Is this school's tab open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)
