"""Excel workbooks, read row by row."""

import zipfile
from datetime import date, datetime

from core.files.archives import Limits, fits
from schools.readers.columns import READ, Columns
from schools.readers.delimited import HEADER_WITHIN
from schools.readers.errors import ArchiveTooLarge, BrokenArchive, NoRows

LIMITS = Limits(unpacked=600 << 20)


class Workbook:
    """The first sheet that has the key column; numbers become the text a register would print."""

    format = "xlsx"
    encoding = "utf-8"
    expected_rows = None

    def __init__(self, stream, *, size: int | None = None, encoding: str | None = None, wanted=READ):
        self._wanted = wanted
        from openpyxl import load_workbook  # slow to import, and only workbooks need it

        try:
            with zipfile.ZipFile(stream) as archive:
                if not fits(archive.infolist(), LIMITS):
                    raise ArchiveTooLarge
        except zipfile.BadZipFile as error:
            raise BrokenArchive from error
        stream.seek(0)
        try:
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            found = self._find_sheet(book)
        except (KeyError, ValueError, TypeError, SyntaxError, zipfile.BadZipFile, OSError) as error:
            raise BrokenArchive from error
        self._rows, self._number, header = found
        self.columns = Columns.of(header)

    def _find_sheet(self, book):
        fallback = None
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a wrong declared dimension hides rows
            rows = sheet.iter_rows(values_only=True)
            for number, cells in enumerate(rows, start=1):
                names = Columns.of(cells).names
                if self._wanted[0] in names:
                    return rows, number, cells
                if any(cells) and fallback is None:
                    fallback = rows, number, cells
                if number >= HEADER_WITHIN:
                    break
        if fallback is None:
            raise NoRows
        return fallback

    def rows(self):
        """Yield (row number, raw values in the wanted order)."""
        positions = self.columns.positions(self._wanted)
        try:
            for number, cells in enumerate(self._rows, start=self._number + 1):
                if any(cell is not None and cell != "" for cell in cells):
                    width = len(cells)
                    raw = [as_text(cells[p]) if p is not None and p < width else "" for p in positions]
                    yield number, raw
        except (KeyError, ValueError, TypeError, SyntaxError, zipfile.BadZipFile, OSError) as error:
            raise BrokenArchive from error


def as_text(cell) -> str:
    """A cell as the register's text: 9900010.0 is «9900010», a date is ISO."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y%m%d")
    return str(cell)
