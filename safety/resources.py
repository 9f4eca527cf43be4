"""The spreadsheet of declared checks: the blank template and its reader."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.tenancy.errors import DomainError
from safety.enums import NOT_APPLICABLE, Dimension
from safety.models import ChecklistVersion
from safety.services.declared import DATE, SCHOOL, VISITOR
from schools.readers.sheets import SheetRow, read_sheet

MAX_BYTES, MAX_ROWS = 5 << 20, 2000


class SheetTooLarge(DomainError):
    message = gettext_lazy("La hoja es demasiado grande: se aceptan 5 MB y 2 000 filas. Divídala en partes.")


def rows_of(upload, *, version: ChecklistVersion) -> list[SheetRow]:
    """The rows of an XLSX or CSV file under the template's header. Raises SheetTooLarge and what `read_sheet` does."""
    if upload.size > MAX_BYTES:
        raise SheetTooLarge
    upload.seek(0)
    return read_sheet(upload, columns=_columns(version), required=(SCHOOL, DATE), most=MAX_ROWS)


def _columns(version):
    return [SCHOOL, DATE, VISITOR, *version.items.order_by("position").values_list("code", flat=True)]


def template_workbook(version) -> bytes:
    """A blank sheet with one column per item and a second sheet that says what may be written."""
    from xlsxwriter import Workbook  # slow to import

    items = list(version.items.order_by("position"))
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Fichas"))
        for column, name in enumerate(_columns(version)):
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
