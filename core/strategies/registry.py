"""What each app tells the rest of the house. One declaration per app, read at start, checked loudly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from core.strategies.indicators import COMMON_UNITS, Indicator
from core.strategies.letters import LetterKind, PaperOrigin
from core.strategies.pieces import (
    Agenda,
    AgendaLine,
    EventType,
    FirstStep,
    Found,
    HomeCard,
    HomeCount,
    KeptData,
    MapLayer,
    MenuItem,
    MySchool,
    OneTap,
    OpenItem,
    PartnerTab,
    Promised,
    PromiseRecord,
    ReportSection,
    SchoolTab,
    Search,
    Setting,
    StartPage,
    Words,
)
from core.strategies.week import WeekChoice, WeekLine, WeekNumber, WeekPaper, WeekPart, WeekSaid, WeekWord

__all__ = [
    "Agenda",
    "AgendaLine",
    "Contribution",
    "EventType",
    "FirstStep",
    "Found",
    "HomeCard",
    "HomeCount",
    "KeptData",
    "MapLayer",
    "MenuItem",
    "MySchool",
    "OneTap",
    "OpenItem",
    "PartnerTab",
    "PromiseRecord",
    "Promised",
    "ReportSection",
    "SchoolTab",
    "Search",
    "Setting",
    "StartPage",
    "Strategy",
    "WeekChoice",
    "WeekLine",
    "WeekNumber",
    "WeekPaper",
    "WeekPart",
    "WeekSaid",
    "WeekWord",
    "Words",
    "agenda_between",
    "answers_to_need",
    "autodiscover",
    "collect",
    "contributions",
    "indicators",
    "open_at_school",
    "partner_records",
    "permissions_of",
    "promised_to",
    "register",
    "schools_of",
    "strategies",
    "validate",
    "workplaces",
]


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What a lower app (schools, needs, commitments, reports …) brings; a strategy without a rank."""

    app: str
    slug: str
    label: Words
    order: int = 0
    icon: str = "circle"
    menu: Sequence[MenuItem] = ()
    permissions: Mapping[str, Words] = field(default_factory=dict)
    grants: Mapping[Any, frozenset | set] = field(default_factory=dict)
    indicators: Sequence[Indicator] = ()
    units: Mapping[str, Words] = field(default_factory=dict)  # what its indicators count, when not schools
    report_sections: Sequence[ReportSection] = ()
    timeline: Sequence[EventType] = ()
    tabs: Sequence[SchoolTab] = ()
    partner_tabs: Sequence[PartnerTab] = ()
    partner_records: Callable[[Sequence[int] | None], Mapping[int, PromiseRecord]] | None = None
    map_layers: Sequence[MapLayer] = ()
    home: Sequence[HomeCard] = ()
    start_pages: Sequence[StartPage] = ()
    home_counts: Sequence[HomeCount] = ()
    agenda: Sequence[Agenda] = ()
    one_taps: Sequence[OneTap] = ()
    week: Sequence[WeekPart] = ()
    bar: Sequence[MenuItem] = ()
    first_steps: Sequence[FirstStep] = ()
    searches: Sequence[Search] = ()
    settings: Sequence[Setting] = ()
    privacy: Sequence[KeptData] = ()
    letters: Sequence[LetterKind] = ()
    paper_origins: Sequence[PaperOrigin] = ()
    sheets: Sequence = ()  # schools.resources.Sheet: what a UGEL may hand in as a filled spreadsheet
    need_sources: Sequence = ()
    field_forms: Sequence = ()
    open_at_school: Callable[[int], Sequence[OpenItem]] | None = None
    workplaces: Callable[[Sequence[int]], Mapping[int, list[str]]] | None = None
    schools_of: Callable[[Any], Sequence[MySchool]] | None = None
    promised: Callable[[Sequence[int]], Sequence[Promised]] | None = None
    need_actions: Sequence[MenuItem] = ()  # shown at an open need; the address gets ?necesidad=<id>
    answers_to_need: Callable[[int], Sequence[Promised]] | None = None
    demo: str = ""  # fills the demo UGEL of Peru
    demo_district: str = ""  # fills the demo district of Kyrgyzstan
    api: str = ""
    commitment_link: type | None = None

    is_strategy = False


@dataclass(frozen=True, kw_only=True)
class Strategy(Contribution):
    """One of the authority's strategies, in the order of its reports."""

    full_name: str = ""

    is_strategy = True


_declared: dict[str, Contribution] = {}


def register(contribution: Contribution) -> None:
    """Declare an app to the house; the module may be imported again without harm."""
    _declared[contribution.app] = contribution


def autodiscover() -> None:
    """Import every installed app's `strategy` or `contribution`, and check what they say together."""
    for config in apps.get_app_configs():
        for module in ("strategy", "contribution"):
            if find_spec(f"{config.name}.{module}") is not None:
                import_module(f"{config.name}.{module}")
    validate(contributions())


def contributions() -> list[Contribution]:
    """Everything declared: lower apps first, then the strategies in their order."""
    return sorted(_declared.values(), key=lambda c: (c.is_strategy, c.order, c.app))


def strategies() -> list[Strategy]:
    """The strategies only, in the order of the reports."""
    return [c for c in contributions() if isinstance(c, Strategy)]


def collect(attribute: str) -> list:
    """All items of one kind over all apps, in the house's order."""
    return [item for contribution in contributions() for item in getattr(contribution, attribute)]


def indicators() -> list[Indicator]:
    """Every figure: the strategies' in their order, then what the lower apps add."""
    declared = sorted(contributions(), key=lambda contribution: not contribution.is_strategy)
    return [indicator for contribution in declared for indicator in contribution.indicators]


def unit_words(unit: str) -> Words:
    """What a figure counts, as people say it; a stored report may name a unit whose app is gone."""
    known = COMMON_UNITS | {name: words for one in contributions() for name, words in one.units.items()}
    return known.get(unit, unit)


def permissions_of(roles) -> frozenset[str]:
    """What these roles may do, over all apps."""
    return frozenset(
        permission
        for contribution in _declared.values()
        for role in roles
        for permission in contribution.grants.get(role, ())
    )


def workplaces(user_ids: Sequence[int]) -> dict[int, list[str]]:
    """Where people work, in words, by user id: what the apps that know places say of them, at the open UGEL."""
    found: dict[int, list[str]] = {}
    for contribution in contributions():
        if contribution.workplaces:
            for user_id, places in contribution.workplaces(user_ids).items():
                found.setdefault(user_id, []).extend(places)
    return found


def partner_records(partner_ids: Sequence[int] | None = None) -> dict[int, PromiseRecord]:
    """How these partners' promises went (all partners of the UGEL for None), by partner id; silent ones are absent."""
    found: dict[int, PromiseRecord] = {}
    for contribution in contributions():
        if contribution.partner_records:
            for partner_id, record in contribution.partner_records(partner_ids).items():
                found[partner_id] = found.get(partner_id, PromiseRecord()) + record
    return found


def answers_to_need(need_id: int) -> list[Promised]:
    """What was promised to answer one need, over all apps that know."""
    asked = [contribution.answers_to_need for contribution in contributions() if contribution.answers_to_need]
    return [promised for ask in asked for promised in ask(need_id)]


def commitment_link(app: str) -> type | None:
    """The model in which this app keeps where its promises were born; None where it makes none."""
    declared = _declared.get(app)
    return declared.commitment_link if declared else None


def open_at_school(school_id: int) -> list[OpenItem]:
    """What is unfinished at a school, over all apps that know; nothing that counts zero."""
    asked = [contribution.open_at_school for contribution in contributions() if contribution.open_at_school]
    return [item for ask in asked for item in ask(school_id) if item.count]


def agenda_between(request, first: date, last: date) -> list[AgendaLine]:
    """What comes from the first to the last day that who asks may see, in the order of the calendar."""
    asked = [piece for piece in collect("agenda") if request.allows(piece.permission)]
    lines = [line for piece in asked for line in piece.lines(request, first, last)]
    return sorted(lines, key=lambda line: (line.day, line.at or time.min, line.label))


def schools_of(user) -> list[MySchool]:
    """Where somebody works today, at the open UGEL, over all apps that know places."""
    asked = [contribution.schools_of for contribution in contributions() if contribution.schools_of]
    return [school for ask in asked for school in ask(user)]


def promised_to(school_ids: Sequence[int]) -> list[Promised]:
    """What these schools were promised and still wait for, the nearest date first, over all apps that know."""
    asked = [contribution.promised for contribution in contributions() if contribution.promised]
    promised = [item for ask in asked for item in ask(school_ids)] if school_ids else []
    return sorted(promised, key=lambda item: item.due_date or date.max)


def validate(declared: Sequence[Contribution]) -> None:
    """Refuse to start on a contradiction, naming it."""
    _unique("slug", ((c.app, c.slug) for c in declared))
    _unique("indicator", ((c.app, i.code) for c in declared for i in c.indicators))
    _unique("setting", ((c.app, s.name) for c in declared for s in c.settings))
    _unique("event", ((c.app, e.verb) for c in declared for e in c.timeline))
    _unique("letter", ((c.app, letter.key) for c in declared for letter in c.letters))
    for kind in ("home", "home_counts", "first_steps", "searches", "week"):
        _unique(f"key in {kind}", ((c.app, piece.key) for c in declared for piece in getattr(c, kind)))
    for contribution in declared:
        _named_after_app(contribution)
        _grants_are_described(contribution)
        _units_are_named(contribution)
        for section in contribution.report_sections:
            _template_exists(contribution, section.template)
        for card in contribution.home:
            _template_exists(contribution, card.template)
        for count in contribution.home_counts:
            _tone_is_known(contribution, count)
        for part in contribution.week:
            _week_part_is_whole(contribution, part)


def _unique(kind, pairs):
    seen: dict[str, str] = {}
    for app, name in pairs:
        if name in seen:
            raise ImproperlyConfigured(f"Strategy {app}: {kind} '{name}' is declared twice (also by {seen[name]}).")
        seen[name] = app


def _named_after_app(contribution):
    label = contribution.app
    names = [
        *contribution.permissions,
        *(i.code for i in contribution.indicators),
        *(s.name for s in contribution.settings),
        *(e.verb for e in contribution.timeline),
        *(letter.key for letter in contribution.letters),
    ]
    for name in names:
        if not name.startswith(f"{label}."):
            raise ImproperlyConfigured(f"Strategy {label}: '{name}' must start with '{label}.'.")


def _grants_are_described(contribution):
    granted = {permission for permissions in contribution.grants.values() for permission in permissions}
    for permission in sorted(granted - set(contribution.permissions)):
        raise ImproperlyConfigured(f"Strategy {contribution.app}: permission '{permission}' has no description.")


def _units_are_named(contribution):
    for indicator in contribution.indicators:
        if indicator.unit not in COMMON_UNITS | contribution.units:
            what = f"'{indicator.code}' counts '{indicator.unit}', which units= does not name."
            raise ImproperlyConfigured(f"Strategy {contribution.app}: {what}")


def _tone_is_known(contribution, count):
    if count.tone not in HomeCount.TONES:
        known = ", ".join(HomeCount.TONES)
        raise ImproperlyConfigured(f"Strategy {contribution.app}: tone of '{count.key}' must be one of {known}.")


def _week_part_is_whole(contribution, part):
    """Names of fields are made of its key, so that it may hold nothing that parts them."""
    if not part.key.isidentifier():
        raise ImproperlyConfigured(f"Strategy {contribution.app}: week part '{part.key}' must be a plain name.")
    if part.permission not in contribution.permissions:
        what = f"week part '{part.key}' asks for '{part.permission}', which it does not describe."
        raise ImproperlyConfigured(f"Strategy {contribution.app}: {what}")
    if not part.is_whole:
        kinds = "lines= and say=, or form=, save=, untold=, paper= and template="
        raise ImproperlyConfigured(f"Strategy {contribution.app}: week part '{part.key}' needs {kinds}.")
    if part.template:
        _template_exists(contribution, part.template)


def _template_exists(contribution, template):
    try:
        get_template(template)
    except TemplateDoesNotExist as error:
        raise ImproperlyConfigured(f"Strategy {contribution.app}: template '{template}' does not exist.") from error
