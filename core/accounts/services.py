from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.tenancy.errors import DomainError


class LastHead(DomainError):
    message = _("Es la única persona en la dirección de la UGEL. Nombre a otra antes de retirarla.")


@transaction.atomic
def add_member(*, full_name, role, email=None, user=None, ugel=None, region=None, password=None) -> Membership:
    """Give a person a role at a UGEL or in a region, creating the person when nobody known is meant.

    Known is `user`, or whoever has the e-mail; a password is set only for a new person.
    """
    if user is None and email:
        user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, password, full_name=full_name)
    membership, created = Membership.objects.get_or_create(user=user, role=role, ugel=ugel, region=region)
    if not created and not membership.is_active:
        membership.is_active = True
        membership.save(update_fields=["is_active"])
    return membership


def choose_language(*, user: User, language: str) -> None:
    """A person reads in `language` from now on; empty is each UGEL's own."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def withdraw_member(*, membership: Membership) -> Membership:
    """End a person's role; what they did stays. Raises LastHead for a UGEL's only head."""
    # One lock for all of the UGEL's members of that role, so that two heads cannot remove each other at once.
    peers = list(
        Membership.objects.select_for_update().filter(ugel=membership.ugel, role=membership.role, is_active=True)
    )
    if membership.role == Role.UGEL_HEAD and [peer.pk for peer in peers] == [membership.pk]:
        raise LastHead
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    return membership


def note_sign_in(*, user: User, ugel=None, now=None) -> None:
    """Remember when a person came in: everywhere they have a role, or by a card at one UGEL only."""
    memberships = Membership.objects.active().filter(user=user)
    if ugel is not None:
        memberships = memberships.filter(ugel=ugel)
    memberships.update(last_sign_in_at=now or timezone.now())
