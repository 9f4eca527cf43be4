from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "water.view_water"
SCHOOL = "water.view_school"
RECORD = "water.record_day"
MANAGE = "water.manage_water"

DESCRIPTIONS = {
    VIEW: _("Ver el agua de todas las escuelas: hoy, el mes y lo que está por acabarse"),
    SCHOOL: _("Ver el agua de la propia escuela"),
    RECORD: _("Decir si hubo agua cada día y anotar lo que llegó"),
    MANAGE: _("Registrar fuentes, tanques, cisternas con su autorización y muestras de agua"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, SCHOOL, RECORD, MANAGE},
    Role.UGEL_SPECIALIST: {VIEW, SCHOOL, RECORD, MANAGE},
    Role.SCHOOL_HEAD: {SCHOOL, RECORD},
    Role.SCHOOL_MEMBER: {SCHOOL, RECORD},
    Role.REGION_READER: {VIEW, SCHOOL},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def opens_school(request, school) -> bool:
    """Is the tab of this school's water open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)
