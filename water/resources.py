"""A month of daily words as a workbook that comes back: a row a school and school day, with how it stood."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from schools.models import School
from schools.readers.cut_date import read_date
from schools.readers.domains import Domain
from schools.readers.errors import PadronRefused
from schools.readers.workbook import Workbook
from schools.resources import write_workbook
from water.enums import HadWater
from water.models import DayState
from water.services import record_day

TITLES = ("CLAVE", "ESCUELA", "DIA", "AGUA", "LITROS", "ANTES")
WORDS = {HadWater.YES: "si", HadWater.PARTLY: "parte", HadWater.NO: "no"}
STATES = Domain(yes="si|s|hubo|con agua", partly="parte|parcial|a ratos", no="no|n|sin agua")
MAX_BYTES, MOST_LITRES, MOST_SAID, MOST_DIGITS = 5 << 20, 1_000_000, 2000, 20


class NotOurSheet(DomainError):
    message = _(
        "Esta no es la planilla de agua, o está dañada. Descárguela otra vez y llénela sin cambiar sus títulos."
    )


class RowRefused(DomainError):
    """Why a row was not taken."""


@dataclass(frozen=True)
class SheetRow:
    """A filled-in row as it was typed."""

    number: int
    key: str
    day_text: str
    state_text: str
    litres_text: str
    before: str

    @property
    def says_nothing_new(self) -> bool:
        return mark_of(self.state_text, self.litres_text) in (self.before.strip(), "")

    @property
    def day(self) -> date:
        found = read_date(self.day_text)
        if found is None:
            raise RowRefused(_gettext("La fecha DIA no se entiende. Escríbala como 01/03/2026."))
        return found

    @property
    def state(self) -> HadWater:
        found = STATES(self.state_text)
        if not found:
            raise RowRefused(_gettext("AGUA debe ser si, parte o no."))
        return HadWater(found)

    @property
    def litres(self) -> int | None:
        if not self.litres_text.strip():
            return None
        # «1.000» is a thousand to one writer and one to another: neither is guessed.
        text = self.litres_text.strip().removesuffix(".0")
        if not (text.isdecimal() and len(text) < MOST_DIGITS and int(text) <= MOST_LITRES):
            raise RowRefused(_gettext("LITROS debe ser un número entero desde 0, con cifras solas: 1000, no 1.000."))
        return int(text)


def mark_of(state_text: str, litres_text: str) -> str:
    """How a day stands, in a word: what was typed and what was read compare by it."""
    state = STATES(state_text) or state_text.strip().lower()
    words = WORDS[HadWater(state)] if state in HadWater.values else state
    litres = litres_text.strip().removesuffix(".0")
    return f"{words} {litres}".strip()


def stands(row) -> str:
    """The mark of a stored day; empty where nobody told."""
    return mark_of(WORDS[row.status], "" if row.litres_left is None else str(row.litres_left)) if row else ""


def write_month(out, rows: Sequence[tuple[School, date, object]]) -> None:
    """A row for each school and school day, filled with what is known."""
    write_workbook(
        out,
        list(TITLES),
        (
            [
                school.national_key,
                school.name,
                f"{day:%d/%m/%Y}",
                WORDS[word.status] if word else "",
                word.litres_left if word else None,
                stands(word),
            ]
            for school, day, word in rows
        ),
        sheet_name="Agua",
    )


def rows_of(upload) -> Iterator[SheetRow]:
    """The rows of a workbook that came back; raises NotOurSheet."""
    if upload.size > MAX_BYTES:
        raise NotOurSheet
    try:
        book = Workbook(io.BytesIO(upload.read()), wanted=TITLES)
    except PadronRefused as error:  # it speaks of the padrón
        raise NotOurSheet from error
    if not set(TITLES) <= set(book.columns.names):
        raise NotOurSheet
    for number, (key, _name, day, state, litres, before) in book.rows():
        texts = ("" if cell is None else str(cell) for cell in (key, day, state, litres, before))
        yield SheetRow(number, *texts)


class TooMuchNew(DomainError):
    message = _("La planilla cambia más de 2000 días. Súbala por partes: una mitad de las escuelas y luego la otra.")


class NothingNew(DomainError):
    message = _("Ninguna fila dice algo nuevo. Llene la columna AGUA con si, parte o no.")


@dataclass(frozen=True)
class Taken:
    """How many rows were taken, and (row, why) of each that was not."""

    said: int
    refused: tuple[tuple[int, str], ...]


def take_sheet(*, rows: Iterable[SheetRow], by) -> Taken:
    """Say what the rows say that is new. Raises TooMuchNew, NothingNew; a bad row is refused alone."""
    new = [row for row in rows if not row.says_nothing_new]
    if len(new) > MOST_SAID:
        raise TooMuchNew
    schools = {one.national_key: one for one in School.objects.current()}
    said, refused = 0, []
    for row in new:
        try:
            with transaction.atomic():
                _take(row, schools, by)
        except DomainError as error:
            refused.append((row.number, str(error)))
        else:
            said += 1
    if not said and not refused:
        raise NothingNew
    return Taken(said, tuple(refused))


def _take(row: SheetRow, schools, by) -> None:
    school = schools.get(row.key.strip())
    if school is None:
        raise RowRefused(_gettext("No hay una escuela con esa CLAVE en esta UGEL."))
    known = DayState.objects.select_for_update().filter(school=school, day=row.day).first()
    if stands(known) != row.before.strip():
        raise RowRefused(_gettext("Ese día cambió después de que descargó la planilla. Descárguela otra vez."))
    record_day(school=school, day=row.day, state=row.state, litres_left=row.litres, by=by)
