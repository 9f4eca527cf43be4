"""The spreadsheet of declared checks: the blank template and its reader."""

import csv
import io
import zipfile
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files.archives import Limits, fits
from core.tenancy.errors import DomainError
from safety.enums import NOT_APPLICABLE, Dimension
from safety.services.declared import DATE, SCHOOL, VISITOR, RawRow

MAX_BYTES, MAX_ROWS, MAX_COLUMNS, UNPACKED = 5 << 20, 2000, 200, Limits(unpacked=80 << 20)
ENCODINGS = ("utf-8-sig", "cp1252")


class SheetRefused(DomainError):
    message = gettext_lazy("No se pudo leer la hoja. Guárdela como Excel (.xlsx) y vuelva a subirla.")


class SheetTooLarge(SheetRefused):
    message = gettext_lazy("La hoja es demasiado grande: se aceptan 5 MB y 2 000 filas. Divídala en partes.")


class NoCheckRows(SheetRefused):
    message = gettext_lazy(
        "La hoja no tiene filas, o su primera fila no dice CODIGO y FECHA_VISITA. Use la plantilla de esta página."
    )


def read_sheet(upload) -> list[RawRow]:
    """The rows of an XLSX or CSV file under the template's header. Raises SheetRefused."""
    if upload.size > MAX_BYTES:
        raise SheetTooLarge
    upload.seek(0)
    content = upload.read()
    table = _workbook_rows(content) if content.startswith(b"PK") else _text_rows(content)
    header = [str(cell or "").strip().upper() for cell in next(table, [])]
    if not {SCHOOL, DATE} <= set(header):
        raise NoCheckRows
    rows = []
    for number, cells in enumerate(table, start=2):
        if not any(_text(cell) for cell in cells):
            continue
        if len(rows) == MAX_ROWS:
            raise SheetTooLarge
        rows.append(RawRow(number, {name: _text(cell) for name, cell in zip(header, cells, strict=False) if name}))
    if not rows:
        raise NoCheckRows
    return rows


def _workbook_rows(content):
    from openpyxl import load_workbook  # slow to import, and only this page needs it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not fits(archive.infolist(), UNPACKED):
                raise SheetTooLarge
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
    except SheetRefused:
        raise
    except Exception as error:  # openpyxl raises many kinds on damaged files
        raise SheetRefused from error


def _text_rows(content):
    if b"\x00" in content:
        raise SheetRefused
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SheetRefused
    separator = max(";,\t", key=text.partition("\n")[0].count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator)
    except csv.Error as error:
        raise SheetRefused from error


def _text(cell) -> str:
    """A cell as somebody would type it: 2.0 is «2», a date is dd/mm/aaaa."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    return str(cell).replace("\x00", "").strip()


def template_workbook(version) -> bytes:
    """A blank sheet with one column per item and a second sheet that says what may be written."""
    from xlsxwriter import Workbook  # slow to import

    items = list(version.items.order_by("position"))
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Fichas"))
        for column, name in enumerate([SCHOOL, DATE, VISITOR, *(item.code for item in items)]):
            sheet.write_string(0, column, name, bold)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 2, 16)
        guide = book.add_worksheet(_("Qué escribir"))
        guide.set_column(0, 0, 14)
        guide.set_column(1, 2, 60, wrap)
        for line, cells in enumerate(_guide(items)):
            for column, text in enumerate(cells):
                guide.write_string(line, column, text, bold if line == 0 else wrap)
    return out.getvalue()


def _guide(items):
    yield _("Columna"), _("Qué es"), _("Qué se escribe")
    yield SCHOOL, _("La escuela"), _("Código de local (6 dígitos) o código modular (7 dígitos)")
    yield DATE, _("El día de la visita"), _("dd/mm/aaaa")
    yield VISITOR, _("Quién visitó"), _("Nombres y apellidos o cargo; puede quedar vacío")
    for item in items:
        options = "\n".join(f"{option['code']} = {option['label']}" for option in item.options)
        yield (
            item.code,
            f"{Dimension(item.dimension).label}. {item.text}",
            f"{options}\n{NOT_APPLICABLE.upper()} = {_('No aplica')}",
        )
