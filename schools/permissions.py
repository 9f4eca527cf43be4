from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role
from schools.models import SchoolStaff

VIEW = "schools.view_school"
EDIT = "schools.edit_school"
IMPORT = "schools.import_padron"
ENROL = "schools.record_enrolment"
TARGET = "schools.manage_target"
CONTACTS = "schools.view_contacts"

DESCRIPTIONS = {
    VIEW: _("Ver las escuelas, su historia y el mapa"),
    EDIT: _("Registrar y corregir escuelas a mano o por planilla"),
    IMPORT: _("Importar el padrón y deshacer una importación"),
    ENROL: _("Registrar la matrícula"),
    TARGET: _("Proponer y congelar el ámbito del año"),
    CONTACTS: _("Ver los datos de contacto de los directores"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, EDIT, IMPORT, ENROL, TARGET, CONTACTS},
    Role.UGEL_SPECIALIST: {VIEW, EDIT, IMPORT, ENROL, TARGET, CONTACTS},
    Role.SCHOOL_HEAD: {VIEW, ENROL},
    Role.SCHOOL_MEMBER: {VIEW},
    Role.GUARDIAN: {VIEW},
    Role.CASE_WORKER: {VIEW},
    Role.REGION_READER: {VIEW},
}


def works_at(user, school_id, *, day=None) -> bool:
    """Is this person assigned to the school on a day (today)?"""
    return SchoolStaff.objects.on(day).filter(user=user, school_id=school_id).exists()


def heads(user, school_id, *, day=None) -> bool:
    """Does this person head the school on a day (today)?"""
    return SchoolStaff.objects.on(day).filter(user=user, school_id=school_id, is_head=True).exists()


def can_enrol(user, school, roles) -> bool:
    return bool(roles & {Role.UGEL_HEAD, Role.UGEL_SPECIALIST}) or works_at(user, school.pk)


def check_can_enrol(user, school, roles):
    """May this person type the enrolment of this school?"""
    if not can_enrol(user, school, roles):
        raise PermissionDenied(_("Solo el equipo de la escuela o la UGEL puede registrar su matrícula."))
