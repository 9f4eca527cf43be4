"""A partner's open deliveries as a workbook that comes back: each row names its delivery and how it stood."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from commitments.enums import Outcome
from commitments.models import Instalment
from core.files.cells import safe_text
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from core.tenancy.speech import speaking
from partners.enums import Language
from schools.readers.columns import normal
from schools.readers.errors import PadronRefused
from schools.readers.text import clean, searchable
from schools.readers.workbook import Workbook

COLUMNS = {
    "id": _lazy("ID"),
    "mark": _lazy("VERSION"),
    "what": _lazy("COMPROMISO"),
    "place": _lazy("ESCUELA"),
    "due": _lazy("FECHA"),
    "quantity": _lazy("CANTIDAD"),
    "unit": _lazy("UNIDAD"),
    "result": _lazy("RESULTADO"),
    "delivered": _lazy("ENTREGADO"),
    "day": _lazy("FECHA_ENTREGA"),
    "note": _lazy("NOTA"),
}
READ = ("id", "mark", "result", "delivered", "day", "note")
WIDTHS = (9, 11, 34, 30, 12, 11, 12, 14, 12, 14, 34)
RESULTS = {
    Outcome.DELIVERED: _lazy("entregado"),
    Outcome.PARTLY: _lazy("en parte"),
    Outcome.NOT: _lazy("no"),
}
MAX_BYTES, MAX_ROWS = 2 << 20, 1000
DATE_FORMATS = ("%Y%m%d", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d")


class SheetTooLarge(DomainError):
    message = _lazy("La planilla es demasiado grande: se aceptan 2 MB y 1 000 filas.")


class NotOurSheet(DomainError):
    message = _lazy("No parece la planilla que se descarga de esta página. Descárguela otra vez y llénela.")


class RowRefused(DomainError):
    """One row that cannot be taken, with the sentence that says why."""


@dataclass(frozen=True)
class SheetRow:
    """What somebody wrote in one row; `number` is the row they see in Excel."""

    number: int
    instalment_id: str
    mark: str
    result: str
    quantity: str
    day: str
    note: str

    @property
    def is_blank(self) -> bool:
        return not self.result.strip()

    def word(self, instalment: Instalment) -> dict:
        """What `attest` takes; raises RowRefused."""
        outcome = _results().get(searchable(self.result))
        if outcome is None:
            raise RowRefused(_("En RESULTADO escriba: entregado, en parte o no."))
        return {
            "instalment": instalment,
            "outcome": outcome,
            "quantity": _quantity(self.quantity),
            "seen_date": _day(self.day) or timezone.localdate(),
            "note": clean(self.note),
        }


def workbook_of(instalments: Iterable[Instalment], marks: Mapping[int, str]) -> bytes:
    """The deliveries with their marks, ready to be filled in: results are chosen from a list, dates are dates."""
    import xlsxwriter  # slow to import

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        page = book.add_worksheet(_("Entregas"))
        page.write_row(0, 0, [str(title) for title in COLUMNS.values()], bold)
        last = 0
        for last, one in enumerate(instalments, start=1):
            _write(page, last, one, marks[one.pk], day)
        for column, width in enumerate(WIDTHS):
            page.set_column(column, column, width, day if column == _at("day") else None)
        page.data_validation(1, _at("result"), max(last, 1), _at("result"), _choices())
        page.freeze_panes(1, 4)
    return out.getvalue()


def rows_of(upload) -> Iterator[SheetRow]:
    """The rows of a workbook that came back; raises SheetTooLarge, NotOurSheet."""
    if upload.size > MAX_BYTES:
        raise SheetTooLarge
    book = _book(upload)
    for count, (number, cells) in enumerate(book.rows(), start=1):
        if count > MAX_ROWS:
            raise SheetTooLarge
        yield SheetRow(number, *cells)


def mark_of(instalment: Instalment, last_word: int | None) -> str:
    """How a delivery stands for its promiser, in eight letters: terms, date, quantity, their last word, its end."""
    promise = instalment.commitment
    told = (instalment.pk, promise.version, instalment.due_date, instalment.quantity, promise.ending, last_word)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:8]


def _book(upload) -> Workbook:
    """The workbook by the titles of the language it was downloaded in."""
    for titles in _titles():
        upload.seek(0)
        try:
            book = Workbook(upload, wanted=titles)
        except PadronRefused as error:  # it speaks of the padrón
            raise NotOurSheet from error
        if set(titles) <= set(book.columns.names):
            return book
    raise NotOurSheet


def _titles() -> Iterator[tuple[str, ...]]:
    for language in Language.values:
        with speaking(current_ugel(), language):
            titles = tuple(normal(COLUMNS[code]) for code in READ)
        yield titles


def _results() -> dict[str, Outcome]:
    """What may stand under RESULTADO, in every language a partner reads."""
    found = {}
    for language in Language.values:
        with speaking(current_ugel(), language):
            found |= {searchable(str(text)): outcome for outcome, text in RESULTS.items()}
    return found


def _at(code: str) -> int:
    return list(COLUMNS).index(code)


def _write(page, row, one, mark, day) -> None:
    promise = one.commitment
    page.write_number(row, 0, one.pk)
    texts = {1: mark, 2: promise.what, 3: str(promise.place), 6: promise.unit}
    for column, text in texts.items():
        page.write_string(row, column, safe_text(text))
    page.write_datetime(row, 4, datetime.combine(one.due_date, datetime.min.time()), day)
    page.write_number(row, 5, one.quantity)


def _choices() -> dict:
    return {
        "validate": "list",
        "source": [str(text) for text in RESULTS.values()],
        "error_title": _("Resultado"),
        "error_message": _("Elija: entregado, en parte o no."),
    }


def _quantity(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise RowRefused(_("ENTREGADO debe ser un número.")) from error
    if not found.is_finite() or not 0 <= found < Decimal(10) ** 10:
        raise RowRefused(_("ENTREGADO debe ser un número."))
    return found.quantize(Decimal("0.01"))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    for pattern in DATE_FORMATS:
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise RowRefused(_("FECHA_ENTREGA debe ser una fecha como 12/05/2026."))
