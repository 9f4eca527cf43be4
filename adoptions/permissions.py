from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "adoptions.view_adoption"
SCHOOL = "adoptions.view_school"
MANAGE = "adoptions.manage_adoption"
FREEZE = "adoptions.freeze_neediest"
RECOGNISE = "adoptions.recognise_unit"

DESCRIPTIONS = {
    VIEW: _("Ver qué unidad adoptó cada escuela, sus jornadas y la lista de las más necesitadas"),
    SCHOOL: _("Ver quién adoptó la propia escuela y qué trabajo hizo"),
    MANAGE: _("Registrar adopciones y jornadas, renovar, anotar relevos y devoluciones"),
    FREEZE: _("Congelar la lista de las más necesitadas y agregar escuelas después"),
    RECOGNISE: _("Emitir el certificado de una unidad por sus jornadas verificadas"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, SCHOOL, MANAGE, FREEZE, RECOGNISE},
    Role.UGEL_SPECIALIST: {VIEW, SCHOOL, MANAGE, FREEZE},
    Role.SCHOOL_HEAD: {SCHOOL},
    Role.SCHOOL_MEMBER: {SCHOOL},
    Role.REGION_READER: {VIEW, SCHOOL},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def opens_school(request, school) -> bool:
    """Is the tab of this school's adoptions open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)


def may_see_photo(request, stored) -> bool:
    """Whoever sees the adoptions of the school sees the pictures of its work days."""
    if not request.allows(SCHOOL):
        return False
    return bool(request.roles & READS_ALL) or works_at(request.user, stored.school_id)
