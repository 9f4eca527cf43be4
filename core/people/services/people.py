from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core.access.enums import KeyEnd
from core.access.services.keys import end_keys
from core.access.services.phones import know_phone
from core.accounts.enums import CARD_ROLES
from core.accounts.invitations import works_only_at
from core.accounts.models import Membership, User
from core.accounts.services import add_member, withdraw_member
from core.audit.services import record
from core.jobs.services import enqueue
from core.people.models import Contact
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel


class NeedsEmail(DomainError):
    message = _("Para esta función hace falta un correo electrónico: se ingresa con correo y contraseña.")


class WorksElsewhere(DomainError):
    message = _("Esta persona también trabaja en otra UGEL: su ingreso es de ella, y solo ella puede cambiarlo.")


class EmailTaken(DomainError):
    message = _("Ese correo ya es de otra persona en COMUSET. Revíselo con ella.")


class HasMailbox(DomainError):
    message = _("Esta persona tiene correo: pide su contraseña nueva en «Olvidé mi contraseña».")


@transaction.atomic
def add_person(*, full_name, role, by, email=None, phone=None, user=None) -> Membership:
    """Give a person a role at the open UGEL: somebody known (`user`, or whoever has the e-mail), or somebody new.

    Raises NeedsEmail for roles that cannot get in by card.
    """
    if role not in CARD_ROLES and not email and not (user and user.email):
        raise NeedsEmail
    membership = add_member(email=email, full_name=full_name, role=role, user=user, ugel=current_ugel())
    if phone:
        set_phone(user=membership.user, phone=phone, by=by)
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
def set_phone(*, user: User, phone, by: User | None) -> Contact | None:
    """How this UGEL calls the person, who may sign in with it; without a number nothing is kept."""
    know_phone(user=user, phone=phone)
    known = Contact.objects.select_for_update().filter(user=user)
    before = known.first()
    if (before and before.phone) == (phone or None):
        return before
    record("people.phone_changed", user, by=by)
    if not phone:
        known.delete()
        return None
    return Contact.objects.update_or_create(user=user, defaults={"phone": phone})[0]


@transaction.atomic
def correct_email(*, user: User, email: str | None, by: User) -> User:
    """Another address to sign in with; the one before is told. Raises WorksElsewhere, NeedsEmail and EmailTaken."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before, email = user.email, User.objects.normalize_email(email or "").lower() or None
    if email == before:
        return user
    if not works_only_at(user, current_ugel()):
        raise WorksElsewhere
    if email is None and Membership.objects.active().filter(user=user).exclude(role__in=CARD_ROLES).exists():
        raise NeedsEmail
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as error:
        raise EmailTaken from error
    # What the sign-in library noted of the address before would still let it in.
    EmailAddress.objects.filter(user=user).delete()
    record("people.email_changed", user, by=by)
    if before:
        enqueue("people.mail_email_changed", by=by, user_id=user.pk, address=before)
    return user


@transaction.atomic
def forget_password(*, user: User, by: User) -> User:
    """For somebody without a mailbox who forgot it: none opens any more, and a new invitation can be given.

    Ends the sessions it opened. Raises HasMailbox and WorksElsewhere.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.email:
        raise HasMailbox
    if not works_only_at(user, current_ugel()):
        raise WorksElsewhere
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record("people.password_forgotten", user, by=by)
    return user
