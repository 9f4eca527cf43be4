from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "attendance.view_attendance"
SCHOOL = "attendance.view_school"
RECORD = "attendance.record_week"
RECORD_ALL = "attendance.record_all"

DESCRIPTIONS = {
    VIEW: _("Ver la asistencia de todas las escuelas"),
    SCHOOL: _("Ver la asistencia de la propia escuela"),
    RECORD: _("Entregar la cuenta semanal de asistencia"),
    RECORD_ALL: _("Subir cuentas de asistencia de todas las escuelas"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, SCHOOL, RECORD, RECORD_ALL},
    Role.UGEL_SPECIALIST: {VIEW, SCHOOL, RECORD, RECORD_ALL},
    Role.SCHOOL_HEAD: {SCHOOL, RECORD},
    Role.SCHOOL_MEMBER: {SCHOOL, RECORD},
    Role.REGION_READER: {VIEW, SCHOOL},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def opens_school(request, school) -> bool:
    """Is the tab of this school's attendance open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)
