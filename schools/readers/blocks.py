"""Many rows of the padrón at once, column by column: one spelling is understood once, by the row's own rules.

A row with anything out of the ordinary is left to RowParser, which knows the reasons and the remarks.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter

from schools.readers.reasons import Remark
from schools.readers.rows import (
    EMPTY_CONTACT,
    PadronRow,
    Rejection,
    RowParser,
    Rule,
    Unusable,
    keeps_check_digit,
    rules,
)

# Beyond this many spellings of one column little is gained by remembering more.
REMEMBERED = 4096
ODD = object()
BAD_CHECK_DIGIT = (Remark.LUHN,)


@dataclass(frozen=True)
class Raw:
    """Rows as a table holds them: numbers, and each of columns.READ as a list of cells, None where it is lacking.

    `miscounted` are the numbers of rows with too few or too many cells.
    """

    numbers: Sequence[int]
    columns: Sequence[Sequence | None]
    miscounted: Sequence[int] = ()


@dataclass
class Block:
    """Rows understood, as lists by field of PadronRow, and the rows that cannot be taken."""

    columns: dict[str, list]
    rejections: list[Rejection] = field(default_factory=list)

    def __len__(self):
        return len(self.columns["number"])

    def rows(self) -> Iterator[PadronRow]:
        return map(PadronRow._make, zip(*(self.columns[name] for name in PadronRow._fields), strict=True))

    def keep(self, selected: Sequence) -> None:
        """Drop the rows whose place in `selected` is false."""
        self.columns = {name: list(compress(values, selected)) for name, values in self.columns.items()}


class BlockParser:
    """Understands a table's rows block by block; `text` makes a str of a cell of that table, as `blank` is one."""

    def __init__(self, text: Callable[[object], str], *, blank="", with_contacts: bool):
        self._text = text
        self._row = RowParser(with_contacts=with_contacts)
        self._rules = {
            name: _Remembered(rule, text, blank) for name, rule in rules(with_contacts=with_contacts).items()
        }

    def __call__(self, raw: Raw) -> Block:
        count = len(raw.numbers)
        columns = {name: rule.of(raw.columns, count) for name, rule in self._rules.items()}
        odd = {at for name, rule in self._rules.items() if rule.has_odd for at in _places_of(ODD, columns[name])}
        for at in odd:  # answered below; until then as if nothing had been said
            columns["codigo_modular"][at], columns["point"][at] = "", (None, None)
        columns |= {name: [None] * count for name in EMPTY_CONTACT if name not in columns}
        points = columns.pop("point")
        columns["lat"], columns["lon"] = (list(axis) for axis in zip(*points, strict=True)) if points else ([], [])
        columns["number"] = list(raw.numbers)
        checked = map(keeps_check_digit, columns["codigo_modular"], columns["level"], columns["form"])
        columns["remarks"] = [() if keeps else BAD_CHECK_DIGIT for keeps in checked]
        block = Block(columns, [self._row(number, None) for number in raw.miscounted])
        if odd:
            self._explain(raw, block, odd)
        return block

    def _explain(self, raw, block, odd):
        taken = [True] * len(block)
        for at in sorted(odd):
            cells = ["" if column is None else self._text(column[at]) for column in raw.columns]
            row = self._row(raw.numbers[at], cells)
            if isinstance(row, Rejection):
                block.rejections.append(row)
                taken[at] = False
            else:
                for name, value in zip(PadronRow._fields, row, strict=True):
                    block.columns[name][at] = value
        block.rejections.sort(key=attrgetter("number"))
        if not all(taken):
            block.keep(taken)


class _Remembered(dict):
    """A rule's answers by spelling; ODD where only the row itself can say what is the matter."""

    def __init__(self, rule: Rule, text: Callable[[object], str], blank):
        super().__init__()
        self._rule, self._text, self.has_odd = rule, text, False
        self._many, self._blank = len(rule.positions) > 1, blank

    def of(self, columns, count) -> list:
        """The answers for a block of `count` rows."""
        cells = [columns[at] for at in self._rule.positions]
        if all(column is None for column in cells):
            return [self._rule.understand(*[""] * len(cells), [])] * count
        if len(cells) == 1:
            return list(map(self.__getitem__, cells[0]))
        pairs = zip(*([self._blank] * count if column is None else column for column in cells), strict=True)
        return list(map(self.__getitem__, pairs))

    def __missing__(self, spelling):
        text, remarks = self._text, []
        cells = [text(cell) for cell in spelling] if self._many else [text(spelling)]
        try:
            answer = self._rule.understand(*cells, remarks)
        except Unusable:
            answer = ODD
        if remarks:
            answer = ODD
        if answer is ODD:
            self.has_odd = True
        if len(self) >= REMEMBERED:
            self.clear()
        self[spelling] = answer
        return answer


def _places_of(wanted, values):
    return [at for at, value in enumerate(values) if value is wanted]
