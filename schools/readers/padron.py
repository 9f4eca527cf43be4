"""One door to a padrón file, whatever its wrapping: ZIP, DBF, text or Excel."""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile

from core.files.archives import Limits, fits
from schools.readers.blocks import Block, BlockParser, Raw
from schools.readers.columns import READ
from schools.readers.cut_date import cut_date_in
from schools.readers.dbf import DbfTable, looks_like_dbf
from schools.readers.delimited import DelimitedTable, checked_encoding
from schools.readers.errors import (
    ArchiveTooLarge,
    BrokenArchive,
    EmptyFile,
    EncryptedArchive,
    MissingColumns,
    NoPadronInside,
    NoRows,
    OldExcel,
    PadronRefused,
    WrongType,
)
from schools.readers.workbook import Workbook

MAX_MEMBERS = 500
# The official table is 287 MB today; four times that leaves it years of growth.
MEMBER = Limits(unpacked=1200 << 20, ratio=250)
ROWS_AT_ONCE = 2000
IN_MEMORY = 4 << 20
TABLES = {".dbf": DbfTable, ".csv": DelimitedTable, ".txt": DelimitedTable, ".xlsx": Workbook}
OTHER_KINDS = (b"%PDF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF", b"MZ")


class PadronFile:
    """An opened padrón whose columns are known to suffice; iterate `rows()` once."""

    def __init__(self, table, *, name: str, wrapping: str):
        self._table = table
        self.name = name
        self.format = f"{wrapping}{table.format}"
        self.encoding = table.encoding
        self.columns = table.columns
        self.expected_rows = table.expected_rows
        self.named_cut_date = cut_date_in(name)

    def blocks(self, *, with_contacts: bool = False) -> Iterator[Block]:
        """Every row as understood, or the reason why not; raises PadronRefused where the file breaks off."""
        table = self._table
        is_cut, said = hasattr(table, "blocks"), {"with_contacts": with_contacts}
        parse = BlockParser(table.text, blank=b"", **said) if is_cut else BlockParser(str, **said)
        empty = True
        try:
            for raw in table.blocks() if is_cut else _gathered(table.rows()):
                empty = False
                yield parse(raw)
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise BrokenArchive from error
        if empty:
            raise NoRows


def _gathered(rows) -> Iterator[Raw]:
    """Rows of text or of a workbook, many at once, turned on their side."""
    rows = iter(rows)
    while block := list(islice(rows, ROWS_AT_ONCE)):
        whole = [(number, cells) for number, cells in block if cells is not None]
        columns = list(zip(*(cells for _, cells in whole), strict=True)) or [()] * len(READ)
        yield Raw([number for number, _ in whole], columns, [number for number, cells in block if cells is None])


@contextmanager
def open_padron(path, *, name: str | None = None, encoding: str | None = None):
    """Open a padrón by path; raises a PadronRefused that says what to do when it is not one."""
    path, encoding = Path(path), checked_encoding(encoding)
    name = name or path.name
    with ExitStack() as stack:
        stream = stack.enter_context(path.open("rb"))
        size = path.stat().st_size
        if not size:
            raise EmptyFile
        table, member = _open_any(stack, stream, size=size, encoding=encoding)
        if table.columns.lacking:
            raise MissingColumns(columns=", ".join(table.columns.lacking))
        wrapping = "zip/" if member else ""
        yield PadronFile(table, name=name if cut_date_in(name) else member or name, wrapping=wrapping)


def _open_any(stack, stream, *, size, encoding):
    head = stream.read(64)
    stream.seek(0)
    if head.startswith(b"PK"):
        return _open_archive(stack, stream, encoding=encoding)
    return table_for(head)(stream, size=size, encoding=encoding), None


def table_for(head: bytes):
    """Which reader understands content that starts like this; names of files are not trusted."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldExcel
    if head.startswith(OTHER_KINDS):
        raise WrongType
    return DbfTable if looks_like_dbf(head) else DelimitedTable


def _open_archive(stack, stream, *, encoding):
    try:
        archive = stack.enter_context(zipfile.ZipFile(stream))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise BrokenArchive from error
    if any(entry.filename == "[Content_Types].xml" for entry in archive.infolist()[:MAX_MEMBERS]):
        stream.seek(0)
        return Workbook(stream), None
    if len(archive.infolist()) > MAX_MEMBERS:
        raise ArchiveTooLarge
    return _first_padron(stack, archive, encoding=encoding)


def _first_padron(stack, archive, *, encoding):
    """The member that has the padrón's columns; the likely one is tried first."""
    refusal = None
    for entry in sorted(archive.infolist(), key=_unlikely):
        if Path(entry.filename).suffix.lower() not in TABLES or entry.is_dir():
            continue
        try:
            table = _open_member(stack, archive, entry, encoding=encoding)
        except PadronRefused as error:
            # The first refusal concerns the likeliest member, so it is the one worth telling.
            refusal = refusal or error
            continue
        if not table.columns.lacking:
            return table, Path(entry.filename).name
    raise refusal or NoPadronInside


def _unlikely(entry):
    name = Path(entry.filename).name.lower()
    return ("padron" not in name, not name.endswith(".dbf"), -entry.file_size)


def _open_member(stack, archive, entry, *, encoding):
    if entry.flag_bits & 1:
        raise EncryptedArchive
    if not fits([entry], MEMBER):
        raise ArchiveTooLarge
    if not entry.file_size:
        raise EmptyFile
    kind = TABLES[Path(entry.filename).suffix.lower()]
    try:
        member = stack.enter_context(archive.open(entry))
        if kind is DbfTable:
            return DbfTable(member, size=entry.file_size, encoding=encoding)
        return kind(_seekable(stack, member), size=entry.file_size, encoding=encoding)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise BrokenArchive from error


def _seekable(stack, member):
    """A copy that can be read twice, in memory while small, else on disk; never beyond the allowed size."""
    copy = stack.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  closed by the stack
    total = 0
    while block := member.read(1 << 20):
        total += len(block)
        if total > MEMBER.unpacked:
            raise ArchiveTooLarge
        copy.write(block)
    copy.seek(0)
    return copy
