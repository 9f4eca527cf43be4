"""The table of the programme: what stands in each ayil aymak or district, unknown where nobody told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from core.strategies.indicators import Frame
from livelihoods.enums import EnterpriseKind, SupportKind
from livelihoods.selectors import figures
from livelihoods.selectors.places import VILLAGE_KINDS
from schools.models import Territory


@dataclass
class Told:
    """A sum of what was told, and of how many nobody said how many; without any known it is unknown, not zero."""

    known: int | None = None
    unknown: int = 0

    def add(self, number: int | None) -> None:
        if number is None:
            self.unknown += 1
        else:
            self.known = (self.known or 0) + number

    @property
    def is_nothing(self) -> bool:
        """Nobody told anything, not even that it is unknown."""
        return self.known is None and not self.unknown

    @property
    def counted(self) -> dict:
        """For a cell: `known` may be None, `unknown` are those without a number, `silent` where nobody told of any."""
        return {"known": self.known, "unknown": self.unknown, "silent": self.is_nothing}


def _tolds() -> dict[str, Told]:
    return {kind: Told() for kind in EnterpriseKind.values}


@dataclass
class Row:
    """One ayil aymak or district; `units` by kind of enterprise, of which a quantity nobody told counts as unknown."""

    place: Territory | None
    groups: int = 0
    earning: int = 0
    units: dict[str, Told] = field(default_factory=_tolds)
    families: Told = field(default_factory=Told)
    children: Told = field(default_factory=Told)
    disabled: Told = field(default_factory=Told)
    fed: Told = field(default_factory=Told)
    tutored: Told = field(default_factory=Told)

    @property
    def enterprises(self) -> int:
        """Without resource centres; an unnumbered one is at least one."""
        return sum(_at_least(told) for kind, told in self.units.items() if EnterpriseKind(kind).is_enterprise)

    @property
    def centres(self) -> int:
        return _at_least(self.units[EnterpriseKind.RESOURCE_CENTRE])


def by_place(frame: Frame) -> tuple[list[Row], Row]:
    """The rows by name of the place, and all of them together; seven questions however many places there are."""
    rows: dict[int, Row] = {}
    total = Row(None)
    for place, group in _groups(frame):
        for row in (_row(rows, place), total):
            row.groups += 1
            row.earning += group.has_income
    for enterprise in figures.working_families(frame).select_related("group__village__parent"):
        for row in (_row(rows, _around(enterprise.group.village)), total):
            row.families.add(enterprise.numerator_amount)
    for enterprise in figures.enterprises(frame).select_related("group__village__parent"):
        for row in (_row(rows, _around(enterprise.group.village)), total):
            row.units[enterprise.kind_then].add(enterprise.quantity_then)
    for help_ in figures.all_support(frame).select_related("territory__parent"):
        for row in (_row(rows, _around(help_.territory)), total):
            _add_help(row, help_)
    ordered = sorted(rows.values(), key=lambda row: (row.place.name, row.place.pk) if row.place else ("", 0))
    return ordered, total


def kinds_told(rows: Iterable[Row]) -> Counter:
    """How many places told anything of each kind of enterprise: a kind nobody has needs no column."""
    return Counter(kind for row in rows for kind, told in row.units.items() if not told.is_nothing)


def _groups(frame):
    has = Exists(figures.with_income(frame).filter(pk=OuterRef("pk")))
    found = figures.groups(frame).annotate(has_income=has).select_related("village__parent")
    return [(_around(group.village), group) for group in found]


def _around(place: Territory) -> Territory:
    """The ayil aymak or district of a village; a district stands for itself."""
    return place.parent if place.kind in VILLAGE_KINDS and place.parent else place


def _row(rows: dict[int, Row], place: Territory) -> Row:
    return rows.setdefault(place.pk, Row(place))


def _add_help(row: Row, help_) -> None:
    if help_.kind == SupportKind.MATERIAL:
        row.children.add(help_.children)
        row.disabled.add(help_.disabled_children)
        return
    known = [count for count in (help_.children, help_.disabled_children) if count is not None]
    (row.fed if help_.kind == SupportKind.MEAL else row.tutored).add(sum(known) if known else None)


def _at_least(told: Told) -> int:
    return (told.known or 0) + told.unknown
