"""The link with which a person chooses their first password."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils import timezone
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from core.accounts.models import Membership, User


class InvitationTokens(PasswordResetTokenGenerator):
    """Single use, because the password is part of it; a role at a further place ends the links given before."""

    key_salt = "core.accounts.invitations"

    def _make_hash_value(self, user, timestamp):
        places = Membership.objects.active().filter(user=user).order_by("ugel_id", "region_id")
        known = ",".join(f"{ugel}:{region}" for ugel, region in places.values_list("ugel_id", "region_id").distinct())
        return f"{super()._make_hash_value(user, timestamp)}{known}"


tokens = InvitationTokens()


def invitation_path(user: User) -> str:
    """Where a person chooses their first password; good for PASSWORD_RESET_TIMEOUT seconds."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return f"/invitacion/{uid}/{tokens.make_token(user)}/"


def invitation_ends():
    """When a link made now stops working."""
    return timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def invited(uidb64: str, token: str) -> User | None:
    """The person a link was made for, while it still holds."""
    try:
        pk = int(force_str(urlsafe_base64_decode(uidb64)))
    except (ValueError, OverflowError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or user.has_usable_password() or not tokens.check_token(user, token):
        return None
    return user


def works_only_at(user: User, ugel) -> bool:
    """Whether this UGEL may hold the person's link itself: whoever opens it enters wherever they have a role."""
    return not Membership.objects.active().filter(user=user).exclude(ugel=ugel).exists()
