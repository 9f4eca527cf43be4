"""The two queues that people of the UGEL work through: who must still say a word, and who contradict each other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from commitments.enums import Party, Promiser
from commitments.models import Attestation, Instalment
from core.people.models import Contact as UserContact
from partners.models import Contact
from schools.enums import StaffKind
from schools.models import SchoolStaff


@dataclass(frozen=True)
class Person:
    """Somebody to call: who they are to the promise, and their number where the UGEL knows one."""

    name: str
    party: Party
    phone: str = ""


@dataclass(frozen=True)
class Waiting:
    """An instalment with a word and no second one: who spoke, and whom to ask."""

    instalment: Instalment
    said: Sequence[Attestation]
    to_call: Sequence[Person]


@dataclass(frozen=True)
class Disagreement:
    """An instalment whose witnesses contradict each other, with what each said."""

    instalment: Instalment
    said: Sequence[Attestation]


def waiting_for_second_word(instalments: Iterable[Instalment]) -> list[Waiting]:
    """Each with the people of other parties who could have seen it; three queries, however many."""
    rows = list(instalments)
    said, people = _said_of(rows), _people_around(rows)
    return [Waiting(row, said[row.pk], _not_heard(row, said[row.pk], people[row.pk])) for row in rows]


def disagreements(instalments: Iterable[Instalment]) -> list[Disagreement]:
    """Each with every word that counts; one query, however many."""
    rows = list(instalments)
    said = _said_of(rows)
    return [Disagreement(row, said[row.pk]) for row in rows]


def _said_of(rows) -> dict[int, list[Attestation]]:
    found = defaultdict(list)
    words = Attestation.objects.counting().filter(instalment__in=rows).select_related("recorded_by", "resolution")
    for word in words.order_by("id"):
        found[word.instalment_id].append(word)
    return found


def _not_heard(row, words, people) -> list[Person]:
    """Those around the promise whose party has not spoken, as the rule hears it."""
    promiser = Promiser(row.commitment.promiser)
    spoken = {word.as_statement(promiser).party for word in words}
    return [person for person in people if promiser.counts(person.party) not in spoken]


def _people_around(rows) -> dict[int, list[Person]]:
    at_school = _at_schools({row.commitment.school_id for row in rows if row.commitment.school_id})
    at_partner = _at_partners({row.commitment.partner_id for row in rows if row.commitment.partner_id})
    return {row.pk: [*at_school[row.commitment.school_id], *at_partner[row.commitment.partner_id]] for row in rows}


def _at_schools(school_ids) -> dict[int | None, list[Person]]:
    """Heads first, then the others assigned today: guardians speak for the community, the rest for the school."""
    found = defaultdict(list)
    phones = UserContact.objects.filter(user=OuterRef("user")).values("phone")[:1]
    staff = SchoolStaff.objects.on(None).filter(school__in=school_ids).select_related("user")
    staff = staff.annotate(phone=Subquery(phones)).order_by("-is_head", "user__full_name")
    for one in staff:
        party = Party.GUARDIAN if one.kind == StaffKind.WITNESS else Party.SCHOOL
        found[one.school_id].append(Person(one.user.full_name, party, str(one.phone or "")))
    return found


def _at_partners(partner_ids) -> dict[int | None, list[Person]]:
    found = defaultdict(list)
    for contact in Contact.objects.active().filter(partner__in=partner_ids).order_by("name"):
        found[contact.partner_id].append(Person(contact.name_and_post, Party.PROMISER, str(contact.phone or "")))
    return found
