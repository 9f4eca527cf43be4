"""A spreadsheet a person filled in: Excel or text, up to a few thousand rows, under a known header."""

from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext_lazy as _

from schools.readers.columns import Columns
from schools.readers.delimited import DelimitedTable
from schools.readers.errors import (
    ArchiveTooLarge,
    BrokenArchive,
    BrokenText,
    EmptyFile,
    NoRows,
    PadronRefused,
    WrongType,
)
from schools.readers.padron import table_for
from schools.readers.text import clean
from schools.readers.workbook import Workbook

MAX_ROWS = 5000


class TooManyRows(PadronRefused):
    message = _("La planilla tiene más de {most} filas. Divídala en partes y súbalas por separado.")


class NotASheet(PadronRefused):
    message = _("Este archivo no es una planilla. Suba un Excel (.xlsx) o un CSV.")


class BrokenSheet(PadronRefused):
    message = _("La planilla está dañada o llegó a medias. Ábrala, guárdela como Excel (.xlsx) y súbala otra vez.")


class HeavySheet(PadronRefused):
    message = _(
        "La planilla ocupa demasiado al descomprimirse y no se abrió, por seguridad. "
        "Copie solo los datos en un Excel nuevo y súbalo."
    )


class LackingColumns(PadronRefused):
    message = _("A la planilla le faltan columnas: {columns}. Use el modelo de esta página.")


class NoFilledRows(PadronRefused):
    message = _("La planilla tiene encabezado pero ninguna fila llena.")


# The readers below speak of the padrón; what they refuse in a sheet has its own sentence.
SAID_OF_A_SHEET = {
    ArchiveTooLarge: HeavySheet,
    BrokenArchive: BrokenSheet,
    BrokenText: BrokenSheet,
    NoRows: NoFilledRows,
    WrongType: NotASheet,
}


class SheetRow(NamedTuple):
    """A filled line: its number in the sheet, and its cells by column; None for a wrong number of cells."""

    number: int
    cells: dict[str, str] | None


def read_sheet(stream: BinaryIO, *, columns, required, most: int = MAX_ROWS) -> list[SheetRow]:
    """Every filled row; the first of `columns` is the one that tells the header. Raises PadronRefused."""
    try:
        return _read(stream, tuple(columns), required, most)
    except tuple(SAID_OF_A_SHEET) as error:
        raise SAID_OF_A_SHEET[type(error)] from error


def _read(stream, columns, required, most):
    head = stream.read(64)
    stream.seek(0)
    if not head:
        raise EmptyFile
    kind = Workbook if head.startswith(b"PK") else table_for(head)
    if kind not in (Workbook, DelimitedTable):
        raise NotASheet
    table = kind(stream, wanted=columns)
    _check(table.columns, required)
    rows = []
    for number, cells in table.rows():
        if len(rows) == most:
            raise TooManyRows(most=most)
        named = cells and dict(zip(columns, (clean(cell) for cell in cells), strict=True))
        rows.append(SheetRow(number, named))
    if not rows:
        raise NoFilledRows
    return rows


def _check(found: Columns, required):
    lacking = [name for name in required if name not in found.names]
    if lacking:
        raise LackingColumns(columns=", ".join(lacking))
