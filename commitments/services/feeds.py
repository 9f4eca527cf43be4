"""The secret address of a person's calendar: made by them, revoked by them, read by a program without a session."""

import re

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import CalendarFeed
from core.access.services.wrong_codes import check_may_look, count_wrong_look
from core.access.tokens import LinkLetters
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel_id

LETTERS = LinkLetters("commitments.feeds", lambda digest: digest.hex()[:40])
TOKEN = re.compile(r"([0-9]{1,18})-([0-9a-f]{40})")
WINDOW_SECONDS, MOST_READS = 15 * 60, 60


class FeedUnknown(DomainError):
    message = _("Este calendario no existe o fue anulado. Pida otra dirección en la página del calendario.")


class FeedReadTooOften(DomainError):
    message = _("Este calendario se leyó demasiadas veces. Espere 15 minutos.")


@transaction.atomic
def make_feed(*, user) -> CalendarFeed:
    """This person's address; the one they have, where it still opens."""
    return CalendarFeed.objects.get_or_create(user=user, revoked_at=None)[0]


@transaction.atomic
def revoke_feed(*, user) -> int:
    """End it at once; again changes nothing."""
    return CalendarFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


def open_feed_of(user) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()


def feed_token(feed: CalendarFeed) -> str:
    """What the address carries: the feed's number and its letters."""
    return f"{feed.pk}-{LETTERS.of(feed)}"


def opened_feed(token: str, *, address: str) -> CalendarFeed:
    """The feed behind a token; reads only. Raises TooManyWrongCodes, FeedUnknown, FeedReadTooOften."""
    check_may_look(address)
    feed = _found(token)
    if feed is None:
        count_wrong_look(address)
        raise FeedUnknown
    _count_read(feed)
    return feed


def _found(token: str) -> CalendarFeed | None:
    match = TOKEN.fullmatch(token)
    if match is None:
        return None
    feed = LETTERS.row_with(CalendarFeed.objects.select_related("user"), *match.groups())
    return feed if feed and feed.revoked_at is None else None


def _count_read(feed: CalendarFeed) -> None:
    """Calendar programs ask a few times an hour; the count lives in the cache, because a GET writes no row."""
    key = f"{current_ugel_id()}:commitments:feed_reads:{feed.pk}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        reads = cache.incr(key)
    except ValueError:  # it ended in between
        return
    if reads > MOST_READS:
        raise FeedReadTooOften
