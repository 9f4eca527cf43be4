from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.access.services.keys import IssuedKey, IssuedSince, NotForCards, issue_card
from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership, User
from core.people.models import Contact
from core.people.texts import card_message
from core.strategies.registry import workplaces
from core.tenancy.scope import current_ugel
from core.tenancy.urls import absolute, global_url


@dataclass(frozen=True)
class PrintedCard:
    """What stands on a card and in the message that brings it; exists only where it was just issued."""

    name: str
    roles: str
    places: str
    code: str
    url: str
    typed_at: str
    expires_at: datetime
    message: str
    phone: object | None


@transaction.atomic
def issue_cards(*, user_ids, asked_at: datetime, by: User) -> list[IssuedKey]:
    """A card for each of these people of the UGEL; who got one since `asked_at`, or may hold none, is left out."""
    issued = []
    for user in card_holders().filter(pk__in=user_ids).order_by("full_name", "pk"):
        try:
            issued.append(issue_card(user=user, by=by, asked_at=asked_at))
        except (IssuedSince, NotForCards):
            continue
    return issued


def card_holders():
    """People of the open UGEL who may hold a card."""
    return User.objects.filter(
        pk__in=Membership.objects.active().filter(ugel=current_ugel(), role__in=CARD_ROLES).values("user")
    )


def printed_cards(issued: list[IssuedKey]) -> list[PrintedCard]:
    """The cards in words, with what the UGEL knows of each person."""
    ids = [one.key.user_id for one in issued]
    places = workplaces(ids)
    phones = dict(Contact.objects.filter(user__in=ids).values_list("user_id", "phone"))
    members = Membership.objects.active().filter(ugel=current_ugel(), role__in=CARD_ROLES, user__in=ids)
    roles = {}
    for membership in members.order_by("id"):
        roles.setdefault(membership.user_id, []).append(str(membership.get_role_display()))
    return [
        _printed(one, roles.get(one.key.user_id, []), places.get(one.key.user_id, []), phones.get(one.key.user_id))
        for one in issued
    ]


def _printed(one, roles, places, phone):
    user, url = one.key.user, absolute(one.path)
    return PrintedCard(
        name=str(user),
        roles=" · ".join(roles),
        places=" · ".join(places),
        code=one.printed_code,
        url=url,
        typed_at=absolute(global_url("code_enter")).split("//", 1)[1],
        expires_at=one.key.expires_at,
        message=card_message(user, current_ugel(), url),
        phone=phone,
    )
