"""The next days over all apps: what comes, day by day."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from core.strategies.registry import AgendaLine, agenda_between

DAYS, SHOWN = 7, 12


@dataclass
class Day:
    """A day and what comes on it."""

    day: date
    lines: list[AgendaLine] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()

    @property
    def is_tomorrow(self) -> bool:
        return self.day == timezone.localdate() + timedelta(days=1)


@dataclass(frozen=True)
class NextDays:
    """The first dozen lines of the week that begins today, and how many more there are."""

    days: list[Day]
    more: int


def agenda_of(request) -> NextDays:
    """What comes in the next seven days that this person may see."""
    today = timezone.localdate()
    lines = agenda_between(request, today, today + timedelta(days=DAYS - 1))
    days: dict[date, Day] = {}
    for line in lines[:SHOWN]:
        days.setdefault(line.day, Day(line.day)).lines.append(line)
    return NextDays(list(days.values()), max(0, len(lines) - SHOWN))
