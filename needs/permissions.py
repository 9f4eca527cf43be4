from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "needs.view_need"
REPORT = "needs.report_need"
ANSWER = "needs.answer_need"
IMPORT = "needs.import_needs"
CONFIRM = "needs.confirm_solved"

DESCRIPTIONS = {
    VIEW: _("Ver las necesidades de las escuelas"),
    REPORT: _("Registrar una necesidad"),
    ANSWER: _("Responder, priorizar y cerrar necesidades"),
    IMPORT: _("Cargar necesidades desde una planilla"),
    CONFIRM: _("Decir o confirmar que una necesidad se resolvió"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, REPORT, ANSWER, IMPORT, CONFIRM},
    Role.UGEL_SPECIALIST: {VIEW, REPORT, ANSWER, IMPORT, CONFIRM},
    Role.SCHOOL_HEAD: {VIEW, REPORT, CONFIRM},
    Role.SCHOOL_MEMBER: {VIEW, REPORT, CONFIRM},
    Role.GUARDIAN: {VIEW, CONFIRM},
    Role.REGION_READER: {VIEW},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def sees_school(user, roles, school_id) -> bool:
    """Staff and the region see every school; the others those they are assigned to today."""
    return bool(roles & READS_ALL) or works_at(user, school_id)


def check_can_act_at(user, roles, school_id):
    """May this person say something of this school's needs?"""
    if not roles & STAFF_ROLES and not works_at(user, school_id):
        raise PermissionDenied(_("Solo el equipo de la escuela o la UGEL puede hacer esto."))
