"""What a browser's session says beyond who the person is: by which key they came, and their second factor."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import login

from core.access.enums import KeyKind
from core.access.models import AccessKey

KEY, KEY_UGEL = "access_key", "access_ugel_code"
SECOND_FACTOR = "second_factor_of"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in_by_key(request, key: AccessKey) -> None:
    """Open a session of this key's length that holds at its UGEL only."""
    # Whoever was signed in here before, also with a password, leaves nothing to this session.
    request.session.flush()
    login(request, key.user, backend=BACKEND)
    request.session[KEY], request.session[KEY_UGEL] = key.pk, key.ugel.code
    request.session.set_expiry(int(KeyKind(key.kind).session.total_seconds()))


def bound_to(request) -> str | None:
    """The code of the only UGEL this session may enter, or None for a session by password."""
    return request.session.get(KEY_UGEL)


def holding_key(request) -> AccessKey | None:
    """The key this session came with, while it holds; the open UGEL is the one it is bound to."""
    return AccessKey.objects.holding().filter(pk=request.session[KEY], user_id=request.user.pk).first()


def has_second_factor(request) -> bool:
    return request.session.get(SECOND_FACTOR) == request.user.pk


def note_second_factor(request, user) -> None:
    """The person just proved or set up one; recovery codes prove it too, but cannot be set up alone."""
    request.session[SECOND_FACTOR] = user.pk


def forget_second_factor(request, user) -> None:
    if not Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        request.session.pop(SECOND_FACTOR, None)


def unbind(request) -> None:
    """A sign-in by password is bound to no key, whatever the session held before."""
    request.session.pop(KEY, None)
    request.session.pop(KEY_UGEL, None)
