"""Bring a padrón file to its previews: one uploaded by a UGEL, or one national cut for all of them."""

import contextlib
import hashlib
import tempfile
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.tenancy.errors import DomainError
from core.tenancy.ids import uuid7
from core.tenancy.scope import current_ugel, scope
from schools.enums import ImportState
from schools.models import PadronImport
from schools.readers import open_padron
from schools.readers.errors import EmptyFile
from schools.services.padron_imports import NothingOfThisUgel, apply_staged, locked, stage_import
from schools.services.padron_merge import learn_territories
from schools.services.padron_questions import answer_by_default
from schools.services.padron_sql import commit_later
from schools.services.padron_staging import staged_rows

MAX_UPLOAD_BYTES = 400 << 20
NATIONAL = "padron-nacional"


class UploadTooLarge(DomainError):
    message = _("El archivo pesa más de 400 MB. Suba el ZIP de ESCALE tal como se descarga: pesa unos 16 MB.")


class FileGone(DomainError):
    message = _("El archivo ya no está en el sistema. Súbalo otra vez.")


COUNTED = ("new", "changed", "unchanged", "rejected", "missing")


@dataclass(frozen=True)
class Options:
    """What a person may say about a file beyond handing it over."""

    with_contacts: bool = False
    is_full: bool | None = None
    cut_date: date | None = None
    encoding: str | None = None


@dataclass
class Summary:
    """What an import of one or many UGELs did or would do, in services."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    reasons: dict[str, int] = field(default_factory=dict)
    imports: list[PadronImport] = field(default_factory=list)
    questions: int = 0
    cut_date: date | None = None

    def add(self, padron_import):
        self.questions += padron_import.questions_asked
        for name, count in padron_import.counts.items():
            if name != "rejected":
                self.counts[name] += count
        self.cut_date = padron_import.cut_date
        self.imports.append(padron_import)


Progress = Callable[[int, int | None, str], None]


def silent(done, total, text):
    return None


@transaction.atomic
def receive_upload(*, upload, by, options: Options) -> PadronImport:
    """Keep an uploaded file until its import is decided. Raises EmptyFile and UploadTooLarge."""
    if not upload.size:
        raise EmptyFile
    if upload.size > MAX_UPLOAD_BYTES:
        raise UploadTooLarge
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    key = default_storage.save(f"{current_ugel().code}/padron/{uuid7().hex}", upload)
    return PadronImport.objects.create(
        file_name=Path(upload.name.replace("\x00", "")).name[-200:] or "padron",
        file_key=key,
        file_size=upload.size,
        sha256=digest.hexdigest(),
        with_contacts=options.with_contacts,
        asks_full=options.is_full,
        given_cut_date=options.cut_date,
        encoding=options.encoding or "",
        created_by=by,
    )


@transaction.atomic
def reread(*, padron_import: PadronImport, is_full: bool | None = None) -> PadronImport:
    """Send a preview back to reading, after an answer or a different opinion of what the file is."""
    padron_import = locked(padron_import)
    if padron_import.state == ImportState.PREVIEW:
        padron_import.state = ImportState.READING
        padron_import.asks_full = is_full if is_full is not None else padron_import.asks_full
        padron_import.save(update_fields=["state", "asks_full"])
    return padron_import


def preview_upload(ugel, *, import_id: int, progress: Progress = silent) -> PadronImport:
    """Read an upload into its preview; a refusal ends up on the import, in its own words. Opens its own scopes."""
    with scope(ugel):
        padron_import = PadronImport.objects.get(pk=import_id)
    if padron_import.state != ImportState.READING:
        return padron_import
    said = {"name": padron_import.file_name, "encoding": padron_import.encoding or None}
    try:
        with local_file(padron_import.file_key) as path, open_padron(path, **said) as padron:
            reading = staged_rows(
                padron,
                ugel_codes=[ugel.code],
                with_contacts=padron_import.with_contacts,
                cut_date=padron_import.given_cut_date,
                progress=lambda done, total: progress(done, total, _gettext("Leyendo el archivo")),
            )
            with reading as staged, scope(ugel):
                progress(0, None, _gettext("Comparando con lo registrado"))
                return stage_import(locked(padron_import), staged)
    except DomainError as refusal:
        with scope(ugel):
            padron_import.state, padron_import.refusal = ImportState.REFUSED, str(refusal)[:400]
            padron_import.save(update_fields=["state", "refusal"])
        drop_file(padron_import)
        return padron_import


def import_file(
    path: Path,
    *,
    ugels: Iterable,
    apply: bool,
    dry_run: bool = False,
    options: Options = Options(),
    progress: Progress = silent,
) -> Summary:
    """Read one file once and give each UGEL its share: applied, left as a preview, or (dry run) only counted.

    Questions get their stated default when applying. A UGEL without rows in the file is passed over; raises
    NothingOfThisUgel when that leaves nobody.
    """
    ugels = {ugel.code: ugel for ugel in ugels}
    summary = Summary()
    kept = "" if apply or dry_run else keep_for_previews(path)
    with open_padron(path, encoding=options.encoding) as padron:
        reading = staged_rows(
            padron,
            ugel_codes=ugels,
            with_contacts=options.with_contacts,
            cut_date=options.cut_date,
            progress=lambda done, total: progress(done, total, _gettext("Leyendo el archivo")),
        )
        with reading as staged:
            if apply and not dry_run:
                learn_territories(staged.places_of(ugels))
            for position, (code, ugel) in enumerate(sorted(ugels.items()), start=1):
                progress(position, len(ugels), _gettext("Comparando y guardando"))
                if staged.tallies[code].rows or len(ugels) == 1:
                    with scope(ugel):
                        # The last share is flushed to disk, and with it all before: one wait instead of 224.
                        commit_later(position < len(ugels))
                        share = _new_share(path, kept, options=options, national=len(ugels) > 1)
                        summary.add(_stage_share(share, staged, apply=apply))
                        if dry_run:
                            transaction.set_rollback(True)
    if not summary.imports:
        raise NothingOfThisUgel
    _sum_rejections(summary, staged)
    return summary


def _new_share(path, kept, *, options, national) -> PadronImport:
    return PadronImport.objects.create(
        file_name=path.name[-200:],
        file_key=kept,
        file_size=path.stat().st_size,
        with_contacts=options.with_contacts,
        asks_full=options.is_full,
        given_cut_date=options.cut_date,
        encoding=options.encoding or "",
        is_national=national,
    )


def _stage_share(padron_import, staged, *, apply) -> PadronImport:
    padron_import = stage_import(padron_import, staged, is_fresh=True)
    if not apply:
        padron_import.save()
        return padron_import
    if padron_import.questions_asked:
        answer_by_default(padron_import)
    return apply_staged(padron_import)


def keep_for_previews(path: Path) -> str:
    """Keep one copy for every UGEL that will look at its share; the copy of the load before goes."""
    with contextlib.suppress(FileNotFoundError):
        for name in default_storage.listdir(NATIONAL)[1]:
            default_storage.delete(f"{NATIONAL}/{name}")
    with path.open("rb") as file:
        return default_storage.save(f"{NATIONAL}/{uuid7().hex}", File(file))


def _sum_rejections(summary, staged):
    """Rows rejected over all UGELs; those of nobody here, and those of no legible UGEL, count once."""
    reasons = sum((tally.reasons for tally in staged.tallies.values()), staged.unplaced.reasons.copy())
    if staged.other_rows:
        reasons["other_ugel"] = staged.other_rows
    summary.reasons = dict(reasons)
    summary.counts["rejected"] = reasons.total()


@contextmanager
def local_file(key: str):
    """The stored file as a path of this machine; copied for as long as needed where storage is elsewhere."""
    if not key or not default_storage.exists(key):
        raise FileGone
    try:
        yield Path(default_storage.path(key))
    except NotImplementedError:
        with default_storage.open(key) as stored, tempfile.NamedTemporaryFile(suffix=".padron") as copy:
            while block := stored.read(1 << 20):
                copy.write(block)
            copy.flush()
            yield Path(copy.name)


def drop_file(padron_import: PadronImport) -> None:
    """Delete an upload once it is decided: it may hold personal data nobody asked to keep.

    A national file serves other UGELs too; the next load replaces it.
    """
    if padron_import.file_key and not padron_import.file_key.startswith(NATIONAL):
        default_storage.delete(padron_import.file_key)
