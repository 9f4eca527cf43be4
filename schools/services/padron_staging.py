"""From the file to a temporary table: COPY is refused on tables under row-level security, and this is the way round."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from schools.enums import Area, CutSource, Management
from schools.readers import PadronFile, PadronRow, Rejection
from schools.readers.reasons import Reason

PROGRESS_EVERY = 5000
KEPT_REJECTIONS = 2000
KEPT_ROWS = 20
BUFFER_LINES = 500
PUBLIC = frozenset(Management.public())

COLUMNS = {
    "number": "int", "ugel_code": "text", "codigo_modular": "text", "anexo": "text", "codlocal": "text",
    "codinst": "text", "name": "text", "level": "text", "form": "text", "characteristic": "text", "gender": "text",
    "shift": "text", "management": "text", "dependency": "text", "programme": "text", "area": "text",
    "is_active": "boolean", "address": "text", "district_code": "text", "centre_code": "text", "centre": "text",
    "lat": "numeric(9,6)", "lon": "numeric(9,6)", "boys": "int", "girls": "int", "pupils": "int", "teachers": "int",
    "sections": "int", "is_imputed": "boolean", "director": "text", "phone": "text", "email": "text",
    "promoter": "text",
}  # fmt: skip
# What matching adds to each row: the service it is, the school it belongs to, and how that school is known.
MATCHED = {"service_id": "bigint", "school_id": "bigint", "school_key": "text", "school_codinst": "text"}
TABLE = ", ".join(f"{name} {kind}" for name, kind in (COLUMNS | MATCHED).items())
POSITIONS = [PadronRow._fields.index(name) for name in COLUMNS]


@dataclass
class Tally:
    """What was seen of one UGEL while reading: rows taken, rejected, remarked."""

    rows: int = 0
    reasons: Counter = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    remarks: Counter = field(default_factory=Counter)
    remarked_rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def is_first(self, row: PadronRow) -> bool:
        """Whether this service was not seen before; the row that repeats one is rejected."""
        key = row.codigo_modular + row.anexo
        if key not in self._seen:
            self._seen.add(key)
            return True
        self.reject(Rejection(row.number, Reason.REPEATED, row.codigo_modular, row.anexo, row.ugel_code))
        return False

    def take(self, row: PadronRow):
        self.rows += 1
        if row.district_code not in self.places:
            self.places[row.district_code] = (row.department, row.province, row.district)
        for remark in row.remarks:
            self.remarks[remark.value] += 1
            if len(self.remarked_rows[remark.value]) < KEPT_ROWS:
                self.remarked_rows[remark.value].append(row.number)

    def reject(self, rejection: Rejection):
        self.reasons[rejection.reason.value] += 1
        if len(self.rejections) < KEPT_REJECTIONS:
            self.rejections.append(rejection)


@dataclass
class UgelTotal:
    """Reference figures of one UGEL of the file."""

    name: str = ""
    services: int = 0
    active_services: int = 0
    pupils: int | None = None
    locals: set = field(default_factory=set)
    target_locals: set = field(default_factory=set)

    def add(self, row: PadronRow):
        place = row.codlocal or row.codigo_modular
        self.name = self.name or row.ugel_name
        self.services += 1
        self.locals.add(place)
        if row.is_active:
            self.active_services += 1
            if row.area == Area.RURAL and row.management in PUBLIC:
                self.target_locals.add(place)
            count = row.pupils if row.pupils is not None else (row.boys or 0) + (row.girls or 0)
            if row.pupils is not None or row.boys is not None:
                self.pupils = (self.pupils or 0) + count


@dataclass
class Staged:
    """A file, read once: its rows are in the temporary table, the rest is here."""

    tallies: dict[str, Tally]
    totals: dict[str, UgelTotal]
    unplaced: Tally
    other_rows: int
    other_ugels: int
    cut_date: date
    cut_source: CutSource
    has_pupils: bool
    columns: object
    format: str
    encoding: str


@contextmanager
def staged_rows(
    padron: PadronFile,
    *,
    ugel_codes: Iterable[str],
    with_contacts: bool = False,
    cut_date: date | None = None,
    progress: Callable[[int, int | None], None] = lambda done, total: None,
):
    """Read the file into the temporary table `padron_row` for as long as the block runs.

    Rows of `ugel_codes` are staged; of the other UGELs only counts are kept. Raises PadronRefused.
    """
    reading = _Reading(set(ugel_codes), padron, progress)
    with connection.cursor() as cursor:
        # A savepoint, so that a file that breaks off leaves the caller's transaction usable.
        with transaction.atomic():
            cursor.execute("DROP TABLE IF EXISTS pg_temp.padron_row")
            # Every row is updated once, when its school is settled: half-filled pages keep that cheap.
            cursor.execute(f"CREATE TEMP TABLE padron_row ({TABLE}) WITH (fillfactor = 45)")
            with cursor.copy(f"COPY padron_row ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                reading.write(padron.rows(with_contacts=with_contacts), copy.write)
            cursor.execute("CREATE INDEX ON padron_row (ugel_code)")
            cursor.execute("ANALYZE padron_row")
        try:
            yield reading.staged(cut_date)
        finally:
            if not connection.needs_rollback:
                cursor.execute("DROP TABLE IF EXISTS pg_temp.padron_row")


class _Reading:
    def __init__(self, ugel_codes, padron, progress):
        self.padron, self.progress = padron, progress
        self.tallies = {code: Tally() for code in ugel_codes}
        self.totals = defaultdict(UgelTotal)
        self.unplaced = Tally()
        self.others = Counter()
        self.latest = None
        self.has_pupils = bool({"TALUM_HOM", "TALUM_MUJ", "TALUMNO"} & set(padron.columns.names))
        # FECHA_ACT beyond this is a typing error, and would make every later cut look older.
        self._horizon = timezone.localdate() + timedelta(days=7)

    def write(self, rows, write):
        lines, done = [], 0
        for done, row in enumerate(rows, start=1):
            if isinstance(row, Rejection):
                self._reject(row)
            else:
                tally = self._take(row)
                if tally is not None:
                    lines.append(copy_line(row))
                    if len(lines) == BUFFER_LINES:
                        write("".join(lines))
                        lines.clear()
            if done % PROGRESS_EVERY == 0:
                self.progress(done, self.padron.expected_rows)
        write("".join(lines))
        self.progress(done, done)

    def _reject(self, rejection):
        if rejection.ugel_code in self.tallies:
            self.tallies[rejection.ugel_code].reject(rejection)
        elif rejection.ugel_code:
            self.others[rejection.ugel_code] += 1
        else:
            self.unplaced.reject(rejection)

    def _take(self, row):
        """The tally of the row's UGEL when the row is to be staged."""
        code = row.ugel_code
        self.totals[code].add(row)
        updated = row.cut_date
        # Most rows of a cut carry the same day.
        if updated is not None and updated != self.latest and updated <= self._horizon:
            self.latest = max(updated, self.latest or updated)
        tally = self.tallies.get(code)
        if tally is None:
            self.others[code] += 1
            return None
        if not tally.is_first(row):
            return None
        tally.take(row)
        return tally

    def staged(self, cut_date):
        found, source = _cut(cut_date, self.padron.named_cut_date, self.latest)
        return Staged(
            tallies=self.tallies,
            totals=dict(self.totals),
            unplaced=self.unplaced,
            other_rows=self.others.total(),
            other_ugels=len(self.others),
            cut_date=found,
            cut_source=source,
            has_pupils=self.has_pupils,
            columns=self.padron.columns,
            format=self.padron.format,
            encoding=self.padron.encoding,
        )


def _cut(given, named, latest):
    if given:
        return given, CutSource.GIVEN
    if named:
        return named, CutSource.NAME
    if latest:
        return latest, CutSource.ROWS
    return timezone.localdate(), CutSource.TODAY


def copy_line(row: PadronRow) -> str:
    """A row in COPY's text format; cleaned text holds no tab, newline or \\x01."""
    line = "\t".join(["\x01" if row[p] is None else str(row[p]) for p in POSITIONS])
    if "\\" in line:
        line = line.replace("\\", "\\\\")
    return line.replace("\x01", "\\N") + "\n"
