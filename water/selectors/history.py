"""What was put right at a school: what it said before, what was said instead, by whom and when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from core.tenancy.speech import written_day
from core.ui.numbers import written
from schools.models import School
from water.enums import HadWater
from water.models import DayChange, Delivery, Sample


@dataclass(frozen=True)
class PutRight:
    """One correction; `after` is empty where the row was withdrawn, and `reason` says why."""

    day: date
    before: str
    after: str
    who: str
    at: datetime
    reason: str = ""


def history_of(school: School, first: date, last: date) -> list[PutRight]:
    """Of the days, deliveries and samples in a span, the newest first."""
    rows = DayChange.objects.filter(day_state__school=school, day_state__day__range=(first, last))
    changes = rows.select_related("day_state", "changed_by").order_by("changed_at", "pk")
    deliveries = _withdrawn(Delivery.objects.filter(school=school, day__range=(first, last)))
    samples = _withdrawn(Sample.objects.filter(school=school, taken_date__range=(first, last)))
    found = [*_of_days(changes), *_of_rows(deliveries, "day", _delivered), *_of_rows(samples, "taken_date", _sampled)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _withdrawn(rows: QuerySet) -> QuerySet:
    instead = Prefetch("replaced_by", rows.model.objects.all())
    return rows.exclude(withdrawn_at=None).select_related("withdrawn_by").prefetch_related(instead)


def _of_days(changes: Iterable[DayChange]) -> Iterator[PutRight]:
    """Each correction beside the word that followed it, which may have been corrected again."""
    by_day: dict[int, list[DayChange]] = defaultdict(list)
    for one in changes:
        by_day[one.day_state_id].append(one)
    for ones in by_day.values():
        told = ones[0].day_state
        words = [(one.old_state, one.old_litres) for one in ones] + [(told.state, told.litres_left)]
        for one, was, then in zip(ones, words[:-1], words[1:], strict=True):
            yield PutRight(told.day, _day(*was), _day(*then), one.changed_by.full_name, one.changed_at)


def _day(state: str, litres: int | None) -> str:
    words = str(HadWater(state).label)
    return words if litres is None else _("%(state)s, %(n)s L en el tanque") % {"state": words, "n": written(litres)}


def _of_rows(rows: Iterable, day: str, in_words) -> Iterator[PutRight]:
    for one in rows:
        then = next(iter(one.replaced_by.all()), None)
        after, reason = in_words(then) if then else "", one.withdrawn_reason
        who = one.withdrawn_by.full_name
        yield PutRight(getattr(one, day), in_words(one), after, who, one.withdrawn_at, reason)


def _delivered(one: Delivery) -> str:
    return _("llegaron %(n)s L el %(day)s") % {"n": written(one.litres), "day": written_day(one.day)}


def _sampled(one: Sample) -> str:
    return _("muestra «%(point)s» del %(day)s: %(result)s") % {
        "point": one.point,
        "day": written_day(one.taken_date),
        "result": one.get_fitness_display(),
    }
