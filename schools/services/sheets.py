"""A filled sheet, tried row by row and then saved whole: either every row is in, or none."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from core.tenancy.ids import uuid7
from core.tenancy.scope import current_ugel, scope
from schools.enums import ImportState, SheetKind
from schools.models import SheetImport
from schools.readers.errors import EmptyFile
from schools.readers.reasons import Reason
from schools.readers.sheets import SheetRow, read_sheet
from schools.services.padron_reading import local_file

MAX_BYTES = 10 << 20
KEPT_ERRORS = 200


class SheetTooLarge(DomainError):
    message = _("La planilla pesa más de 10 MB. Borre lo que no haga falta o divídala en partes.")


class SheetNotWaiting(DomainError):
    message = _("Esta planilla ya no espera confirmación: alguien la confirmó antes.")


class SheetHasErrors(DomainError):
    message = _("La planilla tiene filas con errores. Corríjalas en su archivo y súbalo otra vez.")


class RowRefused(DomainError):
    """One row cannot be saved; the sentence says what to write instead."""


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class _TriedOut(Exception):
    """Raised to take back what a trial wrote."""


Save = Callable[[Any, object], Outcome]


@transaction.atomic
def receive_sheet(*, upload, kind: SheetKind, by) -> SheetImport:
    """Keep a sheet until it is decided. Raises EmptyFile and SheetTooLarge."""
    if not upload.size:
        raise EmptyFile
    if upload.size > MAX_BYTES:
        raise SheetTooLarge
    key = default_storage.save(f"{current_ugel().code}/planillas/{uuid7().hex}", upload)
    name = Path(upload.name.replace("\x00", "")).name[-200:] or "planilla"
    return SheetImport.objects.create(kind=kind, file_name=name, file_key=key, created_by=by)


def try_sheet(
    ugel, *, sheet_id: int, columns, required, save: Save, together=None, progress=lambda done, total: None
) -> SheetImport:
    """Read and try every row, keep the counts and the errors, and take everything back. Opens its own scopes."""
    with scope(ugel):
        sheet = SheetImport.objects.select_related("created_by").get(pk=sheet_id)
    if sheet.state != ImportState.READING:
        return sheet
    try:
        with local_file(sheet.file_key) as path, path.open("rb") as stream:
            rows = read_sheet(stream, columns=columns, required=required)
    except DomainError as refusal:
        sheet.state, sheet.refusal = ImportState.REFUSED, str(refusal)[:400]
    else:
        with scope(ugel), contextlib.suppress(_TriedOut), transaction.atomic():
            counts, sheet.errors = _save_rows(rows, save, together, sheet.created_by, progress)
            raise _TriedOut
        sheet.new, sheet.changed, sheet.unchanged = (counts[outcome] for outcome in Outcome)
        sheet.state = ImportState.PREVIEW
    with scope(ugel):
        sheet.save()
    return sheet


@transaction.atomic
def confirm_sheet(*, sheet: SheetImport) -> SheetImport:
    """Take a tried sheet for good. Raises SheetNotWaiting and SheetHasErrors."""
    sheet = SheetImport.objects.select_for_update().get(pk=sheet.pk)
    if sheet.state != ImportState.PREVIEW:
        raise SheetNotWaiting
    if sheet.errors:
        raise SheetHasErrors
    sheet.state = ImportState.APPLYING
    sheet.save(update_fields=["state"])
    return sheet


def apply_sheet(
    ugel, *, sheet_id: int, columns, required, save: Save, together=None, progress=lambda done, total: None
) -> SheetImport:
    """Save every row in one transaction; a row that no longer fits puts the sheet back to its preview."""
    with scope(ugel):
        sheet = SheetImport.objects.select_for_update(of=("self",)).select_related("created_by").get(pk=sheet_id)
        if sheet.state != ImportState.APPLYING:
            return sheet
        with local_file(sheet.file_key) as path, path.open("rb") as stream:
            rows = read_sheet(stream, columns=columns, required=required)
        with contextlib.suppress(_TriedOut), transaction.atomic():
            _counts, sheet.errors = _save_rows(rows, save, together, sheet.created_by, progress)
            if sheet.errors:
                raise _TriedOut
        sheet.state = ImportState.PREVIEW if sheet.errors else ImportState.APPLIED
        sheet.applied_at = None if sheet.errors else timezone.now()
        sheet.save()
    if sheet.state == ImportState.APPLIED:
        default_storage.delete(sheet.file_key)
    return sheet


def _save_rows(rows: list[SheetRow], save: Save, together, by, progress):
    counts: Counter = Counter()
    errors = []
    for done, (row, cells) in enumerate(_in_groups(rows, together), start=1):
        try:
            with transaction.atomic():
                if row.cells is None:
                    raise RowRefused(Reason.CELLS.label)
                counts[save(cells, by)] += 1
        except DomainError as refusal:
            errors.append({"row": row.number, "error": str(refusal)})
        except DataError:
            errors.append({"row": row.number, "error": _gettext("Un valor de la fila es demasiado largo.")})
        progress(done, len(rows))
    return counts, errors[:KEPT_ERRORS]


def _in_groups(rows: list[SheetRow], together) -> Iterable[tuple[SheetRow, Any]]:
    """Each row with its cells; where rows belong together, the first of them with the cells of all."""
    if together is None:
        return [(row, row.cells) for row in rows]
    groups: dict[object, tuple[SheetRow, list]] = {}
    for row in rows:
        key = row.number if row.cells is None else together(row.cells)
        groups.setdefault(key, (row, []))[1].append(row.cells)
    return groups.values()
