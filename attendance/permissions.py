from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import heads, works_at

VIEW = "attendance.view_attendance"
SCHOOL = "attendance.view_school"
RECORD = "attendance.record_week"
RECORD_ALL = "attendance.record_all"
FOLLOW = "attendance.follow_case"
OPEN_CASE = "attendance.open_case"
COUNTS = "attendance.view_case_counts"

DESCRIPTIONS = {
    VIEW: _("Ver la asistencia de todas las escuelas"),
    SCHOOL: _("Ver la asistencia de la propia escuela"),
    RECORD: _("Entregar la cuenta semanal de asistencia"),
    RECORD_ALL: _("Subir cuentas de asistencia de todas las escuelas"),
    FOLLOW: _("Ver y seguir los casos de la escuela que dirige y los que se le encargaron; ningún otro"),
    OPEN_CASE: _("Abrir el caso de alguien que debe volver a la escuela"),
    COUNTS: _("Ver cuántos casos hubo en la UGEL, sin nombres ni escuelas, y sin los números pequeños"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, SCHOOL, RECORD, RECORD_ALL, FOLLOW, COUNTS},
    Role.UGEL_SPECIALIST: {VIEW, SCHOOL, RECORD, RECORD_ALL, FOLLOW, OPEN_CASE, COUNTS},
    Role.SCHOOL_HEAD: {SCHOOL, RECORD, FOLLOW, OPEN_CASE, COUNTS},
    Role.SCHOOL_MEMBER: {SCHOOL, RECORD, FOLLOW},
    Role.GUARDIAN: {FOLLOW},
    Role.CASE_WORKER: {FOLLOW},
    Role.REGION_READER: {VIEW, SCHOOL, COUNTS},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}
# To whom a case may be given, beside colleagues of its own school.
WORKERS = STAFF_ROLES | {Role.GUARDIAN, Role.CASE_WORKER}


def opens_school(request, school) -> bool:
    """Is the tab of this school's attendance open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)


def may_open_case(request, school_id: int) -> bool:
    """Its director; a specialist too, to whom the case is then given, for they know the name already."""
    return request.allows(OPEN_CASE) and (Role.UGEL_SPECIALIST in request.roles or heads(request.user, school_id))


def may_give_case(request, case) -> bool:
    """Who decides who else reads a name: its director, or staff of the UGEL it was given to."""
    return heads(request.user, case.school_id) or bool(request.roles & STAFF_ROLES)
