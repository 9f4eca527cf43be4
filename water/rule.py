"""What water is fit by DS 031-2010-SA, and for how many school days what is stored lasts: pure, from plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from water.enums import Fitness, MonthFitness

# Art. 66: at least 0.5 mg/L in 90 % of the month's samples, the others not below 0.3, turbidity below 5 UNT.
CHLORINE_LEAST, CHLORINE_LOWEST = Decimal("0.5"), Decimal("0.3")
# Recommended by programmes, not the limit; Annex III: at most 5 mg/L.
CHLORINE_ADVISED, CHLORINE_MOST = Decimal(2), Decimal(5)
# Annex II reads 5 as allowed; art. 66 says «menor de 5», and the stricter of the two is taken.
TURBIDITY_BELOW = Decimal(5)
PH_LEAST, PH_MOST = Decimal("6.5"), Decimal("8.5")
ARSENIC_MOST = Decimal("0.010")
SHARE_WITH_CHLORINE = Decimal("0.9")
ENOUGH_SAMPLES = 10


@dataclass(frozen=True)
class Measured:
    """What a sample was found to hold; None is not measured."""

    chlorine: Decimal | None = None
    turbidity: Decimal | None = None
    ph: Decimal | None = None
    coliforms: Decimal | None = None
    thermotolerant: Decimal | None = None
    e_coli: Decimal | None = None
    arsenic: Decimal | None = None


def judge(sample: Measured) -> Fitness:
    """One sample. A germ, a metal or a limit passed makes it unfit even where the rest was not measured."""
    if reasons(sample):
        return Fitness.UNFIT
    if sample.chlorine is None or sample.turbidity is None:
        return Fitness.INCOMPLETE
    if sample.chlorine < CHLORINE_LEAST:
        return Fitness.LOW
    return Fitness.HIGH if sample.chlorine > CHLORINE_ADVISED else Fitness.FIT


def reasons(sample: Measured) -> list[str]:
    """The names of the parameters past their limit."""
    germs = ("coliforms", "thermotolerant", "e_coli")
    found = [name for name in germs if (value := getattr(sample, name)) is not None and value > 0]
    if sample.chlorine is not None and not CHLORINE_LOWEST <= sample.chlorine <= CHLORINE_MOST:
        found.append("chlorine")
    if sample.turbidity is not None and sample.turbidity >= TURBIDITY_BELOW:
        found.append("turbidity")
    if sample.ph is not None and not PH_LEAST <= sample.ph <= PH_MOST:
        found.append("ph")
    if sample.arsenic is not None and sample.arsenic > ARSENIC_MOST:
        found.append("arsenic")
    return found


@dataclass(frozen=True)
class Month:
    """A school's samples of a month together."""

    fitness: MonthFitness
    samples: int
    with_chlorine: int  # at 0.5 mg/L or more

    @property
    def is_insufficient(self) -> bool:
        """With fewer than ten samples «90 %» can only be read as all of them."""
        return 0 < self.samples < ENOUGH_SAMPLES


def judge_month(found: Iterable[tuple[Fitness, Decimal | None]]) -> Month:
    """Art. 66 over the complete samples of a month, each as its own fitness and its chlorine."""
    samples = [(Fitness(fitness), chlorine) for fitness, chlorine in found]
    complete = [one for one in samples if one[0] != Fitness.INCOMPLETE]
    enough = sum(1 for _fitness, chlorine in complete if chlorine is not None and chlorine >= CHLORINE_LEAST)
    if not complete:
        return Month(MonthFitness.UNKNOWN, len(samples), 0)
    wanted = ceil(len(complete) * SHARE_WITH_CHLORINE)
    is_fit = enough >= wanted and all(fitness != Fitness.UNFIT for fitness, _chlorine in complete)
    return Month(MonthFitness.FIT if is_fit else MonthFitness.UNFIT, len(complete), enough)


@dataclass(frozen=True)
class Left:
    """What is stored: litres as estimated, whole school days they last, the first school day without (None: later)."""

    litres: Decimal
    days: int
    ends_date: date | None


def litres_now(
    read: Decimal, *, capacity: Decimal | None, used_days: int, brought: Decimal, daily_need: Decimal
) -> Decimal:
    """From the last reading of the tank: what came since, less a day's need for each school day begun; at least 0.

    The day of the reading is one of them once it is over, so that no night makes the water last longer.
    """
    left = max(read + brought - used_days * daily_need, Decimal(0))
    return min(left, capacity) if capacity is not None else left


def run_out(litres: Decimal, *, daily_need: Decimal, school_days: Sequence[date]) -> Left:
    """How many of the coming school days, in order, the litres are enough for."""
    if daily_need <= 0:
        return Left(litres, len(school_days), None)
    days = min(int(litres // daily_need), len(school_days))
    return Left(litres, days, school_days[days] if days < len(school_days) else None)
