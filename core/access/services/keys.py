"""Cards and codes: given to a person, presented at the door, ended."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import codes
from core.access.enums import KeyEnd, KeyKind
from core.access.models import AccessKey
from core.access.services.wrong_codes import check_may_look, check_may_try, count_wrong_code, count_wrong_look
from core.accounts.enums import CARD_ROLES
from core.accounts.models import Membership, User
from core.accounts.services import note_sign_in
from core.audit.services import record
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel


class NotForCards(DomainError):
    message = _("Las tarjetas y los códigos son para escuelas, guardianes y Educhasquis con una función vigente.")


class IssuedSince(DomainError):
    message = _(
        "Mientras tanto se entregó otra tarjeta a esta persona, y su código no se puede mostrar de nuevo. "
        "Si no la tiene impresa, entregue una nueva."
    )


@dataclass(frozen=True)
class IssuedKey:
    """A key at the only moment its code can be read."""

    key: AccessKey
    secret: str

    @property
    def printed_code(self) -> str:
        return codes.printed(current_ugel(), self.secret)

    @property
    def path(self) -> str:
        """What the QR and the link lead to; opening it only shows a page."""
        return f"/{current_ugel().code}/t/{self.secret}"


@transaction.atomic
def issue_card(*, user: User, by: User, asked_at: datetime | None = None) -> IssuedKey:
    """Give a person their card and end the one before, with the sessions it opened.

    Raises NotForCards for other roles, and IssuedSince when a card was given after `asked_at`: a page sent twice
    must not make the printed card worthless.
    """
    _lock(user)
    before = AccessKey.objects.filter(user=user, kind=KeyKind.CARD, ended_at=None).first()
    if before is not None:
        if asked_at is not None and before.issued_at > asked_at:
            raise IssuedSince
        _end([before], KeyEnd.REPLACED, by)
    return _issue(user, KeyKind.CARD, by)


@transaction.atomic
def issue_spoken_code(*, user: User, by: User) -> IssuedKey:
    """A code of ten minutes to read over the phone; an unused one given before ends."""
    _lock(user)
    unused = AccessKey.objects.opening().filter(user=user, kind=KeyKind.SPOKEN)
    _end(unused, KeyEnd.REPLACED, by)
    return _issue(user, KeyKind.SPOKEN, by)


@transaction.atomic
def issue_mailed_key(*, user: User) -> IssuedKey:
    """A link of one use for the person's own mailbox."""
    _lock(user)
    return _issue(user, KeyKind.MAILED, by=None)


@transaction.atomic
def end_keys(*, user: User, reason: KeyEnd, by: User | None) -> int:
    """End every card and code of a person here; their open sessions end with the next page."""
    _lock(user)
    return _end(AccessKey.objects.filter(user=user, ended_at=None), reason, by)


def present(*, secret: str, address: str) -> AccessKey | None:
    """The key this secret opens the door with, or None, counted against whoever tries; the same for every reason.

    Raises TooManyWrongCodes.
    """
    secret = codes.clean(secret)
    check_may_try(secret=secret, address=address)
    key = _find(secret)
    if key is None:
        count_wrong_code(secret=secret, address=address)
    return key


def shown(*, secret: str, address: str) -> AccessKey | None:
    """The key a link is about, without a trace in the database: previews and scanners open links too.

    Digits short enough to be guessed are never answered here. Raises TooManyWrongCodes.
    """
    secret = codes.clean(secret)
    check_may_look(address)
    key = _find(secret) if len(secret) > codes.DIGITS else None
    if key is None:
        count_wrong_look(address)
    return key


@transaction.atomic
def use_key(*, key: AccessKey) -> AccessKey | None:
    """Come in with a presented key; None when somebody used or ended it a moment before."""
    # The person first, as everywhere: whoever ends a key holds the person and then wants the key.
    _lock(key.user)
    now = timezone.now()
    key = AccessKey.objects.opening(now).select_for_update(of=("self",)).filter(pk=key.pk).first()
    if key is None:
        return None
    key.first_used_at = key.first_used_at or now
    key.last_used_at = now
    key.save(update_fields=["first_used_at", "last_used_at"])
    note_sign_in(user=key.user, ugel=current_ugel(), now=now)
    record("access.came_in", key, by=key.user, kind=key.kind)
    return key


def _issue(user, kind, by):
    if not _has_card_role(user):
        raise NotForCards
    secret = codes.make_secret(kind)
    now = timezone.now()
    key = AccessKey.objects.create(
        user=user,
        kind=kind,
        code_hash=codes.hash_of(secret),
        issued_at=now,
        issued_by=by,
        expires_at=now + kind.lifetime,
    )
    record("access.key_issued", key, by=by, kind=kind, user_id=user.pk)
    return IssuedKey(key, secret)


def _end(keys, reason, by):
    ended = 0
    for key in keys:
        key.ended_at, key.end_reason = timezone.now(), reason
        key.save(update_fields=["ended_at", "end_reason"])
        record("access.key_ended", key, by=by, kind=key.kind, reason=reason, user_id=key.user_id)
        ended += 1
    return ended


def _find(secret):
    if not codes.plausible(secret):
        return None
    key = AccessKey.objects.opening().select_related("user").filter(code_hash__in=codes.hashes_of(secret)).first()
    return key if key and _has_card_role(key.user) else None


def _has_card_role(user):
    roles = Membership.objects.active().filter(user=user, ugel=current_ugel(), role__in=CARD_ROLES)
    return roles.exists()


def _lock(user):
    """One key is given or ended at a time, per person."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
