from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.audit.models import Entry
from core.strategies.registry import EventType, collect, strategies

log = structlog.get_logger(__name__)
TIMELINE_LENGTH = 50


@dataclass(frozen=True)
class TimelineItem:
    """One line of a timeline, ready to print."""

    at: datetime
    label: str
    icon: str
    text: str
    by: str
    pk: int = 0
    subject: tuple[str, int] = ("", 0)
    strategy: str = ""  # as people call it; empty for what belongs to none


def timeline_for_school(
    school_id: int,
    *,
    app: str = "",
    before: int | None = None,
    limit: int = TIMELINE_LENGTH,
    names_witnesses: bool = False,
):
    """What happened at a school, latest first: of every strategy without what is routine, or all of one `app`.

    Goes on from the entry `before`. Witnesses of the community are named only where the reader is of the UGEL
    (`names_witnesses`), here and below.
    """
    entries = Entry.objects.filter(school_id=school_id)
    if app:
        entries = entries.filter(Q(verb__startswith=f"{app}.") | Q(data__strategy=app))
    else:
        entries = entries.exclude(verb__in=_routine())
    return _items(entries.older_than(before) if before else entries, limit, names_witnesses)


def news_of_schools(school_ids, *, but, limit: int = TIMELINE_LENGTH):
    """What others than `but` did at these schools, latest first."""
    news = Entry.objects.filter(school_id__in=school_ids).exclude(actor=but).exclude(verb__in=_routine())
    return _items(news, limit, False)


def timeline_of(subject, *, limit: int = TIMELINE_LENGTH, names_witnesses: bool = False):
    """What happened to one thing, latest first, without what was told at each school it touches."""
    at_schools = [event.verb for event in collect("timeline") if event.is_told_at_schools]
    return _items(Entry.objects.of(subject).exclude(verb__in=at_schools), limit, names_witnesses)


def access_log_of(subject) -> QuerySet[Entry]:
    """Who looked at a protected thing, latest first."""
    return Entry.objects.accesses().of(subject).select_related("actor").order_by("-at", "-id")


def _routine() -> list[str]:
    return [event.verb for event in collect("timeline") if event.is_routine]


def _items(entries, limit, names_witnesses) -> Sequence[TimelineItem]:
    is_apart = Value(False) if names_witnesses else _by_witness()
    entries = (
        entries.events().select_related("actor").annotate(is_apart=is_apart, hides_witnesses=Value(not names_witnesses))
    )
    types = {event.verb: event for event in collect("timeline")}
    names = {strategy.app: str(strategy.label) for strategy in strategies()}
    return [_item(entry, types, names) for entry in entries.order_by("-at", "-id")[:limit]]


def _by_witness():
    """Was it done by a guardian who had no other function here then, or in a guardian's word whatever they became?"""
    roles = Membership.objects.filter(user=OuterRef("actor"), ugel=OuterRef("ugel"))
    others = roles.active().exclude(role=Role.GUARDIAN).filter(created_at__lte=OuterRef("written_at"))
    return Exists(roles.filter(role=Role.GUARDIAN)) & (Q(data__party="guardian") | ~Exists(others))


def _actor(entry: Entry) -> str:
    if entry.actor is None:
        return ""
    return str(_("testigo de la comunidad")) if entry.is_apart else entry.actor.full_name


def _told(entry: Entry) -> dict:
    """The data of an entry, without the name of a witness where they stand apart."""
    is_theirs = entry.is_apart or (entry.hides_witnesses and entry.data.get("party") == "guardian")
    if "said_by" in entry.data and is_theirs:
        return {**entry.data, "said_by": str(_("testigo de la comunidad"))}
    return entry.data


def _sentence(event: EventType, entry: Entry) -> str:
    """What the app makes of the data; nothing where an earlier version of it wrote other data than it reads now."""
    try:
        return str(event.sentence(_told(entry))) if event.sentence else ""
    except (KeyError, ValueError, TypeError):
        log.warning("audit_entry_unreadable", verb=entry.verb, entry=entry.pk)
        return ""


def _item(entry, types, names):
    # A verb of an app that was taken out still happened: it is shown by its name.
    event = types.get(entry.verb) or EventType(entry.verb, entry.verb)
    return TimelineItem(
        at=entry.at,
        label=str(event.label),
        icon=event.icon,
        text=_sentence(event, entry),
        by=_actor(entry),
        pk=entry.pk,
        subject=(entry.subject, entry.subject_id),
        # A promise belongs to the strategy it was born in.
        strategy=names.get(entry.data.get("strategy") or entry.verb.partition(".")[0], ""),
    )
