"""Anybody's sheet of needs turned into a table: measured before it is opened, refused with a sentence."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.files.archives import Limits, fits
from core.tenancy.errors import DomainError
from needs.readers.words import guess_field
from schools.readers.text import clean

MAX_BYTES, MAX_ROWS, MAX_COLUMNS = 5 << 20, 5000, 60
UNPACKED = Limits(unpacked=80 << 20, entries=500)
HEADER_WITHIN = 20
MAX_CELL = 2000


class SheetRefused(DomainError):
    message = _("No se pudo leer la planilla. Guárdela como Excel (.xlsx) o CSV y vuelva a subirla.")


class SheetTooLarge(SheetRefused):
    message = _("La planilla es demasiado grande: se aceptan 5 MB y 5 000 filas. Divídala en partes.")


class OldWorkbook(SheetRefused):
    message = _("Es un Excel antiguo (.xls) o tiene contraseña. Guárdelo como «Libro de Excel (.xlsx)» sin contraseña.")


class NoRowsFound(SheetRefused):
    message = _("La planilla no tiene filas: se espera una fila de títulos y, debajo, una fila por necesidad.")


@dataclass(frozen=True)
class Table:
    """The titles of the columns, and each filled row as (its number in the sheet, its cells)."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(upload) -> Table:
    """The sheet's best page, whatever stands above its titles. Raises SheetRefused or one of its kinds."""
    if upload.size > MAX_BYTES:
        raise SheetTooLarge
    upload.seek(0)
    content = upload.read()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWorkbook
    try:
        pages = list(_pages(content) if content.startswith(b"PK") else [_text(content)])
    except SheetRefused:
        raise
    except Exception as error:  # openpyxl and csv raise many kinds on damaged files
        raise SheetRefused from error
    tables = [table for table in map(_table, pages) if table]
    if not tables:
        raise NoRowsFound
    return max(tables, key=lambda table: (_known(table.headers), len(table.rows)))


def _pages(content) -> Iterator[list[list[str]]]:
    # Late import: openpyxl is slow to import.
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not fits(archive.infolist(), UNPACKED):
            raise SheetTooLarge
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for page in book.worksheets:
        yield _lines(page.iter_rows(values_only=True, max_col=MAX_COLUMNS))


def _text(content) -> list[list[str]]:
    if b"\x00" in content:
        raise SheetRefused
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    head = text[:4000]
    delimiter = max(";,\t", key=head.count)
    return _lines(csv.reader(io.StringIO(text), delimiter=delimiter))


def _lines(rows: Iterable) -> list[list[str]]:
    lines = [[_cell(value) for value in row[:MAX_COLUMNS]] for row in islice(rows, MAX_ROWS + HEADER_WITHIN + 1)]
    if len(lines) > MAX_ROWS + HEADER_WITHIN:
        raise SheetTooLarge
    return lines


def _cell(value) -> str:
    """A cell as a person reads it: 24, not 24.0; a day as 2026-03-05."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _gettext("Sí") if value else _gettext("No")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, (datetime, date)):
        value = value.isoformat()[:10]
    return clean(str(value)[:MAX_CELL]).lstrip("'")


def _table(lines) -> Table | None:
    header = max(
        (at for at, cells in enumerate(lines[:HEADER_WITHIN]) if sum(map(bool, cells)) > 1),
        key=lambda at: (_known(lines[at]), -at),
        default=None,
    )
    if header is None:
        return None
    rows = [(at + 1, cells) for at, cells in enumerate(lines) if at > header and any(cells)]
    if not rows:
        return None
    if len(rows) > MAX_ROWS:
        raise SheetTooLarge
    width = max(len(cells) for _number, cells in [(0, lines[header]), *rows])
    titles = lines[header] + [""] * (width - len(lines[header]))
    padded = [(number, cells + [""] * (width - len(cells))) for number, cells in rows]
    kept = [at for at in range(width) if titles[at] or any(cells[at] for _number, cells in padded)]
    headers = [titles[at] or _gettext("Columna %(n)s") % {"n": at + 1} for at in kept]
    return Table(headers, [(number, [cells[at] for at in kept]) for number, cells in padded])


def _known(titles) -> int:
    return sum(guess_field(title) is not None for title in titles)
