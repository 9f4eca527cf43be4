"""Two checks of one school side by side: the evidence behind «mejoró»."""

from collections.abc import Sequence
from dataclasses import dataclass

from safety.enums import BASIC_DIMENSIONS, Dimension, Level
from safety.models import Check
from safety.selectors.checks import Shown, sections_of
from safety.selectors.results import current_rules, marks_of
from safety.selectors.scoring import Result, compare, results_in_common, to_tenth


@dataclass(frozen=True)
class Pairing:
    """One item in both checks."""

    before: Shown
    after: Shown

    @property
    def item(self):
        return self.after.item

    @property
    def verdict(self) -> str:
        """better, worse, same, or unknown where one side does not apply."""
        old, new = self.before.answer, self.after.answer
        if old is None or new is None or old.value is None or new.value is None:
            return "unknown"
        if old.value == new.value:
            return "same"
        return "better" if new.value > old.value else "worse"

    @property
    def is_changed(self) -> bool:
        return self.verdict in ("better", "worse")


@dataclass(frozen=True)
class DimensionChange:
    dimension: Dimension
    before: Result
    after: Result
    is_up: bool
    is_down: bool
    is_basic: bool
    pairings: Sequence[Pairing]

    @property
    def moved(self) -> list[Pairing]:
        return [pairing for pairing in self.pairings if pairing.is_changed]

    @property
    def still(self) -> list[Pairing]:
        return [pairing for pairing in self.pairings if not pairing.is_changed]

    @property
    def points(self):
        """Points gained or lost; None without data on one side."""
        if self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score


@dataclass(frozen=True)
class Comparison:
    before: Check
    after: Check
    changes: Sequence[DimensionChange]
    common_count: int
    only_one: int
    rules: object

    @property
    def has_improved(self) -> bool:
        return any(change.is_up for change in self.changes) and not self.is_worse

    @property
    def is_worse(self) -> bool:
        return any(change.is_down for change in self.changes)

    @property
    def pairs(self):
        """Rows of the before and after chart."""
        return [
            (change.dimension.label, to_tenth(change.before.score), to_tenth(change.after.score))
            for change in self.changes
        ]

    @property
    def marks(self):
        return [
            (self.rules.in_progress_from, Level.IN_PROGRESS.label),
            (self.rules.conforming_from, Level.CONFORMING.label),
        ]

    @property
    def up(self):
        return [change for change in self.changes if change.is_up]

    @property
    def down(self):
        return [change for change in self.changes if change.is_down]


def comparison_of(before: Check, after: Check) -> Comparison:
    """Both checks judged by today's rules over the items both checklists ask, as the indicator does."""
    rules = current_rules()
    old_sections = {section.dimension: section for section in sections_of(before)}
    new_sections = {section.dimension: section for section in sections_of(after)}
    old_rows, new_rows = _by_code(old_sections), _by_code(new_sections)
    common = set(old_rows) & set(new_rows)
    old, new = results_in_common(_marks(old_rows), _marks(new_rows), common, rules)
    up, down = compare(old, new, rules)
    changes = [
        DimensionChange(
            dimension=dimension,
            before=old[dimension],
            after=new[dimension],
            is_up=dimension in up,
            is_down=dimension in down,
            is_basic=dimension in BASIC_DIMENSIONS,
            pairings=[Pairing(old_rows[row.item.code], row) for row in section.rows if row.item.code in common],
        )
        for dimension, section in new_sections.items()
    ]
    return Comparison(before, after, changes, len(common), len(old_rows) + len(new_rows) - 2 * len(common), rules)


def _by_code(sections):
    return {row.item.code: row for section in sections.values() for row in section.rows}


def _marks(rows):
    return marks_of(row.answer for row in rows.values() if row.answer)
