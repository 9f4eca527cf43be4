"""Columns of the list of routes, and the month's workbook: what is told, filled in and sent back."""

import io
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.tenancy.errors import DomainError
from needs.selectors import schools_for
from schools.readers.sheets import SheetRow, read_sheet
from transport import permissions, selectors
from transport.selectors.days import mark_of
from transport.services.sheets import DAYS, LEG, MARK, MONTH

AT_ONCE = 500
MAX_BYTES, MAX_ROWS = 5 << 20, 4000
WORDS = ["ESCUELA", "RUTA", "SENTIDO"]
COLUMNS = [LEG, MONTH, *WORDS, *DAYS, MARK]


class SheetTooLarge(DomainError):
    message = gettext_lazy("La planilla es demasiado grande: se aceptan 5 MB y 4 000 filas. Divídala en partes.")


def route_header() -> list[str]:
    return [
        *(_("Escuela"), _("Distrito"), _("Ruta"), _("Desde"), _("Hasta"), _("En qué"), _("Vehículo"), _("Asientos")),
        *(_("Necesitan asiento"), _("Con asiento a la entrada"), _("Con asiento a la salida"), _("Cómo está")),
        _("Qué falta"),
    ]


def route_rows(routes):
    """One row a route; nobody's name is in it."""
    today, limits = timezone.localdate(), selectors.limits()
    rows = selectors.with_list_columns(routes).order_by("school__name", "name", "pk")
    for route in rows.iterator(AT_ONCE):
        verdict = selectors.verdict_of(route, day=today, limits=limits)
        yield [
            route.school.name,
            route.school.district.name.title() if route.school.district else "",
            route.name,
            f"{route.from_date:%d/%m/%Y}",
            f"{route.to_date:%d/%m/%Y}" if route.to_date else "",
            route.vehicle.get_kind_display() if route.vehicle else "",
            str(route.vehicle or ""),
            route.vehicle.seats if route.vehicle else None,
            route.needing,
            route.seated_entrada,
            route.seated_salida,
            str(verdict.state.label),
            "; ".join(f"{point.label}: {point.state.label}" for point in verdict.against),
        ]


def own_schools(request) -> list[int] | None:
    """Whose legs this person may speak of: None for the whole UGEL."""
    if request.allows(permissions.MANAGE):
        return None
    return list(schools_for(request.user, request.roles).values_list("pk", flat=True))


def lanes_for(request, month: date):
    return selectors.board_of(month.year, month.month, school_ids=own_schools(request))


def workbook_of(lanes, month: date) -> bytes:
    """One row a leg, one column a day; a day on which the route does not work is written «-»."""
    from xlsxwriter import Workbook  # slow to import

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Transporte"))
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, bold)
        for line, lane in enumerate(lanes, start=1):
            for column, cell in enumerate(_cells(lane, month)):
                if cell:  # a day nobody told stays an empty cell
                    sheet.write_string(line, column, cell)
        sheet.freeze_panes(1, 2 + len(WORDS))
        sheet.set_column(2, 3, 26)
        sheet.set_column(5, 5 + len(DAYS) - 1, 5)
        guide = book.add_worksheet(_("Qué escribir"))
        guide.set_column(0, 0, 70)
        for line, words in enumerate(_guide()):
            guide.write_string(line, 0, words)
    return out.getvalue()


def _cells(lane, month: date) -> list[str]:
    leg = lane.leg
    days = [cell.told.code if cell.told else "" if cell.runs else "-" for cell in lane.cells]
    days += [""] * (len(DAYS) - len(days))
    words = [leg.route.school.name, leg.route.name, str(leg.get_direction_display())]
    return [str(leg.pk), f"{month:%Y-%m}", *words, *days, mark_of(lane)]


def _guide():
    yield _("V: vino a su hora")
    yield _("T15: vino 15 minutos tarde (T y los minutos)")
    yield _("N: no vino")
    yield _("S: sin clase ese día")
    yield _("En blanco: nadie lo sabe todavía")
    yield _("-: ese día la ruta no funciona")
    yield _("No cambie las columnas VIAJE, MES y MARCA.")


def rows_of(upload) -> list[SheetRow]:
    """The rows of the workbook or of its CSV. Raises SheetTooLarge and what `read_sheet` does."""
    if upload.size > MAX_BYTES:
        raise SheetTooLarge
    upload.seek(0)
    return read_sheet(upload, columns=COLUMNS, required=(LEG, MONTH, MARK), most=MAX_ROWS)
