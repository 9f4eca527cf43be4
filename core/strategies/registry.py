"""What each app tells the rest of the house. One declaration per app, read at start, checked loudly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.functional import Promise

from core.strategies.indicators import Indicator

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
class EventType:
    """How an audit entry reads in a timeline; `sentence(data)` adds what the entry's data say."""

    verb: str
    label: Words
    icon: str = "circle"
    sentence: Callable[[Mapping], str] | None = None


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
    """What needs somebody today; `build(request)` gives the template's context, or None to stay away."""

    key: str
    template: str
    build: Callable
    permission: str
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
    report_sections: Sequence[ReportSection] = ()
    timeline: Sequence[EventType] = ()
    tabs: Sequence[SchoolTab] = ()
    map_layers: Sequence[MapLayer] = ()
    home: Sequence[HomeCard] = ()
    settings: Sequence[Setting] = ()
    need_sources: Sequence = ()
    field_forms: Sequence = ()
    open_at_school: Callable[[int], Sequence[OpenItem]] | None = None
    workplaces: Callable[[Sequence[int]], Mapping[int, list[str]]] | None = None
    demo: str = ""
    api: str = ""

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


def open_at_school(school_id: int) -> list[OpenItem]:
    """What is unfinished at a school, over all apps that know; nothing that counts zero."""
    asked = [contribution.open_at_school for contribution in contributions() if contribution.open_at_school]
    return [item for ask in asked for item in ask(school_id) if item.count]


def validate(declared: Sequence[Contribution]) -> None:
    """Refuse to start on a contradiction, naming it."""
    _unique("slug", ((c.app, c.slug) for c in declared))
    _unique("indicator", ((c.app, i.code) for c in declared for i in c.indicators))
    _unique("setting", ((c.app, s.name) for c in declared for s in c.settings))
    _unique("event", ((c.app, e.verb) for c in declared for e in c.timeline))
    for contribution in declared:
        _named_after_app(contribution)
        _grants_are_described(contribution)
        for section in contribution.report_sections:
            _template_exists(contribution, section.template)
        for card in contribution.home:
            _template_exists(contribution, card.template)


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
    ]
    for name in names:
        if not name.startswith(f"{label}."):
            raise ImproperlyConfigured(f"Strategy {label}: '{name}' must start with '{label}.'.")


def _grants_are_described(contribution):
    granted = {permission for permissions in contribution.grants.values() for permission in permissions}
    for permission in sorted(granted - set(contribution.permissions)):
        raise ImproperlyConfigured(f"Strategy {contribution.app}: permission '{permission}' has no description.")


def _template_exists(contribution, template):
    try:
        get_template(template)
    except TemplateDoesNotExist as error:
        raise ImproperlyConfigured(f"Strategy {contribution.app}: template '{template}' does not exist.") from error
