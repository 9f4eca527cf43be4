"""What the people of a UGEL mean to its home, its first steps and its search."""

from django.urls import reverse
from django.utils.translation import ngettext

from core.access.enums import KeyKind
from core.access.models import AccessKey
from core.people.selectors import members
from core.strategies.registry import Found


def without_card(request):
    """Who may hold a card, has none in force and no password either: nobody of them can come in today."""
    return members(seen="card")


def without_card_words(count):
    return ngettext("persona sin tarjeta vigente", "personas sin tarjeta vigente", count)


def given_cards():
    return AccessKey.objects.filter(kind=KeyKind.CARD)


def found_people(request, text):
    """Roles in force whose person is called so, or has this e-mail or telephone."""
    return members(text=text)


def found_line(membership) -> Found:
    hint = " · ".join(str(part) for part in (membership.get_role_display(), membership.user.email) if part)
    return Found(str(membership.user), reverse("person_detail", args=[membership.user_id]), hint)
