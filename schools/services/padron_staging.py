"""From the file to a temporary table: COPY is refused on tables under row-level security, and this is the way round."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from schools.enums import Area, CutSource, Management
from schools.readers import PadronFile, Rejection
from schools.readers.reasons import Reason

KEPT_REJECTIONS = 2000
KEPT_ROWS = 20
PUBLIC = frozenset(member.value for member in Management.public())
RURAL = Area.RURAL.value
COUNTED = (
    "number", "ugel_code", "codigo_modular", "anexo", "codlocal", "is_active", "area", "management", "district_code",
    "remarks",
)  # fmt: skip

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


@dataclass
class Tally:
    """What was seen of one UGEL while reading: rows taken, rejected, remarked."""

    rows: int = 0
    reasons: Counter = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    remarks: Counter = field(default_factory=Counter)
    remarked_rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    districts: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def is_first(self, key: str) -> bool:
        """Whether this service (código modular and anexo) was not seen before."""
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def remark(self, remarks, number: int):
        for remark in remarks:
            self.remarks[remark.value] += 1
            if len(self.remarked_rows[remark.value]) < KEPT_ROWS:
                self.remarked_rows[remark.value].append(number)

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

    def count_pupils(self, boys, girls, pupils):
        count = pupils if pupils is not None else (boys or 0) + (girls or 0)
        if pupils is not None or boys is not None:
            self.pupils = (self.pupils or 0) + count


@dataclass
class Staged:
    """A file, read once: its rows are in the temporary table, the rest is here."""

    tallies: dict[str, Tally]
    places: dict[str, tuple[str, str, str]]
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

    def places_of(self, ugel_codes: Iterable[str]) -> dict[str, tuple[str, str, str]]:
        """Department, province and district, by code, of the rows of these UGELs."""
        return {code: self.places[code] for ugel in ugel_codes for code in sorted(self.tallies[ugel].districts)}


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
            # A national cut whose UGELs are mixed is looked at 224 times: in memory, or read anew each time.
            cursor.execute("SET temp_buffers = '192MB'")
            cursor.execute("DROP TABLE IF EXISTS pg_temp.padron_row")
            # Every row is updated once, when its school is settled: half-filled pages keep that cheap.
            cursor.execute(f"CREATE TEMP TABLE padron_row ({TABLE}) WITH (fillfactor = 45)")
            with cursor.copy(f"COPY padron_row ({', '.join(COLUMNS)}) FROM STDIN") as copy:
                reading.write(padron.blocks(with_contacts=with_contacts), copy.write)
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
        self.places: dict[str, tuple[str, str, str]] = {}
        self.latest = None
        self.has_pupils = bool({"TALUM_HOM", "TALUM_MUJ", "TALUMNO"} & set(padron.columns.names))
        # FECHA_ACT beyond this is a typing error, and would make every later cut look older.
        self._horizon = timezone.localdate() + timedelta(days=7)

    def write(self, blocks, write):
        done = 0
        for block in blocks:
            done += len(block) + len(block.rejections)
            for rejection in block.rejections:
                self._reject(rejection)
            self._see_days(block.columns["cut_date"])
            taken = self._take(block.columns)
            if not all(taken):
                block.keep(taken)
            if any(taken):
                write(copy_lines(block.columns))
            self.progress(done, self.padron.expected_rows)
        self.progress(done, done)

    def _reject(self, rejection):
        if rejection.ugel_code in self.tallies:
            self.tallies[rejection.ugel_code].reject(rejection)
        elif rejection.ugel_code:
            self.others[rejection.ugel_code] += 1
        else:
            self.unplaced.reject(rejection)

    def _see_days(self, days):
        """The latest FECHA_ACT that is not a typing error."""
        days = [day for day in set(days) if day is not None and day <= self._horizon]
        self.latest = max([*days, self.latest] if self.latest else days, default=None)

    def _take(self, columns) -> list[bool]:
        """Count every row for its UGEL; which of them are to be staged."""
        taken = []
        for number, code, *facts in zip(*(columns[name] for name in COUNTED), strict=True):
            codigo_modular, anexo, codlocal, is_active, area, management, district_code, remarks = facts
            total, tally = self.totals[code], self.tallies.get(code)
            place = codlocal or codigo_modular
            total.services += 1
            total.locals.add(place)
            if is_active:
                total.active_services += 1
                if area == RURAL and management in PUBLIC:
                    total.target_locals.add(place)
            if tally is None:
                self.others[code] += 1
                taken.append(False)
            elif tally.is_first(codigo_modular + anexo):
                tally.rows += 1
                tally.districts.add(district_code)
                if remarks:
                    tally.remark(remarks, number)
                taken.append(True)
            else:
                tally.reject(Rejection(number, Reason.REPEATED, codigo_modular, anexo, code))
                taken.append(False)
        self._name(columns)
        if self.has_pupils:
            self._count_pupils(columns)
        return taken

    def _name(self, columns):
        """UGELs and territories, by the first row that names each."""
        for code, name in set(zip(columns["ugel_code"], columns["ugel_name"], strict=True)):
            self.totals[code].name = self.totals[code].name or name
        names = zip(columns["department"], columns["province"], columns["district"], strict=True)
        for code, place in dict(zip(columns["district_code"], names, strict=True)).items():
            self.places.setdefault(code, place)

    def _count_pupils(self, columns):
        counts = (columns[name] for name in ("ugel_code", "is_active", "boys", "girls", "pupils"))
        for code, is_active, *pupils in zip(*counts, strict=True):
            if is_active:
                self.totals[code].count_pupils(*pupils)

    def staged(self, cut_date):
        found, source = _cut(cut_date, self.padron.named_cut_date, self.latest)
        return Staged(
            tallies=self.tallies,
            places=self.places,
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


def copy_lines(columns: dict[str, list]) -> str:
    """Rows in COPY's text format; cleaned text holds no tab, newline or \x01."""
    text = "\n".join(map("\t".join, zip(*(_cells(columns[name]) for name in COLUMNS), strict=True)))
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace("\x01", "\\N") + "\n"


def _cells(values):
    return ["\x01" if value is None else value if value.__class__ is str else str(value) for value in values]
