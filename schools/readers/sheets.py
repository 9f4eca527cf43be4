"""A spreadsheet a person filled in: Excel or text, up to a few thousand rows, under a known header."""

from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from schools.readers.columns import Columns
from schools.readers.delimited import DelimitedTable
from schools.readers.errors import EmptyFile, PadronRefused, WrongType
from schools.readers.padron import table_for
from schools.readers.text import clean
from schools.readers.workbook import Workbook

MAX_ROWS = 5000


class TooManyRows(PadronRefused):
    message = _("La planilla tiene más de 5000 filas. Divídala en partes y súbalas por separado.")


class NotASheet(PadronRefused):
    message = _("Este archivo no es una planilla. Suba un Excel (.xlsx) o un CSV.")


class LackingColumns(PadronRefused):
    message = _("A la planilla le faltan columnas: {columns}. Use el modelo de esta página.")


class NoFilledRows(PadronRefused):
    message = _("La planilla tiene encabezado pero ninguna fila llena.")


class SheetRow(NamedTuple):
    """A filled line: its number in the sheet, and its cells by column; None for a wrong number of cells."""

    number: int
    cells: dict[str, str] | None


def read_sheet(path: Path, *, columns, required) -> list[SheetRow]:
    """Every filled row; the first of `columns` is the one that tells the header. Raises PadronRefused."""
    with ExitStack() as stack:
        stream = stack.enter_context(path.open("rb"))
        head = stream.read(64)
        stream.seek(0)
        if not head:
            raise EmptyFile
        kind = Workbook if head.startswith(b"PK") else _text_kind(head)
        if kind not in (Workbook, DelimitedTable):
            raise NotASheet
        table = kind(stream, wanted=tuple(columns))
        _check(table.columns, required)
        rows = []
        for number, cells in table.rows():
            if len(rows) == MAX_ROWS:
                raise TooManyRows
            named = cells and dict(zip(columns, (clean(cell) for cell in cells), strict=True))
            rows.append(SheetRow(number, named))
    if not rows:
        raise NoFilledRows
    return rows


def _text_kind(head):
    try:
        return table_for(head)
    except WrongType as error:
        raise NotASheet from error


def _check(found: Columns, required):
    lacking = [name for name in required if name not in found.names]
    if lacking:
        raise LackingColumns(columns=", ".join(lacking))
