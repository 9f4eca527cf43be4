"""What a strategy asks of a school's week: lines with a word for each day, or fields of its own for the whole week."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.strategies.pieces import Words


@dataclass(frozen=True)
class WeekChoice:
    """A word that may be said of a day; `takes_number` where the line's number belongs to it."""

    value: str
    label: Words
    tone: str = "open"
    takes_number: bool = False


@dataclass(frozen=True)
class WeekNumber:
    """A number beside a word: minutes late, litres left. `is_aside` keeps it folded until it is wanted."""

    label: Words
    most: int
    least: int = 0
    is_aside: bool = False


@dataclass(frozen=True)
class WeekSaid:
    """What is known of a day: the word, who said it, and `version`, which another word changes."""

    value: str
    words: str
    version: str
    number: int | None = None
    note: str = ""
    by: str = ""
    url: str = ""  # where its history is read


@dataclass(frozen=True)
class WeekLine:
    """A thing asked each day. `off` are the days it is not asked, with why; `before` is the last word before the week.

    `usual` is the value that «como siempre» proposes where nothing is told; empty proposes nothing.
    """

    key: str
    label: str
    choices: Sequence[WeekChoice]
    hint: str = ""
    usual: str = ""
    said: Mapping[date, WeekSaid] = field(default_factory=dict)
    off: Mapping[date, str] = field(default_factory=dict)
    before: WeekSaid | None = None
    number: WeekNumber | None = None
    note: Words = ""  # label of a free line; empty asks none

    def is_asked(self, day: date) -> bool:
        return day not in self.off


@dataclass(frozen=True)
class WeekWord:
    """What somebody says of a line's day, having seen `version` (empty: nothing was told)."""

    line: str
    day: date
    value: str
    version: str
    number: int | None = None
    note: str = ""


@dataclass(frozen=True)
class WeekPaper:
    """A weekly part on the printed sheet: what is asked by column, a row each with what is known; or why nothing is."""

    columns: Sequence[Words] = ()
    rows: Sequence[tuple[str, Sequence[str]]] = ()
    note: Words = ""


@dataclass(frozen=True)
class WeekPart:
    """A strategy's part of «Mi semana», for who has `permission`; either daily or with a form of its own.

    Daily: `lines(school, days)` gives what is asked, `say(school, word, by)` writes one word or raises DomainError.
    Weekly: `form(school, monday, data, prefix=, usual=)` gives a Django form, shown by `template` (`form` in context),
    which `save(school, form, by)` writes when it is valid and has changed; `untold(school, days)` says whether the
    week still waits for it; `paper(school, monday)` is its WeekPaper. A form's fields begin with the prefix; `usual`
    asks for what is usual there, if anything.
    """

    key: str
    label: Words
    permission: str
    icon: str
    order: int = 50
    lines: Callable[[Any, Sequence[date]], Sequence[WeekLine]] | None = None
    say: Callable[[Any, WeekWord, Any], None] | None = None
    form: Callable[..., Any] | None = None
    save: Callable[[Any, Any, Any], None] | None = None
    untold: Callable[[Any, Sequence[date]], bool] | None = None
    paper: Callable[[Any, date], WeekPaper] | None = None
    template: str = ""

    @property
    def is_whole(self) -> bool:
        """Does it have all of one kind, and nothing of the other?"""
        daily = [self.lines, self.say]
        weekly = [self.form, self.save, self.untold, self.paper, self.template]
        return (all(daily) and not any(weekly)) or (all(weekly) and not any(daily))
