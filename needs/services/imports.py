"""A specialist's own sheet: kept, understood column by column and word by word, registered, and undone on request."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from needs.enums import ImportState, NeedSource, NeedState, SheetField
from needs.models import ImportHabit, NeedImport
from needs.readers import guess_field, guess_field_by_values, plain, read_table
from needs.selectors.import_rows import KNOWN, NEW, REFUSED, Reading, read_rows
from needs.services.remembering import remember
from needs.services.reporting import register_need
from schools.models import School

COLUMN, NAMED = "column", "named"
JOINED = (SheetField.DETAIL,)


class ImportNotOpen(DomainError):
    message = _("Otra persona ya registró esta planilla, o la deshizo. Vuelva a abrirla para ver cómo está.")


class ImportHasErrors(DomainError):
    message = _("La planilla tiene filas que no se entienden. Corríjalas, o registre solo las que se entienden.")


class NothingToRegister(DomainError):
    message = _("Ninguna fila es nueva: no hay nada que registrar.")


@transaction.atomic
def receive_sheet(*, upload, by) -> NeedImport:
    """Keep a sheet and guess what its columns are, first by what the UGEL said last time. Raises SheetRefused."""
    table = read_table(upload)
    name = Path((upload.name or "").replace("\x00", "")).name[-200:] or "planilla"
    sheet = NeedImport(file_name=name, headers=table.headers, rows=table.rows, created_by=by)
    sheet.columns = _guess_columns(table)
    sheet.words, sheet.schools = _remembered()
    sheet.save(force_insert=True)
    return sheet


@transaction.atomic
def choose_columns(*, sheet: NeedImport, columns: dict[str, str], by) -> NeedImport:
    """Say what each column is, {index: field or ""}; remembered for the next sheet. Raises ImportNotOpen."""
    sheet = _open(sheet)
    sheet.columns = columns
    sheet.save(update_fields=["columns"])
    _remember(COLUMN, {plain(sheet.headers[int(at)]): field for at, field in columns.items()})
    return sheet


@transaction.atomic
def choose_words(*, sheet: NeedImport, words: dict, schools: dict[str, int], defaults: dict, by) -> NeedImport:
    """Say what words and names mean; remembered for the next sheet. Raises ImportNotOpen."""
    sheet = _open(sheet)
    sheet.words = {**sheet.words, **{field: {**sheet.words.get(field, {}), **said} for field, said in words.items()}}
    sheet.schools = {**sheet.schools, **schools}
    sheet.defaults = defaults
    sheet.save(update_fields=["words", "schools", "defaults"])
    for field, said in words.items():
        _remember(field, said)
    # A row left out once is no habit.
    _remember(NAMED, {text: str(pk) for text, pk in schools.items() if pk})
    return sheet


@transaction.atomic
def confirm_import(*, sheet: NeedImport, with_errors: bool, by) -> NeedImport:
    """Take a sheet for good: whole, or with_errors its understood rows only. The rows follow in a job.

    Raises ImportNotOpen, ImportHasErrors and NothingToRegister.
    """
    sheet = _open(sheet)
    counts = read_rows(sheet).counts
    if counts[REFUSED] and not with_errors:
        raise ImportHasErrors
    if not counts[NEW]:
        raise NothingToRegister
    sheet.state, sheet.applied_by = ImportState.APPLYING, by
    sheet.save(update_fields=["state", "applied_by"])
    return sheet


def apply_import(
    ugel, *, import_id: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> NeedImport:
    """Register every understood row in one transaction; run again it finds the work done. Opens its own scope."""
    with scope(ugel):
        sheet = NeedImport.objects.select_for_update(of=("self",)).select_related("applied_by").get(pk=import_id)
        if sheet.state != ImportState.APPLYING:
            return sheet
        reading = read_rows(sheet)
        _register(sheet, reading, progress)
        counts = reading.counts
        sheet.made, sheet.known, sheet.refused = counts[NEW], counts[KNOWN], counts[REFUSED]
        sheet.state, sheet.applied_at = ImportState.APPLIED, timezone.now()
        sheet.save(update_fields=["made", "known", "refused", "state", "applied_at"])
        record("needs.sheet_applied", sheet.applied_by, by=sheet.applied_by, sheet=sheet.pk, made=sheet.made)
    return sheet


@transaction.atomic
def undo_import(*, sheet: NeedImport, by) -> NeedImport:
    """Take back the needs nobody answered, joined or added to; the others stay. Raises ImportNotOpen."""
    sheet = NeedImport.objects.select_for_update().get(pk=sheet.pk)
    if sheet.state != ImportState.APPLIED:
        raise ImportNotOpen
    untouched = sheet.needs.filter(
        state=NeedState.REPORTED, answered_at=None, solved_said_at=None, attachments=None, duplicates=None
    )
    for need in untouched.select_related("school").order_by("pk"):
        if _withdraw(need, by):
            sheet.withdrawn += 1
    sheet.state, sheet.undone_by, sheet.undone_at = ImportState.UNDONE, by, timezone.now()
    sheet.save(update_fields=["withdrawn", "state", "undone_by", "undone_at"])
    record("needs.sheet_undone", by, by=by, sheet=sheet.pk, withdrawn=sheet.withdrawn)
    return sheet


def _withdraw(need, by) -> bool:
    try:
        with transaction.atomic():
            remember(need, "withdrawn", by=by)
            need.delete()
    except ProtectedError:  # somebody built on it meanwhile
        return False
    return True


def _register(sheet, reading: Reading, progress):
    rows = reading.of(NEW)
    schools = School.objects.in_bulk({row.told["school_id"] for row in rows})
    for done, row in enumerate(rows, start=1):
        told = {name: value for name, value in row.told.items() if name not in ("school_id", "reported_at")}
        moment = row.told["reported_at"]
        school = schools[row.told["school_id"]]
        register_need(
            school=school, by=sheet.applied_by, source=NeedSource.SHEET, came_in=sheet, reported_at=moment, **told
        )
        progress(done, len(rows))


def _open(sheet) -> NeedImport:
    sheet = NeedImport.objects.select_for_update().get(pk=sheet.pk)
    if not sheet.is_open:
        raise ImportNotOpen
    return sheet


def _guess_columns(table) -> dict[str, str]:
    """By habit, by title, by values; what nothing tells and reads longest is what is missing."""
    habits = dict(ImportHabit.objects.filter(kind=COLUMN).values_list("text", "target"))
    titles = {at: habits.get(plain(title), guess_field(title)) for at, title in enumerate(table.headers)}
    columns = dict.fromkeys(map(str, titles), "")
    for at, field in titles.items():
        if field and (field in JOINED or field not in columns.values()):
            columns[str(at)] = str(field)
    for at, field in titles.items():
        by_values = None if field is not None else guess_field_by_values([cells[at] for _n, cells in table.rows])
        if by_values and by_values not in columns.values():
            columns[str(at)] = str(by_values)
    if SheetField.WHAT not in columns.values():
        free = [at for at, field in columns.items() if not field]
        longest = max(free, key=lambda at: sum(len(cells[int(at)]) for _n, cells in table.rows), default=None)
        if longest is not None:
            columns[longest] = str(SheetField.WHAT)
    return columns


def _remembered() -> tuple[dict, dict]:
    words: dict[str, dict[str, str]] = {}
    schools = {}
    for kind, text, target in ImportHabit.objects.exclude(kind=COLUMN).values_list("kind", "text", "target"):
        if kind == NAMED:
            schools[text] = int(target)
        else:
            words.setdefault(kind, {})[text] = target
    return words, schools


def _remember(kind, said: dict[str, str]):
    habits = [ImportHabit(kind=kind, text=text[:200], target=target) for text, target in said.items() if text]
    ImportHabit.objects.bulk_create(
        {habit.text: habit for habit in habits}.values(),
        update_conflicts=True,
        unique_fields=["ugel", "kind", "text"],
        update_fields=["target"],
    )
