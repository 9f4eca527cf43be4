"""Who needs most, with the reasons: before the list is frozen, and as it was frozen."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from django.db.models import QuerySet
from django.utils import timezone

from adoptions.models import NeediestList
from core.strategies import settings as ugel_settings
from core.strategies.indicators import Frame
from needs.selectors import most_needy_schools, terms_of, worst_needs
from needs.selectors.priority import WEIGHTS
from schools.models import School
from schools.selectors.targets import target_schools

PERCENT = "adoptions.neediest_percent"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Ranked:
    """A school of the ámbito at its place; no rank and no score where none of its needs waits for anybody."""

    school: School
    rank: int | None = None
    score: Decimal | None = None
    why: dict = field(default_factory=dict)


def ranking(at: datetime) -> list[Ranked]:
    """Every school of the year's ámbito, the neediest first by the score of `needs`, those without one behind."""
    scored = list(most_needy_schools(now=at))
    worst = worst_needs([school.pk for school in scored], now=at)
    weights = ugel_settings.values(WEIGHTS)
    rows = [
        Ranked(school, rank, hundredths(school.top_score), _why(worst[school.pk], at, weights))
        for rank, school in enumerate(scored, start=1)
    ]
    others = ambito_at(at).exclude(pk__in=[school.pk for school in scored]).order_by("name", "pk")
    return rows + [Ranked(school) for school in others]


def ambito_at(at: datetime) -> QuerySet[School]:
    day = timezone.localdate(at)
    return target_schools(Frame(period_start=day, period_end=day, cut_off=at))


def hundredths(score: float) -> Decimal:
    return Decimal(str(score)).quantize(CENT, ROUND_HALF_UP)


def wanted_of(ambito: int) -> int:
    """How many go to the list: the UGEL's share of the ámbito, rounded up, within it."""
    share = Decimal(str(ugel_settings.value(PERCENT)))
    return max(0, min(ambito, ceil(ambito * share / 100)))


def list_of(year: int) -> NeediestList | None:
    return NeediestList.objects.filter(year=year).first()


def current_list() -> NeediestList | None:
    """The latest, which is the year's once it is frozen."""
    return NeediestList.objects.order_by("-year").first()


def _why(need, at: datetime, weights: dict) -> dict:
    """The need behind a score and its terms, in plain data: what the frozen row says of itself for good."""
    terms = terms_of(need, now=at, weights=weights)
    return {
        "need": need.number,
        "what": need.what,
        "points": {term.name: None if term.points is None else round(term.points, 2) for term in terms},
    }
