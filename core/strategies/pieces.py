"""The small declarations an app makes to the house: what appears where, for whom, and what builds it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, time
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

Words = str | Promise  # translated when shown


@dataclass(frozen=True)
class MenuItem:
    label: Words
    url_name: str
    permission: str
    icon: str = ""


@dataclass(frozen=True)
class SchoolTab:
    """A tab of the school page; `url_name` takes the school's id, `opens(request, school)` may keep it shut."""

    label: Words
    url_name: str
    permission: str
    opens: Callable[..., bool] | None = None


@dataclass(frozen=True)
class PartnerTab(SchoolTab):
    """A tab of the partner page; `url_name` takes the partner's id, `opens(request, partner)` may keep it shut."""


@dataclass(frozen=True)
class PromiseRecord:
    """How a partner's promises went, each counted once: kept in time or late, could not and said why, broken, open."""

    kept: int = 0
    late: int = 0
    could_not: int = 0
    broken: int = 0
    open: int = 0

    def __add__(self, other: "PromiseRecord") -> "PromiseRecord":
        return PromiseRecord(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class EventType:
    """How an audit entry reads in a timeline; `sentence(data)` adds what the entry's data say.

    What happens to one thing and is told at each school it touches (`record_at_schools`) stands in their stories only.
    What `is_routine` is told day by day: among a school's news it would drown the rest, and stands with its strategy.
    """

    verb: str
    label: Words
    icon: str = "circle"
    sentence: Callable[[Mapping], str] | None = None
    is_told_at_schools: bool = False
    is_routine: bool = False


@dataclass(frozen=True)
class MapLayer:
    """A reading of the map; `build(schools)` gives {school_id: an object with tone and label}."""

    key: str
    label: Words
    build: Callable


@dataclass(frozen=True)
class ReportSection:
    """A piece of the achievement report; `build(report)` gives the context of `template`."""

    key: str
    chapter: str
    title: Words
    template: str
    build: Callable
    order: int = 50


@dataclass(frozen=True)
class HomeCard:
    """A card of the home page that is more than a number; `build(request)` gives the template's context, or None."""

    key: str
    template: str
    build: Callable
    permission: str
    order: int = 50


@dataclass(frozen=True)
class StartPage:
    """Where somebody who belongs to more than one UGEL begins: a page of no UGEL; `opens(user)` says for whom."""

    label: Words
    hint: Words
    url_name: str
    icon: str
    opens: Callable[[Any], bool]


@dataclass(frozen=True)
class HomeCount:
    """A question of today that is answered with a number first: «3 peligros hoy».

    `rows(request)` gives what is counted, or None to stay away; all counts of a home are asked in one statement.
    `words(n)` follows the number; `well` is said when there is none. `query` narrows the list behind `url_name`.
    """

    key: str
    rows: Callable[..., QuerySet | None]
    words: Callable[[int], str]
    well: Words
    url_name: str
    permission: str
    query: str = ""
    tone: str = "open"  # how urgent, of TONES: broken before risk before progress before open
    order: int = 50

    TONES = ("broken", "risk", "progress", "open")


@dataclass(frozen=True)
class OneTap:
    """What somebody of a school does from home with one tap; with `at_school` the address takes the school's id.

    `note(request, school_id)` says a few words more below the label, asked only at one school.
    """

    label: Words
    url_name: str
    permission: str
    icon: str
    order: int = 50
    at_school: bool = False
    note: Callable[[Any, int], str] | None = None


@dataclass(frozen=True)
class MySchool:
    """A school somebody works at today: its page, and what it is in a few short facts."""

    pk: int
    name: str
    url: str
    facts: Sequence[str] = ()


@dataclass(frozen=True)
class Promised:
    """What somebody promised a school: what, who, by when (None: no date was given) and how it stands.

    `status` is an enum member with label and tone.
    """

    what: str
    by_whom: str
    url: str
    status: object
    due_date: date | None = None


@dataclass(frozen=True)
class AgendaLine:
    """Something with a day (and an hour) that comes: a sitting, a delivery, an end."""

    day: date
    label: str  # what kind of thing it is, in a word or two
    what: str
    url: str
    at: time | None = None


@dataclass(frozen=True)
class Agenda:
    """What of an app comes: `lines(request, first, last)` between two days, for who has `permission`."""

    lines: Callable[..., Sequence[AgendaLine]]
    permission: str


@dataclass(frozen=True)
class FirstStep:
    """A step of a new UGEL's first hour; it ticks itself once `facts()` holds a row, never because somebody says so."""

    key: str
    order: int
    label: Words
    why: Words
    facts: Callable[[], QuerySet]
    url_name: str
    permission: str


@dataclass(frozen=True)
class Found:
    """A line of a search's answer."""

    title: str
    url: str
    hint: str = ""
    status: object | None = None


@dataclass(frozen=True)
class Search:
    """Things the search of the top bar finds by name or code.

    `rows(request, text)` gives what this person may see of it, best first, without accents; `line(row)` puts one in
    words and asks the database nothing; `url_name` opens the whole list with `?q=`.
    """

    key: str
    label: Words
    rows: Callable[..., QuerySet]
    line: Callable[[Any], Found]
    permission: str
    url_name: str = ""
    order: int = 50


@dataclass(frozen=True)
class OpenItem:
    """What is unfinished at a school and passes to its next head: how many, and where they stand."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Setting:
    """A rule's number that a UGEL may change; stored with every result it decided."""

    name: str
    default: object
    label: Words
    help: Words = ""


@dataclass(frozen=True)
class KeptData:
    """What the privacy page says of one thing people leave here; `until` may name `%(n)s`, the UGEL's `setting`."""

    what: Words
    seen_by: Words
    until: Words
    setting: str = ""
    order: int = 50
