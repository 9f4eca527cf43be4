from functools import partial

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.access.reaching import may_open
from core.accounts.enums import SCHOOL_ROLES, STAFF_ROLES, Role
from core.accounts.models import Membership
from core.tenancy.scope import current_ugel
from schools.enums import Party, StaffKind
from schools.models import SchoolStaff

VIEW = "schools.view_school"
EDIT = "schools.edit_school"
IMPORT = "schools.import_padron"
ENROL = "schools.record_enrolment"
TARGET = "schools.manage_target"
CONTACTS = "schools.view_contacts"
STAFF = "schools.manage_staff"
TEAM = "schools.manage_team"
CALENDAR = "schools.manage_calendar"
WEEK = "schools.tell_week"

DESCRIPTIONS = {
    VIEW: _("Ver las escuelas, su historia y el mapa"),
    EDIT: _("Registrar y corregir escuelas a mano o por planilla"),
    IMPORT: _("Importar el padrón y deshacer una importación"),
    ENROL: _("Registrar la matrícula"),
    TARGET: _("Proponer y congelar el ámbito del año"),
    CONTACTS: _("Ver los datos de contacto de los directores"),
    STAFF: _("Nombrar directores, cargar personas por planilla y ver en qué escuelas nadie ingresa"),
    TEAM: _("Ver el equipo de la escuela, agregar y retirar colegas"),
    CALENDAR: _("Escribir el calendario escolar: periodos, feriados y días sin clases"),
    WEEK: _("Decir cómo fue la semana de una escuela, e imprimir su hoja"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, EDIT, IMPORT, ENROL, TARGET, CONTACTS, STAFF, TEAM, CALENDAR, WEEK},
    Role.UGEL_SPECIALIST: {VIEW, EDIT, IMPORT, ENROL, TARGET, CONTACTS, STAFF, TEAM, CALENDAR, WEEK},
    Role.SCHOOL_HEAD: {VIEW, ENROL, TEAM, WEEK},
    Role.SCHOOL_MEMBER: {VIEW, WEEK},
    Role.GUARDIAN: {VIEW},
    Role.CASE_WORKER: {VIEW},
    Role.REGION_READER: {VIEW},
}


def works_at(user, school_id, *, day=None) -> bool:
    """Is the school open to this person on a day (today), as one of its team or as its witness?"""
    return SchoolStaff.objects.on(day).filter(user=user, school_id=school_id).exists()


def story_opener(request, school_id):
    """What says whether a line of this school's story leads on: elsewhere a school's people read that it happened."""
    is_open = bool(request.roles & (STAFF_ROLES | {Role.REGION_READER})) or works_at(request.user, school_id)
    return partial(may_open, request) if is_open else lambda path: False


def watches(user, school_id, *, day=None) -> bool:
    """May this person speak for the community of the school on a day (today): its witness, and not of its team?"""
    kinds = SchoolStaff.objects.on(day).filter(user=user, school_id=school_id).values_list("kind", flat=True)
    return set(kinds) == {StaffKind.WITNESS}


def heads(user, school_id, *, day=None) -> bool:
    """Does this person head the school on a day (today)?"""
    return SchoolStaff.objects.on(day).filter(user=user, school_id=school_id, is_head=True).exists()


def party_of(user, roles, school_id) -> Party | None:
    """For whom this person speaks of what happened at a school: whoever works there speaks for it, whatever else.

    For the community speaks only a guardian whom the UGEL accepted for this school and who does not work there.
    """
    if roles & STAFF_ROLES:
        return Party.UGEL
    if school_id is None:
        return None
    kinds = set(SchoolStaff.objects.on().filter(user=user, school_id=school_id).values_list("kind", flat=True))
    if StaffKind.TEAM in kinds:
        return Party.SCHOOL if roles & SCHOOL_ROLES else None
    return Party.GUARDIAN if StaffKind.WITNESS in kinds and Role.GUARDIAN in roles else None


def can_enrol(user, school, roles) -> bool:
    return bool(roles & {Role.UGEL_HEAD, Role.UGEL_SPECIALIST}) or works_at(user, school.pk)


def tells_week(request, school) -> bool:
    """May this person say how this school's week went: for the UGEL on its behalf, or at their own school?"""
    return bool(request.roles & STAFF_ROLES) or works_at(request.user, school.pk)


def check_can_enrol(user, school, roles):
    """May this person type the enrolment of this school?"""
    if not can_enrol(user, school, roles):
        raise PermissionDenied(_("Solo el equipo de la escuela o la UGEL puede registrar su matrícula."))


def check_can_manage_team(user, school_id, roles):
    """May this person see the school's team, add colleagues and withdraw them?"""
    if not roles & STAFF_ROLES and not heads(user, school_id):
        raise PermissionDenied(_("Solo la dirección de la escuela o la UGEL puede ver y cambiar su equipo."))


def check_can_end(user, assignment, roles):
    """May this person let this one go? A director not themselves, and no other head."""
    check_can_manage_team(user, assignment.school_id, roles)
    if roles & STAFF_ROLES:
        return
    if assignment.is_head:
        raise PermissionDenied(_("El cambio de dirección lo registra la UGEL."))
    colleague = Membership.objects.active().filter(
        user=assignment.user_id, ugel=current_ugel(), role=Role.SCHOOL_MEMBER
    )
    if not colleague.exists():
        raise PermissionDenied(_("A los guardianes los asigna y los retira la UGEL."))


def check_can_give_card(user, assignment, roles):
    """May this person hand this colleague a card? Whoever holds it enters with all the colleague may do here."""
    check_can_end(user, assignment, roles)
    if roles & STAFF_ROLES:
        return
    has_other_role = (
        Membership.objects.active()
        .filter(user=assignment.user_id, ugel=current_ugel())
        .exclude(role=Role.SCHOOL_MEMBER)
        .exists()
    )
    mine = SchoolStaff.objects.on().filter(user=user, is_head=True).values("school")
    elsewhere = SchoolStaff.objects.on().filter(user=assignment.user_id).exclude(school__in=mine)
    if has_other_role or elsewhere.exists():
        raise PermissionDenied(_("Esta persona trabaja también en otro lugar: su tarjeta la entrega la UGEL."))
