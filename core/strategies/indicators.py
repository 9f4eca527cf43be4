"""What a figure of a report is made of. The engine that computes them is `reports`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    SHARE = "share", _("Porcentaje de escuelas")
    COUNT = "count", _("Cuenta")
    RATIO_OF_SUMS = "ratio_of_sums", _("Razón de sumas")
    SUM = "sum", _("Suma")
    REPORTED = "reported", _("Cifra declarada")

    @property
    def has_percent(self) -> bool:
        """Is it so many of so many, and not a number by itself?"""
        return self not in (Kind.COUNT, Kind.SUM)

    @property
    def sums_amounts(self) -> bool:
        """Does it add what is told of each row, where a row may tell nothing?"""
        return self in (Kind.RATIO_OF_SUMS, Kind.SUM)


@dataclass(frozen=True)
class Frame:
    """The time a figure speaks of: a period, and the moment after which nothing counts.

    `cut_off` is the earlier of the period's end and now, aware.
    """

    period_start: date
    period_end: date
    cut_off: datetime

    @property
    def year(self) -> int:
        """The school year whose ámbito is the denominator."""
        return self.period_end.year

    @property
    def last_day(self) -> date:
        """The last day a figure speaks of, in the UGEL's time."""
        return min(self.period_end, timezone.localdate(self.cut_off))


Rows = Callable[[Frame], QuerySet]
# What every app may count in; others name their own unit beside their figures (Contribution.units).
COMMON_UNITS = {"schools": _("escuelas"), "money": _("en moneda de la UGEL")}


@dataclass(frozen=True, eq=False)
class Tally:
    """What many figures ask of the same units, read once: SQL with one row (ugel_id, id, facts …) per eligible unit.

    Like every declared queryset it serves one scope and a regional reading alike.
    """

    read: Callable[[Frame], tuple[str, Sequence]]


@dataclass(frozen=True)
class Tallied:
    """A figure's parts as SQL conditions on a tally's facts; a test holds them to the indicator's own querysets."""

    tally: Tally
    achieved: str
    apart: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """A counted thing that is no school, as a report names it: what it is, where, and the page of its evidence."""

    name: str
    code: str = ""
    place: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A declared figure: what counts, out of what, in words and as set-based queries.

    `eligible` and `achieved` return querysets of the counting unit (schools unless `unit` says otherwise) that
    work in one UGEL's scope and in a regional reading alike. `apart` names rows that are listed beside the figure
    and never silently counted, as {key: (label, rows)}; `unknown` names the keys of those nothing can be said of
    yet. A `ratio_of_sums` has `amounts` instead of `achieved`: a queryset of eligible annotated with
    `numerator_amount` and `denominator_amount`; a `sum` has the first only. Where the unit is no school, `named` names
    what was counted, by id; the names are frozen with the report. `tallied` is the fast way to the same figure,
    together with others.
    """

    code: str
    version: int
    kind: Kind
    name: str
    definition: str
    unit: str = "schools"
    better: str = "up"
    eligible: Rows | None = None
    achieved: Rows | None = None
    amounts: Rows | None = None
    apart: Mapping[str, tuple[str, Rows]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    tallied: Tallied | None = None
    settings: tuple[str, ...] = ()
    evidence: str = ""
    named: Callable[[Sequence[int]], Mapping[int, Member]] | None = None
    is_headline: bool = False
    logro: int | None = None

    @property
    def app(self) -> str:
        return self.code.split(".", 1)[0]
