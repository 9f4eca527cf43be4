from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from core.access.enums import KeyKind
from core.access.models import AccessKey
from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership, User
from core.accounts.phones import dial_url
from core.notifications.whatsapp import whatsapp_url
from core.people.models import Contact
from core.strategies.registry import workplaces
from core.strategies.searching import every_word
from core.tenancy.scope import current_ugel


@dataclass(frozen=True)
class PersonLine:
    """One line of the list of people: a role, where, how to call them, and when they came in."""

    membership: Membership
    places: list[str] = field(default_factory=list)

    @property
    def user(self):
        return self.membership.user

    @property
    def phone(self):
        return self.membership.phone

    @property
    def dial_url(self):
        return dial_url(self.phone) if self.phone else ""

    @property
    def may_hold_card(self):
        return self.membership.role in CARD_ROLES

    @property
    def has_card(self):
        return self.membership.has_card


def members(*, text: str = "", role: str = "", seen: str = "") -> QuerySet[Membership]:
    """Roles in force at the open UGEL; `text` is looked for in name, e-mail and telephone."""
    found = Membership.objects.active().filter(ugel=current_ugel()).select_related("user").annotate(**_facts("user"))
    if text:
        digits = "".join(letter for letter in text if letter.isdigit())
        bare, by_text = every_word(text, "user__full_name", "user__email")
        found = found.alias(**bare).filter(by_text | Q(phone__contains=digits) if len(digits) > 3 else by_text)
    if role:
        found = found.filter(role=role)
    if seen == "never":
        found = found.filter(last_sign_in_at=None)
    elif seen == "card":
        found = found.filter(role__in=CARD_ROLES, has_card=False)
    return found.order_by("user__full_name", "role", "id")


def card_lines() -> list[PersonLine]:
    """Everybody who may hold a card, once each, whatever number of roles they have."""
    found = members().filter(role__in=CARD_ROLES).order_by("user_id", "role", "id").distinct("user_id")
    return sorted(lines(list(found)), key=lambda line: (line.places[:1], str(line.user)))


def _facts(user: str) -> dict:
    contact = Contact.objects.filter(user=OuterRef(user)).values("phone")[:1]
    card = AccessKey.objects.opening().filter(user=OuterRef(user), kind=KeyKind.CARD)
    return {"phone": Subquery(contact), "has_card": Exists(card)}


def lines(memberships: Sequence[Membership]) -> list[PersonLine]:
    """With the places each person works at: one question per app that knows places."""
    places = workplaces([membership.user_id for membership in memberships])
    return [PersonLine(membership, places.get(membership.user_id, [])) for membership in memberships]


def person_here(pk: int) -> User | None:
    """A person who has or had a role at the open UGEL."""
    return User.objects.filter(pk=pk, memberships__ugel=current_ugel()).distinct().first()


def roles_here(user: User) -> QuerySet[Membership]:
    return Membership.objects.active().filter(user=user, ugel=current_ugel()).order_by("id")


def keys_of(user: User) -> QuerySet[AccessKey]:
    """Cards and codes given to a person here, latest first; the one in force on top."""
    return (
        AccessKey.objects.filter(user=user)
        .select_related("issued_by")
        .order_by(F("ended_at").desc(nulls_first=True), "-issued_at")
    )


def phone_of(user: User):
    contact = Contact.objects.filter(user=user).first()
    return contact.phone if contact else None


def contact_urls(phone, text: str) -> dict[str, str]:
    """Call and WhatsApp, where there is a number."""
    return {"dial": dial_url(phone), "whatsapp": whatsapp_url(phone.as_e164, text)} if phone else {}
