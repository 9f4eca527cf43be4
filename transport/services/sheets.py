"""The month's workbook come back: each leg's row is taken whole or refused with its reason."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _gettext

from core.tenancy.errors import DomainError
from transport.enums import LETTERS, Said
from transport.selectors.days import Cell, Lane, board_of, mark_of
from transport.services.saying import NotThatDay, say_leg

LEG, MONTH, MARK = "VIAJE", "MES", "MARCA"
DAYS = [f"D{day:02}" for day in range(1, 32)]
NOTHING = ("", "-")
BY_LETTER = {letter: said for said, letter in LETTERS.items()}
WORD = re.compile(r"([VTNS])\s*(\d{0,3})")


class RowRefused(DomainError):
    """Says which row of the sheet cannot be taken, and why."""


class CellUnread(DomainError):
    """Says which day has a word that means nothing here."""


def take_sheet(*, rows: Iterable, school_ids: Sequence[int] | None, by) -> tuple[int, list[tuple[int, str]]]:
    """How many legs' days were said or corrected, and (row, why) of each row that was not taken."""
    boards: dict[str, dict[str, Lane]] = {}
    said, refused = 0, []
    for row in rows:
        try:
            with transaction.atomic():
                said += _take_row(row, boards, school_ids, by=by)
        except DomainError as error:
            refused.append((row.number, str(error)))
    return said, refused


def _take_row(row, boards, school_ids, *, by) -> int:
    if row.cells is None:
        raise RowRefused(_gettext("La fila no tiene las columnas de los títulos."))
    lane = _lane_of(row.cells, boards, school_ids)
    if row.cells[MARK].strip() != mark_of(lane):
        raise RowRefused(
            _gettext("Alguien habló de este viaje después de que descargó la planilla. Descárguela otra vez.")
        )
    said = 0
    for cell, column in zip(lane.cells, DAYS, strict=False):
        word = read_cell(row.cells[column], cell.day)
        if word is None or (cell.told and word == (cell.told.said, cell.told.late_minutes)):
            continue
        _say(lane, cell, word, by=by)
        said += 1
    return said


def _say(lane: Lane, cell: Cell, word: tuple[str, int | None], *, by) -> None:
    """A day without class that nobody spoke of stays so; whatever is refused names its day."""
    version, note = (cell.told.version, cell.told.note) if cell.told else (0, "")
    what, minutes = word
    try:
        if not cell.runs and cell.told is None:
            raise NotThatDay
        say_leg(leg=lane.leg, day=cell.day, said=what, late_minutes=minutes, note=note, version=version, by=by)
    except DomainError as error:
        raise RowRefused(f"{cell.day:%d/%m}: {error}") from error


def _lane_of(cells: dict, boards, school_ids) -> Lane:
    """The leg's month, of the schools this person speaks for."""
    month = cells[MONTH].strip()
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", month[:7])
    if not found:
        raise RowRefused(_gettext("La columna MES no dice un mes, como 2026-09. Descargue la planilla otra vez."))
    if month not in boards:
        lanes = board_of(int(found[1]), int(found[2]), school_ids=school_ids)
        boards[month] = {str(lane.leg.pk): lane for lane in lanes}
    lane = boards[month].get(cells[LEG].strip())
    if lane is None:
        raise RowRefused(_gettext("Ese viaje no existe, no funciona ese mes o no es de su escuela."))
    return lane


def read_cell(text: str, day: date) -> tuple[str, int | None] | None:
    """What a cell says: (said, minutes), or None for nothing. Raises CellUnread."""
    text = text.strip().upper()
    if text in NOTHING:
        return None
    found = WORD.fullmatch(text)
    said = found and BY_LETTER[found[1]]
    if not found or bool(found[2]) != (said == Said.LATE):
        words = _gettext("El %(day)s dice «%(text)s»: se espera V, T y los minutos (T15), N o S.")
        raise CellUnread(words % {"day": f"{day:%d/%m}", "text": text[:20]})
    return str(said), int(found[2]) if found[2] else None
