from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.access.enums import KeyEnd
from core.access.services.keys import end_keys
from core.access.services.phones import know_phone
from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership, User
from core.accounts.services import add_member, withdraw_member
from core.audit.services import record
from core.people.models import Contact
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel


class NeedsEmail(DomainError):
    message = _("Para esta función hace falta un correo electrónico: se ingresa con correo y contraseña.")


@transaction.atomic
def add_person(*, full_name, role, by, email=None, phone=None, user=None) -> Membership:
    """Give a person a role at the open UGEL: somebody known (`user`, or whoever has the e-mail), or somebody new.

    Raises NeedsEmail for roles that cannot get in by card.
    """
    if role not in CARD_ROLES and not email and not (user and user.email):
        raise NeedsEmail
    membership = add_member(email=email, full_name=full_name, role=role, user=user, ugel=current_ugel())
    if phone:
        set_phone(user=membership.user, phone=phone)
    record("people.person_invited", membership, by=by, role=role)
    return membership


@transaction.atomic
def withdraw_person(*, membership: Membership, by: User | None, reason: KeyEnd = KeyEnd.WITHDRAWN) -> Membership:
    """End a person's role here, and their cards with the last role a card opens; raises LastHead for the only head."""
    withdraw_member(membership=membership)
    record("people.person_withdrawn", membership, by=by, role=membership.role)
    others = Membership.objects.active().filter(user=membership.user, ugel=membership.ugel, role__in=CARD_ROLES)
    if not others.exists():
        end_keys(user=membership.user, reason=reason, by=by)
    return membership


@transaction.atomic
def set_phone(*, user: User, phone) -> Contact | None:
    """How this UGEL calls the person, who may sign in with it; without a number nothing is kept."""
    know_phone(user=user, phone=phone)
    if not phone:
        Contact.objects.filter(user=user).delete()
        return None
    return Contact.objects.update_or_create(user=user, defaults={"phone": phone})[0]
