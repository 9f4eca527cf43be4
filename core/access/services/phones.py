"""Telephones that stand for an e-mail at the sign-in."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q

from core.access.codes import hash_of, hashes_of
from core.access.models import SignInPhone
from core.accounts.models import Membership, User
from core.tenancy.scope import current_ugel

# Each costs a slow hash; behind more than these a number is nobody's.
MOST_OWNERS = 8


def know_phone(*, user: User, phone) -> None:
    """From now on this number, as the open UGEL knows it, signs the person in; without one, none does."""
    if not phone:
        SignInPhone.objects.filter(user=user, ugel=current_ugel()).delete()
        return
    # Text as it comes from a fixture or a sheet reads like the field's own value.
    number = getattr(phone, "as_e164", str(phone))
    SignInPhone.objects.update_or_create(user=user, ugel=current_ugel(), defaults={"phone_hash": hash_of(number)})


def owners_of(numbers: list[str]) -> list[User]:
    """Whom these readings of a number may mean, eight at most: a family or two UGELs share it; a password tells.

    Who no longer works at the UGEL that knows them by it is not counted: a school's telephone goes to the next head.
    """
    hashes = [found for number in numbers for found in hashes_of(number)]
    works_there = Membership.objects.active().filter(user=OuterRef("user"), ugel=OuterRef("ugel"))
    known = SignInPhone.objects.filter(Exists(works_there), phone_hash__in=hashes)
    without_password = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    owners = User.objects.filter(pk__in=known.values("user"), is_active=True).exclude(without_password)
    return list(owners.order_by("pk")[:MOST_OWNERS])
