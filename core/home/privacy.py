"""What is kept of people, who sees it and until when, in the words of each app."""

from dataclasses import dataclass

from core.strategies import settings as ugel_settings
from core.strategies.registry import KeptData, Words, collect
from core.tenancy.scope import has_scope


@dataclass(frozen=True)
class Kept:
    """One line of the page, with this UGEL's days filled in."""

    what: Words
    seen_by: Words
    until: str


def kept_here() -> list[Kept]:
    """In the order of the registry; without a UGEL the days are those declared."""
    told = sorted(collect("privacy"), key=lambda one: one.order)
    names = [one.setting for one in told if one.setting]
    days = (
        ugel_settings.values(names) if has_scope() else {name: ugel_settings.declared(name).default for name in names}
    )
    return [Kept(one.what, one.seen_by, _until(one, days)) for one in told]


def _until(one: KeptData, days: dict) -> str:
    return str(one.until) % {"n": days[one.setting]} if one.setting else str(one.until)
