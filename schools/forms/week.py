"""What somebody says of a whole week: a word for each line and day, seen beside what was told already."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from core.strategies.registry import WeekLine, WeekPart, WeekSaid, WeekWord
from schools.selectors.week import SchoolWeek

USUAL = "usual"  # «toda la semana como siempre»; a day instead of it is «igual que ayer»
PARTED = "|"
NOTE_MOST = 200
A_WORD = re.compile(r"(?!(?:seen|number|note)-).+-\d{4}-\d\d-\d\d")


@dataclass
class Cell:
    """A line on a day: what is known, what the person typed, and why it was refused if it was."""

    part: WeekPart
    line: WeekLine
    day: date
    typed: Mapping[str, str]
    refused: str = ""

    @property
    def name(self) -> str:
        return f"{self.part.key}-{self.line.key}-{self.day}"

    @property
    def known(self) -> WeekSaid | None:
        return self.line.said.get(self.day)

    @property
    def seen(self) -> str:
        """What stands on the page when it is opened, so that what was left as it was is told from a word."""
        known = self.known
        return PARTED.join([known.version, known.value, _text(known.number), known.note]) if known else ""

    @property
    def value(self) -> str:
        return self.typed.get(self.name) or (self.known.value if self.known else "")

    @property
    def number(self) -> str:
        return self._field("number", _text(self.known.number) if self.known else "")

    @property
    def note(self) -> str:
        return self._field("note", self.known.note if self.known else "")

    @property
    def choices(self):
        """Each choice, whether it is chosen, and how it is called in the page."""
        return [(choice, choice.value == self.value, f"{self.name}-{choice.value}") for choice in self.line.choices]

    @property
    def waits(self) -> bool:
        """Nobody told it, or what was typed over it did not arrive yet."""
        known = self.known
        if known is None or self.refused:
            return True
        return (self.value, self.number, self.note) != (known.value, _text(known.number), known.note)

    @property
    def as_before(self) -> str:
        """What was said last before this week; a word with a number of its own (so late) is nothing to repeat."""
        return self.line.before.value if self.line.before and self.line.before.value in self.repeatable else ""

    @property
    def repeatable(self) -> set[str]:
        asks = self.line.number and not self.line.number.is_aside
        return {choice.value for choice in self.line.choices if not (asks and choice.takes_number)}

    def word(self) -> WeekWord | None:
        """What is said anew; None where it stays blank or as it was. ValueError where it cannot be read."""
        value, number, note = self.typed.get(self.name, ""), self._field("number", ""), self._field("note", "")
        seen = self.typed.get(f"seen-{self.name}", "")
        version, _parted, was = seen.partition(PARTED)
        if not value and not number and not note:
            return None
        if seen and was == PARTED.join([value, number, note]):
            return None
        choice = next((one for one in self.line.choices if one.value == value), None)
        if choice is None or len(note) > NOTE_MOST:
            raise ValueError(value)
        return WeekWord(self.line.key, self.day, value, version, self._read(choice, number), note)

    def _read(self, choice, number: str) -> int | None:
        limits = self.line.number
        if not number or limits is None or not choice.takes_number:
            return None
        if not limits.least <= int(number) <= limits.most:
            raise ValueError(number)
        return int(number)

    def _field(self, name, otherwise):
        return self.typed.get(f"{name}-{self.name}", otherwise).strip()


@dataclass
class WeekForm:
    """The page as typed: `typed` are posted names and values, `refused` sentences by the name of their cell."""

    week: SchoolWeek
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    usual: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        """Those asked, by day and then by line."""
        return [cell for day in self.week.asked for cell in self.of_day(day)]

    @property
    def gone(self) -> list[str]:
        """What was said anew where nothing is asked any more: the day closed or the line ended since it was read."""
        asked = {cell.name for cell in self.cells}
        said = [name for name, value in self.typed.items() if value and A_WORD.fullmatch(name) and name not in asked]
        return [name for name in said if self.typed[name] not in self.typed.get(f"seen-{name}", "").split(PARTED)[1:2]]

    def of_day(self, day: date) -> list[Cell]:
        lines = [(part, line) for part, lines in self.week.daily for line in lines if line.is_asked(day)]
        cells = [Cell(part, line, day, self.typed) for part, line in lines]
        for cell in cells:
            cell.refused = self.refused.get(cell.name, "")
        return cells

    @property
    def days(self):
        """Each day with its cells, and what was told of one that waits for nothing or is not asked."""
        told = {
            one.day: [
                (line, line.said[one.day]) for _p, lines in self.week.daily for line in lines if one.day in line.said
            ]
            for one in self.week.days
        }
        found = [(one, self.of_day(one.day) if one.is_asked else [], told[one.day]) for one in self.week.days]
        return [(one, cells, said, bool(cells) and not any(cell.waits for cell in cells)) for one, cells, said in found]

    @property
    def own(self) -> list[tuple[WeekPart, object, str]]:
        """The parts with a form of their own, and why each was refused if it was."""
        return [(part, form, self.refused.get(part.key, "")) for part, form in self._own_forms]

    @cached_property
    def _own_forms(self) -> list[tuple[WeekPart, object]]:
        """Bound where something of them was typed."""
        found = []
        for part in self.week.weekly:
            data = self.typed if any(name.startswith(f"{part.key}-") for name in self.typed) else None
            form = part.form(self.week.school, self.week.asked, data, prefix=part.key, usual=self.usual)
            found.append((part, form))
        return found

    def filled(self, how: str) -> "WeekForm":
        """The same with what is blank filled in: the usual in the whole week, or one day as the day before it."""
        typed = dict(self.typed)
        for cell in self.cells:
            if cell.value or (how != USUAL and str(cell.day) != how):
                continue
            value = cell.line.usual if how == USUAL else self._day_before(cell, typed)
            if value:
                typed[cell.name] = value
        return WeekForm(self.week, typed, self.refused, usual=how == USUAL)

    def _day_before(self, cell: Cell, typed) -> str:
        """What stands for the line on the nearest day before, on this page or told before this week."""
        earlier = [day for day in self.week.asked if day < cell.day]
        values = [Cell(cell.part, cell.line, day, typed).value for day in reversed(earlier)] + [cell.as_before]
        found = next((value for value in values if value), "")
        return found if found in cell.repeatable else ""


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
