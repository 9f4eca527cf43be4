"""A week that arrives: each word is taken or refused by itself (decision 29)."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from core.strategies.registry import WeekPart, WeekWord
from core.tenancy.errors import DomainError
from schools.models import School


@dataclass
class Taken:
    """How many words were taken, and the sentence for each that was not, by the name of its place on the page."""

    count: int = 0
    refused: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def take_week(*, school: School, words: list[tuple[str, WeekPart, WeekWord]], by) -> Taken:
    """Write (name, part, word) one by one, in the order given, each behind a savepoint of its own.

    Words come in the order of days and lines, so that two people who send a week wait for each other and never both.
    """
    taken = Taken()
    for name, part, word in words:
        _take(taken, name, lambda part=part, word=word: part.say(school, word, by))
    return taken


@transaction.atomic
def take_own(*, school: School, part: WeekPart, form, by) -> Taken:
    """Write a part with a form of its own."""
    taken = Taken()
    _take(taken, part.key, lambda: part.save(school, form, by))
    return taken


def _take(taken: Taken, name: str, write) -> None:
    try:
        with transaction.atomic():
            write()
    except DomainError as error:
        taken.refused[name] = str(error)
    else:
        taken.count += 1


def unreadable() -> str:
    return _("No se entendió. Elija una de las respuestas y, si pide un número, escríbalo con cifras.")
