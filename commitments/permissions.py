from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from commitments.enums import CommitmentState, Party
from core.accounts.enums import STAFF_ROLES, Role
from schools.permissions import party_of, works_at

VIEW = "commitments.view_commitment"
MANAGE = "commitments.manage_commitment"
ATTEST = "commitments.attest_delivery"
RESOLVE = "commitments.resolve_disagreement"
THANK = "commitments.thank_partner"
SUBSCRIBE = "commitments.subscribe_calendar"

DESCRIPTIONS = {
    VIEW: _("Ver los compromisos, lo que se dijo de ellos y su evidencia"),
    MANAGE: _("Registrar, cambiar, reprogramar y terminar compromisos, y anotar lo que otros dicen"),
    ATTEST: _("Decir qué se entregó"),
    RESOLVE: _("Resolver desacuerdos sobre una entrega"),
    THANK: _("Emitir certificados de agradecimiento y el aporte del año de un aliado"),
    SUBSCRIBE: _("Llevar las fechas de los compromisos al calendario propio"),
}
GRANTS = {
    Role.UGEL_HEAD: {VIEW, MANAGE, ATTEST, RESOLVE, THANK, SUBSCRIBE},
    Role.UGEL_SPECIALIST: {VIEW, MANAGE, ATTEST, RESOLVE, SUBSCRIBE},
    Role.SCHOOL_HEAD: {VIEW, ATTEST, SUBSCRIBE},
    Role.SCHOOL_MEMBER: {VIEW, ATTEST, SUBSCRIBE},
    Role.GUARDIAN: {VIEW, ATTEST, SUBSCRIBE},
    Role.REGION_READER: {VIEW},
}
READS_ALL = STAFF_ROLES | {Role.REGION_READER}


def sees(user, roles, commitment) -> bool:
    """Staff and the region see every promise; the others those of schools they are assigned to today."""
    return bool(roles & READS_ALL) or (commitment.school_id is not None and works_at(user, commitment.school_id))


def opens_school(request, school) -> bool:
    """Is the tab of this school's promises open to this person?"""
    return bool(request.roles & READS_ALL) or works_at(request.user, school.pk)


def party_for(user, roles, commitment) -> Party:
    """For whom this person says what was delivered; refused to whoever stands beside it."""
    party = party_of(user, roles, commitment.school_id)
    if party is None:
        raise PermissionDenied(_("Solo la UGEL, el equipo de la escuela o su guardián dicen qué se entregó."))
    return party


def actions_for(request, commitment) -> frozenset[str]:
    """What this person may do with this promise as it stands."""
    may = set()
    state, is_open = commitment.status, commitment.is_live
    if request.allows(ATTEST) and is_open:
        may.add("attest")
    if request.allows(MANAGE):
        may |= _managing(commitment, state, is_open)
        may |= {"link"} if commitment.partner_id and not commitment.ending else set()
    if request.allows(RESOLVE) and state == CommitmentState.OBSERVED:
        may.add("resolve")
    return frozenset(may)


def _managing(commitment, state, is_open) -> set[str]:
    if commitment.ending:
        return {"reopen"}
    may = {"change", "cancel", "reschedule"} if is_open or state == CommitmentState.PROPOSED else set()
    if state == CommitmentState.PROPOSED:
        may |= {"confirm", "decline"}
    if state == CommitmentState.CONFIRMED:
        may.add("start")
    if state == CommitmentState.VERIFIED:
        may.add("close")
    elif is_open:
        may |= {"could_not", "record"}
        may |= {"break"} if commitment.is_overdue else set()
    return may


# Offered in the second row, so that the page has one thing to do.
MORE = frozenset({"decline", "start", "change", "could_not", "break", "cancel"})


def may_see_file(request, stored) -> bool:
    """A photo of a promise is seen by whoever sees its school; of a territory's, by staff and the region."""
    if not request.allows(VIEW):
        return False
    if request.roles & READS_ALL:
        return True
    return stored.school_id is not None and works_at(request.user, stored.school_id)
