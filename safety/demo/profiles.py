"""What each demo school answers in its two checks: drawn from its own seed, steered to one honest outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from random import Random

from safety.enums import BASIC_DIMENSIONS, NOT_APPLICABLE, Dimension
from safety.models import ChecklistItem
from safety.selectors.scoring import Mark, Rules, compare, has_improved, score_check
from safety.services.checks import Given


class Outcome(Enum):
    IMPROVED = auto()
    UNCHANGED = auto()
    DRIED_UP = auto()  # everything a little better, but no water on the day: critical
    ROOF_FELL = auto()  # desks and paint better, the roof critical
    NOT_VERIFIED = auto()
    RETURNED = auto()
    ONE_CHECK = auto()


# In the order of the schools; the seven that did not improve differ honestly.
OTHERS = (
    Outcome.DRIED_UP,
    Outcome.ROOF_FELL,
    Outcome.UNCHANGED,
    Outcome.UNCHANGED,
    Outcome.NOT_VERIFIED,
    Outcome.RETURNED,
    Outcome.ONE_CHECK,
)
# How often a first visit finds 0, 1 or 2 in each dimension of a rural school.
ODDS = {
    Dimension.INFRASTRUCTURE: (10, 45, 45),
    Dimension.FITTING_OUT: (25, 45, 30),
    Dimension.WATER: (20, 45, 35),
    Dimension.SANITATION: (20, 45, 35),
    Dimension.WELCOME: (15, 35, 50),
}
NOTES = {
    "AG-02": "El caño estaba cerrado desde la llave general.",
    "IN-03": "Gotea sobre la última fila.",
    "AC-02": "Doce carpetas por reparar.",
    "SA-03": "La puerta no cierra por dentro.",
    "SA-07": "Se acabó el jabón el lunes.",
}


@dataclass(frozen=True)
class Profile:
    """Values by item code (None is «no aplica»), before and after."""

    before: dict[str, int | None]
    after: dict[str, int | None]


def outcomes(count: int) -> list[Outcome]:
    """One outcome a school; with 28 schools exactly 21 improve."""
    others = list(OTHERS)[: max(count - 1, 0)]
    plan = [*[Outcome.IMPROVED] * (count - len(others)), *others]
    Random("basadre").shuffle(plan)  # noqa: S311 - a demo, not secrets
    return plan


def profile_of(items: Sequence[ChecklistItem], outcome: Outcome, seed: str) -> Profile:
    """The two sets of answers of a school, found by trying until the rule itself agrees with the outcome."""
    for attempt in range(200):
        rng = Random(f"{seed}-{attempt}")  # noqa: S311
        before = _first_visit(items, rng)
        after = _second_visit(items, before, outcome, rng)
        if _fits(items, before, after, outcome):
            return Profile(before, after)
    raise ValueError(f"No answers found for {outcome} with seed {seed}.")


def given(item: ChecklistItem, value: int | None, rng: Random) -> Given:
    """The option a person would mark for a value, with a remark now and then."""
    if value is None:
        return Given(NOT_APPLICABLE)
    known = [option for option in item.options if "anótela" not in option["label"]]  # nobody notes it down here
    codes = [option["code"] for option in known if option["value"] == value]
    note = NOTES.get(item.code, "") if value == 0 else ""
    return Given(rng.choice(codes) if codes else NOT_APPLICABLE, note)


def _first_visit(items, rng):
    values = {}
    for item in items:
        odds = (0, 65, 35) if item.is_critical and rng.random() < 0.93 else ODDS[Dimension(item.dimension)]
        offered = [value if any(o["value"] == value for o in item.options) else 2 for value in (0, 1, 2)]
        values[item.code] = rng.choices(offered, odds)[0]
    if values["AG-01"] == 2:
        values["AG-07"] = None  # no tanker comes where there is a network
    return values


def _second_visit(items, before, outcome, rng):
    after = dict(before)
    worked_on = rng.sample(BASIC_DIMENSIONS, rng.choice((1, 2, 2, 3)))
    if outcome == Outcome.UNCHANGED:
        return _raise(after, [item for item in items if item.dimension == Dimension.FITTING_OUT], 1, rng)
    if outcome == Outcome.ROOF_FELL:
        worked_on = [Dimension.FITTING_OUT]
    for dimension in worked_on:
        own = [item for item in items if item.dimension == dimension]
        after = _raise(after, own, rng.randint(3, 5), rng)
    after = _raise(after, [item for item in items if item.dimension == Dimension.WELCOME], 1, rng)
    if outcome == Outcome.DRIED_UP:
        after["AG-02"] = 0
    if outcome == Outcome.ROOF_FELL:
        after["IN-03"] = 0
    return after


def _raise(values, items, count, rng):
    """Mend that many of the items that can be better."""
    poor = [item for item in items if values[item.code] in (0, 1)]
    mended = {item.code: 2 for item in rng.sample(poor, min(count, len(poor)))}
    return {**values, **mended}


def _fits(items, before, after, outcome):
    rules = Rules()
    old, new = (
        {result.dimension: result for result in score_check(_marks(items, values), rules)} for values in (before, after)
    )
    up, down = compare(old, new, rules)
    if outcome == Outcome.UNCHANGED:
        return not up and not down and before != after
    if outcome in (Outcome.DRIED_UP, Outcome.ROOF_FELL):
        return bool(down) and bool(up)
    return has_improved(old, new, rules)


def _marks(items, values):
    return [Mark(item.code, item.dimension, values[item.code], item.weight, item.is_critical) for item in items]
