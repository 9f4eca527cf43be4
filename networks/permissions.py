from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "networks.view_network"
SCHOOL = "networks.view_school"
PEOPLE = "networks.view_people"
MANAGE = "networks.manage_network"
ISSUE = "networks.issue_acta"

DESCRIPTIONS = {
    VIEW: _("Ver las redes locales, su plan, sus reuniones y lo que falta cubrir"),
    SCHOOL: _("Ver la red local del distrito de la propia escuela"),
    PEOPLE: _("Ver quiénes son los miembros de las redes y sus teléfonos, e imprimir el directorio"),
    MANAGE: _("Registrar redes, miembros y plan, convocar reuniones y anotar asistencia y acuerdos"),
    ISSUE: _("Emitir el acta de una reunión de red, con número"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, SCHOOL, PEOPLE, MANAGE, ISSUE},
    Role.UGEL_SPECIALIST: {VIEW, SCHOOL, PEOPLE, MANAGE, ISSUE},
    Role.SCHOOL_HEAD: {SCHOOL},
    Role.SCHOOL_MEMBER: {SCHOOL},
    Role.REGION_READER: {VIEW, SCHOOL},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def opens_school(request, school) -> bool:
    """Is the tab of this school's local network open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)


def may_see_paper(request, stored) -> bool:
    """Whoever reads the networks reads the paper that recognises them."""
    return request.allows(VIEW)
