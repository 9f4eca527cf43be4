"""Text files with separators, in whichever encoding they were saved."""

import codecs
import csv
import io

from schools.readers.columns import READ, Columns, normal
from schools.readers.errors import BrokenText, NoRows, UnknownEncoding, WrongType

SEPARATORS = (";", ",", "\t", "|")
HEADER_WITHIN = 10
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BLOCK = 1 << 20
MAX_LINE = 1 << 20
# The accented letters of Spanish, as each single-byte encoding writes them: the more frequent set wins.
LATIN1 = "áéíóúñÑÁÉÍÓÚüÜ°ºª".encode("latin-1")
CP850 = "áéíóúñÑÁÉÍÓÚüÜ°ºª".encode("cp850")


def guess_encoding(stream) -> str:
    """Read the stream once from its start and leave it there; raises WrongType for binary content."""
    head = stream.read(4)
    stream.seek(0)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    decoder, utf8, latin1, cp850, nul, total = codecs.getincrementaldecoder("utf-8")(), True, 0, 0, 0, 0
    while block := stream.read(BLOCK):
        total += len(block)
        nul += block.count(0)
        if nul > total // 2 and total >= 512:
            raise WrongType
        if utf8 and not block.isascii():
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                utf8 = False
        latin1 += len(block) - len(block.translate(None, LATIN1))
        cp850 += len(block) - len(block.translate(None, CP850))
    stream.seek(0)
    if utf8:
        return "utf-8"
    return "cp850" if cp850 > latin1 else "latin-1"


class DelimitedTable:
    """A text file; the header is the first of its first lines that names the key column, the first wanted one."""

    format = "csv"
    expected_rows = None

    def __init__(self, stream, *, size: int | None = None, encoding: str | None = None, wanted=READ):
        self._wanted = wanted
        self.encoding = encoding or guess_encoding(stream)
        self._text = io.TextIOWrapper(stream, encoding=self.encoding, errors="replace", newline="")
        self._row = 0
        self.separator, header = self._find_header()
        self.columns = Columns.of(header)

    def _find_header(self):
        seen = 0
        for line in self._lines():
            self._row += 1
            seen += bool(line.strip())
            cells = {mark: next(csv.reader([line], delimiter=mark), []) for mark in SEPARATORS}
            best = max(SEPARATORS, key=lambda mark: len({normal(cell) for cell in cells[mark]} & set(self._wanted)))
            if self._wanted[0] in {normal(cell) for cell in cells[best]}:
                return best, cells[best]
            if seen == 1:
                first = best, cells[best]
            if self._row >= HEADER_WITHIN:
                break
        if not seen:
            raise NoRows
        if len(first[1]) < 2 and normal(first[1][0]) not in self._wanted:
            raise WrongType
        return first

    def _lines(self):
        while line := self._text.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise BrokenText(row=self._row + 1)
            yield line.replace("\x00", " ") if "\x00" in line else line

    def rows(self):
        """Yield (line number, raw values in the wanted order; None for a wrong number of cells)."""
        positions, width = self.columns.positions(self._wanted), len(self.columns.names)
        reader = csv.reader(self._lines(), delimiter=self.separator)
        before = self._row
        try:
            for cells in reader:
                if not any(cells):
                    continue
                # A trailing separator is what Excel leaves behind empty columns, not an extra cell.
                while len(cells) > width and not cells[-1]:
                    cells.pop()
                if len(cells) != width:
                    yield before + reader.line_num, None
                else:
                    yield before + reader.line_num, [cells[p] if p is not None else "" for p in positions]
        except csv.Error as error:
            raise BrokenText(row=before + reader.line_num) from error


def checked_encoding(encoding: str | None) -> str | None:
    """The encoding a person asked for, if Python knows it."""
    if not encoding:
        return None
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise UnknownEncoding(encoding=encoding) from error
