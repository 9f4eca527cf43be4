"""History as a story: what happened to one thing on one day told once, by month, each line a way to the thing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.apps import apps
from django.utils import timezone

from core.audit.selectors import TimelineItem


@dataclass
class Line:
    """How a day ended for one thing, what led there that day, and where it is (empty: nowhere for this person)."""

    last: TimelineItem
    before: list[TimelineItem] = field(default_factory=list)
    url: str = ""


@dataclass
class Month:
    """The lines of a calendar month, the latest first."""

    first: date
    lines: list[Line] = field(default_factory=list)


def lines_of(items: Iterable[TimelineItem], *, may_open: Callable[[str], bool]) -> list[Line]:
    """One line for each thing and day; `items` come latest first, `may_open(path)` says whether a page opens."""
    lines: dict[tuple, Line] = {}
    for item in items:
        key = (_day(item), item.subject)
        if key in lines:
            lines[key].before.insert(0, item)
        else:
            lines[key] = Line(item)
    paths = _paths([line.last.subject for line in lines.values()])
    for line in lines.values():
        path = paths.get(line.last.subject, "")
        line.url = path if path and may_open(path) else ""
    return list(lines.values())


def by_month(lines: Iterable[Line]) -> list[Month]:
    """The same under the months they happened in."""
    months: dict[date, Month] = {}
    for line in lines:
        first = _day(line.last).replace(day=1)
        months.setdefault(first, Month(first)).lines.append(line)
    return list(months.values())


def _day(item: TimelineItem) -> date:
    return timezone.localtime(item.at).date()


def _paths(subjects) -> dict[tuple[str, int], str]:
    """Where each thing that has a page is; one query a kind, nothing for what is gone."""
    wanted = defaultdict(set)
    for label, pk in subjects:
        wanted[label].add(pk)
    found = {}
    for label, pks in wanted.items():
        model = _model(label)
        if hasattr(model, "get_absolute_url"):
            rows = model.objects.filter(pk__in=pks)
            found |= {(label, row.pk): row.get_absolute_url() for row in rows}
    return found


def _model(label: str):
    """None where its app was taken out."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None
