"""Whom a guardian's ties keep from witnessing what a partner promised."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commitments.models import Commitment
from core.accounts.models import User
from core.tenancy.errors import DomainError
from guardians.models import Guardian, Tie
from schools.enums import Party
from schools.models import SchoolStaff
from schools.readers.text import searchable

_BETWEEN = re.compile(r"[\s,.;-]+")


class ConflictOfInterest(DomainError):
    """Raised with the sentence that names the tie."""


class WorksThere(DomainError):
    message = _lazy("Esta persona trabaja en la escuela: allí habla por ella, no por la comunidad.")


class HasAnErrand(DomainError):
    """Says nothing of guardians: a school may not learn who they are."""

    message = _lazy(
        "Esta persona tiene con la UGEL un encargo que no va junto con trabajar en una escuela. Pida a la UGEL que lo "
        "termine primero."
    )


def refuse_at_school(user: User) -> None:
    """A guardian joins no school's team while they are one; under the person's row, as acceptance is. Raises."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Guardian.objects.still_open(timezone.localdate()).filter(user=user).exists():
        raise HasAnErrand


def _is_of_team(user: User, school_id: int) -> bool:
    return SchoolStaff.objects.team().on().filter(user=user, school=school_id).exists()


def check_no_conflict(guardian: Guardian, partner_id: int | None) -> None:
    """May this guardian see what this partner promised? Under their lock. Raises ConflictOfInterest."""
    if partner_id is None:
        return
    tie = guardian.ties.standing().filter(partner=partner_id).select_related("partner").order_by("pk").first()
    if tie:
        raise ConflictOfInterest(_refusal(guardian, tie))


def judge_witness(*, commitment: Commitment, party: Party, user: User | None, name: str) -> None:
    """A guardian is about to say what came of a promise, by themselves or in the UGEL's hand.

    Whoever is written down by their name alone is known by it. Raises WorksThere, ConflictOfInterest.
    """
    if party != Party.GUARDIAN:
        return
    if user and commitment.school_id and _is_of_team(user, commitment.school_id):
        raise WorksThere
    if commitment.partner_id is None:
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
    return [one for one in tied.select_related("user") if same_name(one.user.full_name, name)]


def same_name(one: str, other: str) -> bool:
    """The same person's name however it was typed: accents, capitals, surnames first or last."""
    return set(_words(one)) == set(_words(other))


def _words(name: str) -> list[str]:
    return _BETWEEN.split(searchable(name).strip(" ,.;-"))


def _refusal(guardian: Guardian, tie: Tie) -> str:
    words = _(
        "Conflicto de interés: %(guardian)s declaró un vínculo con %(partner)s («%(kind)s») y no puede ser testigo de "
        "lo que %(partner)s prometió. Tiene que mirarlo otra persona."
    )
    names = {"guardian": guardian.user.full_name, "partner": tie.partner, "kind": tie.get_kind_display()}
    return words % names
