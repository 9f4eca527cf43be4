from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import STAFF_ROLES, Role
from needs.enums import NeedState
from schools.enums import Party
from schools.permissions import party_of, works_at

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


def opens_school(request, school) -> bool:
    """Is the tab of this school's needs open to this person?"""
    return sees_school(request.user, request.roles, school.pk)


def check_can_act_at(user, roles, school_id):
    """May this person say something of this school's needs?"""
    if not roles & STAFF_ROLES and not works_at(user, school_id):
        raise PermissionDenied(_("Solo el equipo de la escuela o la UGEL puede hacer esto."))


def actions_for(request, need) -> frozenset[str]:
    """What this person may do with this need as it stands: answer, reopen, resubmit, say, confirm."""
    may = set()
    is_open = need.status.is_open
    acts_here = bool(request.roles & STAFF_ROLES) or works_at(request.user, need.school_id)
    if request.allows(ANSWER):
        may.add("answer" if is_open else "reopen")
    if acts_here and request.allows(REPORT) and need.state == NeedState.RETURNED:
        may.add("resubmit")
    if acts_here and request.allows(CONFIRM) and is_open and need.state != NeedState.RETURNED:
        may.add("say" if need.solved_said_at is None else "confirm" if _may_second(request, need) else "wait")
    return frozenset(may)


def _may_second(request, need) -> bool:
    """Is this another person, of another party, than who said it? A promise's word is for the school to second."""
    party = party_of(request.user, request.roles, need.school_id)
    if need.solved_said_for == Party.PROMISER:
        return party != Party.UGEL
    return need.solved_said_by_id != request.user.pk and need.solved_said_for != party


def may_see_file(request, stored) -> bool:
    """A photo of a need is seen by whoever sees the need's school."""
    return request.allows(VIEW) and sees_school(request.user, request.roles, stored.school_id)
