"""A sheet of needs turned into a table: measured before it is opened, refused with a sentence."""

import io
import zipfile

import tablib
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError

MAX_BYTES, MAX_UNPACKED, MAX_ROWS = 2 << 20, 40 << 20, 2000
REQUIRED = ("codlocal", "categoria", "gravedad", "que_falta")


class SheetRefused(DomainError):
    message = _("No se pudo leer la planilla. Guárdela como Excel (.xlsx) o CSV y vuelva a subirla.")


class SheetTooLarge(SheetRefused):
    message = _("La planilla es demasiado grande: se aceptan 2 MB y 2 000 filas. Divídala en partes.")


class ColumnsMissing(SheetRefused):
    message = _(
        "La primera fila debe decir codlocal, categoria, gravedad y que_falta. Exporte la lista para ver un ejemplo."
    )


def read_table(upload) -> tablib.Dataset:
    """Header in lower case, one row a need. Raises SheetRefused or one of its kinds."""
    if upload.size > MAX_BYTES:
        raise SheetTooLarge
    upload.seek(0)
    content = upload.read()
    try:
        table = _workbook(content) if content.startswith(b"PK") else _text(content)
    except SheetRefused:
        raise
    except Exception as error:  # openpyxl and tablib raise many kinds on damaged files
        raise SheetRefused from error
    table.headers = [str(name or "").strip().lower() for name in table.headers or []]
    if set(REQUIRED) - set(table.headers):
        raise ColumnsMissing
    if len(table) > MAX_ROWS:
        raise SheetTooLarge
    return table


def _workbook(content) -> tablib.Dataset:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise SheetTooLarge
    return tablib.Dataset().load(content, format="xlsx")


def _text(content) -> tablib.Dataset:
    if b"\x00" in content:
        raise SheetRefused
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    head = text.split("\n", 1)[0]
    return tablib.Dataset().load(text, format="csv", delimiter=";" if head.count(";") >= head.count(",") else ",")
