"""Whom a guardian's ties keep from witnessing what a partner promised."""

from django.utils.translation import gettext as _

from commitments.models import Commitment
from core.accounts.models import User
from core.tenancy.errors import DomainError
from guardians.models import Guardian, Tie
from schools.enums import Party
from schools.readers.text import searchable


class ConflictOfInterest(DomainError):
    """Raised with the sentence that names the tie."""


def check_no_conflict(guardian: Guardian, partner_id: int | None) -> None:
    """May this guardian see what this partner promised? Under their lock. Raises ConflictOfInterest."""
    if partner_id is None:
        return
    tie = guardian.ties.standing().filter(partner=partner_id).select_related("partner").order_by("pk").first()
    if tie:
        raise ConflictOfInterest(_refusal(guardian, tie))


def judge_witness(*, commitment: Commitment, party: Party, user: User | None, name: str) -> None:
    """A guardian is about to say what came of a promise, by themselves or in the UGEL's hand.

    Whoever is written down by their name alone is known by it. Raises ConflictOfInterest.
    """
    if party != Party.GUARDIAN or commitment.partner_id is None:
        return
    for guardian in _held(user) if user else _called(name, commitment.partner_id):
        check_no_conflict(guardian, commitment.partner_id)


def _held(user: User) -> list[Guardian]:
    """Under lock: a tie that is being declared meanwhile is waited for, and then seen."""
    rows = Guardian.objects.filter(user=user, ended_date=None).select_related("user")
    return list(rows.select_for_update(of=("self",), no_key=True))


def _called(name: str, partner_id: int) -> list[Guardian]:
    tied = Guardian.objects.filter(
        ended_date=None, pk__in=Tie.objects.standing().filter(partner=partner_id).values("guardian")
    )
    return [one for one in tied.select_related("user") if _heard(one.user.full_name) == _heard(name)]


def _heard(name: str) -> list[str]:
    """A name however it was typed."""
    return searchable(name).split()


def _refusal(guardian: Guardian, tie: Tie) -> str:
    words = _(
        "Conflicto de interés: %(guardian)s declaró un vínculo con %(partner)s («%(kind)s») y no puede ser testigo de "
        "lo que %(partner)s prometió. Tiene que mirarlo otra persona."
    )
    names = {"guardian": guardian.user.full_name, "partner": tie.partner, "kind": tie.get_kind_display()}
    return words % names
