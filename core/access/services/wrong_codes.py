"""Guessing is made slow: wrong codes are counted by code, by address and by UGEL, in the database."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.codes import hash_of
from core.access.enums import Counted
from core.access.models import WrongCodes
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel_id

WINDOW = timedelta(minutes=15)
MOST_OF_ONE_CODE = 5
# Generous, because a whole valley of phones may share one address of the operator.
MOST_OF_ONE_ADDRESS = 20
# Beyond this an address has one try: whoever guesses is slowed down, whoever holds a card still gets in.
MANY_AT_ONE_UGEL = 200
KEPT = timedelta(days=1)


class TooManyWrongCodes(DomainError):
    message = _("Hubo demasiados códigos equivocados. Espere 15 minutos y vuelva a intentarlo, o llame a su UGEL.")


def check_may_try(*, secret: str, address: str) -> None:
    """Raise TooManyWrongCodes for a code or an address that was wrong too often lately."""
    since = timezone.now() - WINDOW
    fresh = WrongCodes.objects.filter(since__gt=since)
    own = [key for counted, key in _keys(secret, address).items() if counted != Counted.UGEL]
    # The rows stay locked until the answer is written: tries at the same time are counted one after another.
    locked = fresh.select_for_update().filter(key__in=own).order_by("counted")
    counts = dict(locked.values_list("counted", "count"))
    is_storm = fresh.filter(counted=Counted.UGEL, count__gte=MANY_AT_ONE_UGEL).exists()
    most = 1 if is_storm else MOST_OF_ONE_ADDRESS
    if counts.get(Counted.ADDRESS, 0) >= most or counts.get(Counted.CODE, 0) >= MOST_OF_ONE_CODE:
        raise TooManyWrongCodes


@transaction.atomic
def count_wrong_code(*, secret: str, address: str) -> None:
    """One more wrong code; a count older than the window begins anew."""
    now = timezone.now()
    for counted, key in sorted(_keys(secret, address).items()):
        WrongCodes.objects.get_or_create(counted=counted, key=key)
        row = WrongCodes.objects.filter(counted=counted, key=key)
        if not row.filter(since__gt=now - WINDOW).update(count=F("count") + 1):
            row.update(count=1, since=now)


@dataclass(frozen=True)
class Tries:
    """How many wrong tries one thing bears within a time, beginning with the first.

    Counted in the cache, because a GET writes no row and a refused form keeps none.
    """

    name: str
    most: int
    within: timedelta = WINDOW

    def check(self, of: str) -> None:
        """Raise TooManyWrongCodes where `of` was tried wrongly too often lately."""
        if cache.get(self._key(of), 0) >= self.most:
            raise TooManyWrongCodes

    def count(self, of: str) -> None:
        """One more wrong try."""
        if not cache.add(self._key(of), 1, int(self.within.total_seconds())):
            with suppress(ValueError):  # it ended in between
                cache.incr(self._key(of))

    def _key(self, of):
        return f"{current_ugel_id()}:access:{self.name}:{hash_of(of)}"


# What a link holds is too long to be guessed anyhow.
LOOKS = Tries("wrong_looks", MOST_OF_ONE_ADDRESS)


def check_may_look(address: str) -> None:
    """Raise TooManyWrongCodes for an address that opened many wrong links lately."""
    LOOKS.check(address)


def count_wrong_look(address: str) -> None:
    LOOKS.count(address)


def forget_old_counts() -> int:
    """Drop counts nobody asks for any more; an address is personal data."""
    return WrongCodes.objects.filter(since__lt=timezone.now() - KEPT).delete()[0]


def _keys(secret, address):
    return {Counted.CODE: hash_of(secret), Counted.ADDRESS: hash_of(address), Counted.UGEL: ""}
