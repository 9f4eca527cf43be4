from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import works_at

VIEW = "safety.view_check"
PLAN = "safety.plan_check"
FILL = "safety.fill_check"
VERIFY = "safety.verify_check"
IMPORT = "safety.import_checks"

DESCRIPTIONS = {
    VIEW: _("Ver fichas ESYA"),
    PLAN: _("Planificar visitas ESYA y anularlas"),
    FILL: _("Llenar y enviar fichas ESYA"),
    VERIFY: _("Verificar u observar fichas ESYA de otra persona"),
    IMPORT: _("Cargar fichas declaradas desde una hoja de cálculo"),
}

GRANTS = {
    Role.UGEL_HEAD: {VIEW, PLAN, FILL, VERIFY, IMPORT},
    Role.UGEL_SPECIALIST: {VIEW, PLAN, FILL, VERIFY, IMPORT},
    Role.SCHOOL_HEAD: {VIEW, FILL, VERIFY},
    Role.SCHOOL_MEMBER: {VIEW},
    Role.GUARDIAN: {VIEW, VERIFY},
    Role.REGION_READER: {VIEW},
}
WIDE_ROLES = STAFF_ROLES | {Role.REGION_READER}


def check_can_fill(user, check):
    """Only the person the visit is assigned to writes answers, so that anyone else may verify them."""
    if check.author_id != user.pk:
        raise PermissionDenied(_("Solo quien hace la visita puede llenar esta ficha."))


def check_can_verify(user, check):
    if check.author_id == user.pk:
        raise PermissionDenied(_("Usted llenó esta ficha: la verifica otra persona."))


def may_see_photo(request, stored) -> bool:
    """Staff and the region see every photo of a check; a school's people those of their school."""
    if not request.allows(VIEW):
        return False
    return bool(request.roles & WIDE_ROLES) or works_at(request.user, stored.school_id)
