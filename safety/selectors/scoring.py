"""How answers become scores, a semáforo and the verdict «improved»: pure rules, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from safety.enums import BASIC_DIMENSIONS, LEVEL_RANK, Dimension, Level

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rules:
    """The settings a result was judged with; stored beside it."""

    conforming_from: int = 75
    in_progress_from: int = 40
    improved_points: int = 10


@dataclass(frozen=True)
class Mark:
    """One answered item as scoring sees it; value is None for «no aplica»."""

    code: str
    dimension: str
    value: int | None
    weight: int = 1
    is_critical: bool = False


@dataclass(frozen=True)
class Result:
    """One dimension of one check."""

    dimension: str
    score: Decimal | None
    has_critical_failure: bool
    level: str
    critical_codes: tuple[str, ...] = ()
    lost_codes: tuple[str, ...] = ()

    @property
    def status(self) -> Level:
        return Level(self.level)


def weighted_score(marks: Iterable[Mark]) -> Decimal | None:
    """Weighted mean of the values × 50, so 0 to 100; None when nothing applies."""
    counted = [mark for mark in marks if mark.value is not None]
    weight = sum(mark.weight for mark in counted)
    if not weight:
        return None
    total = sum(mark.weight * mark.value for mark in counted)
    return (Decimal(total * 50) / Decimal(weight)).quantize(CENT, ROUND_HALF_UP)


def to_tenth(score: Decimal | None) -> Decimal | None:
    """A score as charts write it."""
    return None if score is None else score.quantize(Decimal("0.1"), ROUND_HALF_UP)


def level_of(score: Decimal | None, has_critical_failure: bool, rules: Rules) -> str:
    """A failed critical item is always «en riesgo», whatever the score."""
    if score is None:
        return Level.NO_DATA
    if has_critical_failure or score < rules.in_progress_from:
        return Level.AT_RISK
    return Level.CONFORMING if score >= rules.conforming_from else Level.IN_PROGRESS


def score_dimension(dimension: str, marks: Iterable[Mark], rules: Rules) -> Result:
    own = [mark for mark in marks if mark.dimension == dimension]
    critical = tuple(mark.code for mark in own if mark.is_critical and mark.value == 0)
    lost = sorted(
        (mark for mark in own if mark.value is not None and mark.value < 2),
        key=lambda mark: (mark.weight * (mark.value - 2), mark.code),
    )
    score = weighted_score(own)
    return Result(
        dimension=dimension,
        score=score,
        has_critical_failure=bool(critical),
        level=level_of(score, bool(critical), rules),
        critical_codes=critical,
        lost_codes=tuple(mark.code for mark in lost),
    )


def score_check(marks: Iterable[Mark], rules: Rules) -> list[Result]:
    marks = list(marks)
    return [score_dimension(dimension, marks, rules) for dimension in Dimension.values]


def is_up(before: Result, after: Result, rules: Rules) -> bool:
    """Up a level, or by the agreed number of points."""
    return LEVEL_RANK[after.level] > LEVEL_RANK[before.level] or after.score - before.score >= rules.improved_points


def is_down(before: Result, after: Result) -> bool:
    return LEVEL_RANK[after.level] < LEVEL_RANK[before.level]


def compare(before: Mapping[str, Result], after: Mapping[str, Result], rules: Rules) -> tuple[set, set]:
    """The basic dimensions that went up and those that went down a level; without data there is neither."""
    up, down = set(), set()
    for dimension in BASIC_DIMENSIONS:
        old, new = before.get(dimension), after.get(dimension)
        if old is None or new is None or old.score is None or new.score is None:
            continue
        if is_up(old, new, rules):
            up.add(dimension)
        if is_down(old, new):
            down.add(dimension)
    return up, down


def has_improved(before: Mapping[str, Result], after: Mapping[str, Result], rules: Rules) -> bool:
    up, down = compare(before, after, rules)
    return bool(up) and not down


def results_in_common(
    before: Iterable[Mark], after: Iterable[Mark], common_codes: set[str], rules: Rules
) -> tuple[dict[str, Result], dict[str, Result]]:
    """Both checks judged only by the items that both checklist versions ask."""
    old = score_check([mark for mark in before if mark.code in common_codes], rules)
    new = score_check([mark for mark in after if mark.code in common_codes], rules)
    return {result.dimension: result for result in old}, {result.dimension: result for result in new}
