"""Whom a guardian's ties keep from witnessing what a partner promised."""

import re
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commitments.models import Commitment
from core.accounts.models import User
from core.people.models import Contact as UserContact
from core.tenancy.errors import DomainError
from guardians.models import Guardian, Tie, speakers_for_others
from partners.models import Contact
from schools.enums import Party
from schools.models import SchoolStaff
from schools.readers.text import searchable

_BETWEEN = re.compile(r"[\s,.;-]+")


class ConflictOfInterest(DomainError):
    """Raised with the sentence that names the tie."""


class NotIndependent(DomainError):
    message = _lazy(
        "Esta persona trabaja en la UGEL o en una escuela: dice lo que ve por ellas. Un guardián es de la comunidad."
    )


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


def check_independent(user: User) -> None:
    """Whoever has a function in the UGEL or at a school speaks for it, whatever they were before. Raises."""
    if speakers_for_others().filter(user=user).exists():
        raise NotIndependent


def _is_of_team(user: User, school_id: int) -> bool:
    return SchoolStaff.objects.team().on().filter(user=user, school=school_id).exists()


def check_no_conflict(guardian: Guardian, partner_id: int | None) -> None:
    """May this guardian see what this partner promised? Under their lock. Raises ConflictOfInterest."""
    if partner_id is None:
        return
    tie = guardian.ties.standing().filter(partner=partner_id).select_related("partner").order_by("pk").first()
    if tie:
        raise ConflictOfInterest(_refusal(guardian, tie))
    for _guardian_id, contact in contacts_among([guardian]):
        if contact.partner_id == partner_id:
            raise ConflictOfInterest(_contact_refusal(guardian, contact))


def contacts_among(guardians: Iterable[Guardian]) -> list[tuple[int, Contact]]:
    """Who of them, by id, speaks today for a partner, by their number and name; a number alone may be shared."""
    people = {one.user_id: one for one in guardians}
    phones = dict(UserContact.objects.filter(user__in=people).values_list("user", "phone"))
    contacts = Contact.objects.active().filter(phone__in=set(phones.values())) if phones else ()
    by_phone: dict[object, list[Contact]] = {}
    for contact in contacts and contacts.select_related("partner").order_by("pk"):
        by_phone.setdefault(contact.phone, []).append(contact)
    return [
        (people[user_id].pk, contact)
        for user_id, phone in phones.items()
        for contact in by_phone.get(phone, ())
        if same_name(contact.name, people[user_id].user.full_name)
    ]


def judge_witness(*, commitment: Commitment, party: Party, user: User | None, name: str) -> None:
    """A guardian is about to say what came of a promise, by themselves or in the UGEL's hand.

    Whoever is written down by their name alone is known by it. Raises NotIndependent, WorksThere, ConflictOfInterest.
    """
    if party != Party.GUARDIAN:
        return
    if user and commitment.school_id and _is_of_team(user, commitment.school_id):
        raise WorksThere
    if user:
        check_independent(user)
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


def _contact_refusal(guardian: Guardian, contact: Contact) -> str:
    words = _(
        "Conflicto de interés: %(guardian)s es contacto de %(partner)s y no puede ser testigo de lo que %(partner)s "
        "prometió. Tiene que mirarlo otra persona."
    )
    return words % {"guardian": guardian.user.full_name, "partner": contact.partner}


def _refusal(guardian: Guardian, tie: Tie) -> str:
    words = _(
        "Conflicto de interés: %(guardian)s declaró un vínculo con %(partner)s («%(kind)s») y no puede ser testigo de "
        "lo que %(partner)s prometió. Tiene que mirarlo otra persona."
    )
    names = {"guardian": guardian.user.full_name, "partner": tie.partner, "kind": tie.get_kind_display()}
    return words % names
