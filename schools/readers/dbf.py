"""dBase tables, read in blocks and cut by position; every field is taken as text."""

import struct
from dataclasses import dataclass
from itertools import compress

from schools.readers.blocks import Raw
from schools.readers.columns import Columns
from schools.readers.errors import BrokenDbf, NoRows, TruncatedDbf

VERSIONS = frozenset(b"\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\xcb\xf5\xfb")
HEADER = struct.Struct("<4xIHH20x")
FIELD = struct.Struct("<11sc4xBB14x")
BLOCK_RECORDS = 2000
DELETED = b"*"
PADDING = b" \0"
# Padding comes as blanks or NUL bytes; both end as blanks, like any control byte.
TO_BLANK = bytes(32 if byte < 32 or byte == 127 else byte for byte in range(256))


@dataclass(frozen=True)
class Layout:
    """Where the records start, how long they are, and where each field lies."""

    records: int
    header_length: int
    record_length: int
    fields: tuple[tuple[str, int, int], ...]


def looks_like_dbf(head: bytes) -> bool:
    if len(head) < HEADER.size or head[0] not in VERSIONS:
        return False
    month, day = head[2], head[3]
    _, header_length, record_length = HEADER.unpack_from(head)
    return month <= 12 and day <= 31 and header_length > HEADER.size and record_length > 1


def read_layout(stream) -> Layout:
    """The header of the table; raises BrokenDbf when lengths contradict each other."""
    head = stream.read(HEADER.size)
    if not looks_like_dbf(head):
        raise BrokenDbf
    records, header_length, record_length = HEADER.unpack(head)
    rest = stream.read(header_length - HEADER.size)
    fields, position, offset = [], 1, 0
    while offset + FIELD.size <= len(rest) and rest[offset] != 0x0D:
        name, _, length, decimals = FIELD.unpack_from(rest, offset)
        if rest[offset + 11 : offset + 12] == b"C" and decimals:
            length += decimals * 256  # long text fields keep their high byte there
        fields.append((name.split(b"\x00")[0].decode("ascii", "replace"), position, position + length))
        position, offset = position + length, offset + FIELD.size
    if len(rest) != header_length - HEADER.size or not fields or position > record_length:
        raise BrokenDbf
    return Layout(records, header_length, record_length, tuple(fields))


class DbfTable:
    """One table in an open binary stream; `size` is the stream's length where it is known."""

    format = "dbf"

    def __init__(self, stream, *, size: int | None, encoding: str | None = None):
        self._stream = stream
        self._layout = layout = read_layout(stream)
        self.encoding = encoding or "cp850"
        self._knows_ascii = "A".encode(self.encoding) == b"A"
        self.columns = Columns.of(name for name, _, _ in layout.fields)
        self.expected_rows = layout.records
        if not layout.records:
            raise NoRows
        if size is not None and size < layout.header_length + layout.records * layout.record_length:
            found = max(0, size - layout.header_length) // layout.record_length
            raise TruncatedDbf(announced=layout.records, found=found)

    def blocks(self):
        """Yield the records block by block, deleted ones left out, as Raw of undecoded cells."""
        total, length, done = self._layout.records, self._layout.record_length, 0
        cutter, places = self._cutter()
        while done < total:
            wanted = min(total - done, BLOCK_RECORDS)
            block = self._stream.read(wanted * length)
            if len(block) < wanted * length:
                raise TruncatedDbf(announced=total, found=done + len(block) // length)
            numbers = range(done + 1, done + wanted + 1)
            marks, *cells = zip(*cutter.iter_unpack(block), strict=True)
            if DELETED in marks:
                stays = [mark != DELETED for mark in marks]
                numbers, *cells = (list(compress(values, stays)) for values in (numbers, *cells))
            yield Raw(numbers, [None if place is None else cells[place] for place in places])
            done += wanted

    def text(self, cell: bytes) -> str:
        cell = cell.strip(PADDING)
        if self._knows_ascii and cell.isascii():  # most cells, and the quick way for them
            text = cell.decode("ascii")
            if text.isprintable():
                return text
        return cell.translate(TO_BLANK).decode(self.encoding, "replace").strip()

    def _cutter(self):
        """Cuts a record at its mark and the wanted fields; and where each of columns.READ then is."""
        fields = self._layout.fields
        positions = self.columns.positions()
        wanted = sorted({position for position in positions if position is not None})
        form, at = ["1s"], 1
        for position in wanted:
            _, start, end = fields[position]
            form.append(f"{start - at}x{end - start}s")
            at = end
        form.append(f"{self._layout.record_length - at}x")
        places = [None if position is None else wanted.index(position) for position in positions]
        return struct.Struct("=" + "".join(form)), places
