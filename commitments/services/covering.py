"""What a promise does for the needs it answers; needs themselves are moved by `needs.services` alone."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.enums import FULFILLED_STATES, HELPING_STATES, CommitmentState
from commitments.models import Commitment, NeedCover
from commitments.services.remembering import remember
from core.tenancy.errors import DomainError
from needs import services as needs
from needs.models import Need


class NeedOfOtherSchool(DomainError):
    message = gettext_lazy("La necesidad es de otra escuela. Un compromiso responde a necesidades de la suya.")


class NeedIsOver(DomainError):
    message = gettext_lazy("Esa necesidad ya está cerrada. Reábrala si aún falta.")


@transaction.atomic
def cover_need(*, commitment: Commitment, need: Need, by) -> NeedCover:
    """This promise answers that need; the same again changes nothing. Raises NeedOfOtherSchool, NeedIsOver."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    need = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if commitment.school_id != need.school_id:
        raise NeedOfOtherSchool
    if not need.status.is_open:
        raise NeedIsOver
    cover, is_new = NeedCover.objects.get_or_create(commitment=commitment, need=need, defaults={"created_by": by})
    if is_new:
        remember(commitment, "need_covered", by=by, need=need.number)
        follow(commitment, by=by)
    return cover


def follow(commitment: Commitment, *, by=None) -> None:
    """Bring each need this promise answers to what all its promises together say."""
    covers = NeedCover.objects.filter(commitment=commitment).select_related("need").order_by("need_id")
    for cover in covers:
        _follow(cover.need, commitment, by)


def _follow(need: Need, commitment: Commitment, by) -> None:
    promises = Commitment.objects.filter(covers__need=need).select_related("partner", "school")
    helping = [one for one in promises.order_by("next_due_date", "number") if one.state in HELPING_STATES]
    pending = [one for one in helping if one.state not in FULFILLED_STATES]
    if not helping:
        if commitment.state != CommitmentState.PROPOSED:
            needs.let_go(need=need, reason=commitment.ending_reason, by=by)
        return
    if not pending:
        needs.say_solved_by_promise(need=need, text=_witnessed(helping[0]))
        return
    needs.take_back_promise(need=need)
    if any(one.verified_quantity for one in helping):
        needs.solve_a_part(need=need, by=by)
    else:
        needs.cover(need=need, helper=_helper(pending[0]), by=by)


def _helper(commitment: Commitment) -> str:
    """«el Ejército, fecha 12/05»: who and by when, as the school reads it."""
    if commitment.next_due_date is None:
        return commitment.promiser_name
    day = date_format(commitment.next_due_date, "SHORT_DATE_FORMAT")
    return _("%(who)s, fecha %(day)s") % {"who": commitment.promiser_name, "day": day}


def _witnessed(commitment: Commitment) -> str:
    facts = {"who": commitment.promiser_name, "what": commitment.what}
    return _("%(who)s: %(what)s, visto por dos testigos") % facts
