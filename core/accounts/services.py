from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from core.accounts.models import Membership, User
from core.tenancy.errors import DomainError


class LastHead(DomainError):
    message = _("Es la única persona en la dirección de la UGEL. Nombre a otra antes de retirarla.")


@transaction.atomic
def add_member(*, email, full_name, role, ugel=None, region=None, password=None) -> Membership:
    """Give a person a role at a UGEL or in a region, creating the person when the e-mail is new.

    A password is set only for a new person; a known one keeps theirs.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, password, full_name=full_name)
    membership, created = Membership.objects.get_or_create(user=user, role=role, ugel=ugel, region=region)
    if not created and not membership.is_active:
        membership.is_active = True
        membership.save(update_fields=["is_active"])
    return membership


@transaction.atomic
def withdraw_member(*, membership: Membership) -> Membership:
    """End a person's role; what they did stays. Raises LastHead for a UGEL's only head."""
    # One lock for all of the UGEL's members of that role, so that two heads cannot remove each other at once.
    peers = list(
        Membership.objects.select_for_update().filter(ugel=membership.ugel, role=membership.role, is_active=True)
    )
    if membership.role == "ugel_head" and [peer.pk for peer in peers] == [membership.pk]:
        raise LastHead
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    return membership


def invitation_path(user: User) -> str:
    """Where a person chooses their first password: single use, valid as long as PASSWORD_RESET_TIMEOUT."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return f"/invitacion/{uid}/{default_token_generator.make_token(user)}/"
