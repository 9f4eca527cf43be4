"""The life of a padrón import: read → preview → confirm → applied → undone, each step once."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.tenancy.errors import DomainError
from core.tenancy.scope import current_ugel
from schools.enums import ImportState
from schools.models import PadronChange, PadronImport, PadronQuestion, PadronRejection, RegionTotal, School
from schools.readers.reasons import Reason
from schools.services.padron_changes import changed_services, stage_changes
from schools.services.padron_matching import resolve
from schools.services.padron_merge import apply_changes, learn_territories
from schools.services.padron_places import Resolution
from schools.services.padron_questions import ask
from schools.services.padron_sql import Cut
from schools.services.padron_staging import Staged
from schools.services.padron_undo import changed_since, restore
from schools.signals import import_undoing, schools_changed

Progress = Callable[[int, int | None, str], None]


class NothingOfThisUgel(DomainError):
    message = _("El archivo no trae ningún servicio de esta UGEL. Revise que sea el padrón de su ámbito.")


class NotWaiting(DomainError):
    message = _("Esta importación ya no espera confirmación: alguien la confirmó o la descartó antes.")


class StalePreview(DomainError):
    message = _("Los datos cambiaron desde esta vista previa. Vuelva a revisar el archivo antes de confirmar.")


class QuestionsOpen(DomainError):
    message = _("Falta responder qué escuela continúa en algún local. Responda las preguntas antes de confirmar.")


class NotApplied(DomainError):
    message = _("Solo se puede deshacer una importación aplicada.")


class LaterImport(DomainError):
    message = _("Después de esta se aplicó otra importación. Deshaga primero la más reciente.")


class LaterData(DomainError):
    message = _(
        "No se puede deshacer: después de esta importación se registraron datos sobre sus escuelas o se corrigieron a "
        "mano. Importe un padrón nuevo para corregirlas."
    )


def locked(padron_import: PadronImport) -> PadronImport:
    """The row as it is now, held until the transaction ends."""
    return PadronImport.objects.select_for_update().get(pk=padron_import.pk)


def latest_applied(before: PadronImport | None = None) -> PadronImport | None:
    applied = PadronImport.objects.filter(state=ImportState.APPLIED).order_by("-id")
    return (applied.exclude(pk=before.pk) if before else applied).first()


@transaction.atomic
def stage_import(padron_import: PadronImport, staged: Staged, *, is_fresh: bool = False) -> PadronImport:
    """Fill the preview from rows already in the temporary table; whatever an earlier reading left is replaced.

    `is_fresh` says that nothing was staged before, and leaves saving the import itself to the caller.

    Raises NothingOfThisUgel.
    """
    tally = staged.tallies[current_ugel().code]
    if not tally.rows:
        raise NothingOfThisUgel(_nothing_sentence(staged))
    answers = {} if is_fresh else _start_over(padron_import)
    resolution = resolve(answers)
    cut = _describe(padron_import, staged, resolution)
    counts = stage_changes(padron_import, cut, resolution)
    _count(padron_import, staged, tally, counts, new=resolution.new_services)
    _keep_details(padron_import, staged, tally, resolution, answers)
    padron_import.state = ImportState.PREVIEW
    if not is_fresh:
        padron_import.save()
    return padron_import


def _start_over(padron_import):
    """Drop what an earlier reading staged; returns the answers given to its questions."""
    answers = dict(padron_import.questions.exclude(answer="").values_list("codlocal", "answer"))
    _drop_staged(padron_import)
    return answers


def _drop_staged(padron_import):
    for rows in (PadronChange, PadronRejection, PadronQuestion, RegionTotal):
        rows.objects.filter(padron_import=padron_import).delete()


def _nothing_sentence(staged):
    names = [f"{total.name or code} ({code})" for code, total in list(staged.totals.items())[:3]]
    if not names:
        return None
    ugel = current_ugel()
    return _gettext(
        "El archivo no trae ningún servicio de %(ugel)s (%(code)s); trae los de %(names)s. "
        "Revise que sea el padrón de su ámbito."
    ) % {"ugel": ugel.name, "code": ugel.code, "names": ", ".join(names)}


def _describe(padron_import, staged, resolution) -> Cut:
    """What the file is: its date, its columns, and whether it is a whole cut of this UGEL.

    A file counts as whole when it is not older than the last one applied and has at least half of the services
    known; the person may say otherwise. Only a whole cut marks services as missing.
    """
    latest = latest_applied(padron_import)
    known, present = resolution.known_services, resolution.present_services
    older = bool(latest and staged.cut_date < latest.cut_date)
    full = padron_import.asks_full if padron_import.asks_full is not None else 2 * present >= known
    padron_import.based_on = latest
    padron_import.cut_date, padron_import.cut_source = staged.cut_date, staged.cut_source
    padron_import.format, padron_import.encoding = staged.format, staged.encoding
    padron_import.vintage = staged.columns.vintage
    padron_import.unknown_columns, padron_import.missing_columns = staged.columns.unknown, staged.columns.missing
    padron_import.is_older, padron_import.is_full = older, full and not older
    padron_import.with_pupils = staged.has_pupils
    padron_import.absent = 0 if padron_import.is_full else known - present
    return Cut(
        cut_date=staged.cut_date,
        is_full=padron_import.is_full,
        is_older=older,
        has_pupils=staged.has_pupils,
        with_contacts=padron_import.with_contacts,
        latest_cut=latest.cut_date if latest else None,
    )


def _count(padron_import, staged, tally, counts, *, new):
    has_changes = any(action == "changed" for _noun, action in counts)
    changed = changed_services(padron_import) if has_changes else 0
    reasons = dict(tally.reasons + staged.unplaced.reasons)
    if staged.other_rows:
        reasons[Reason.OTHER_UGEL.value] = staged.other_rows
    padron_import.new, padron_import.changed = new, changed
    padron_import.unchanged = tally.rows - new - changed
    padron_import.missing = counts.get(("service", "missing"), 0)
    padron_import.rejected = sum(reasons.values())
    padron_import.reasons = reasons
    padron_import.others = {"rows": staged.other_rows, "ugels": staged.other_ugels}
    padron_import.remarks = {
        name: {"count": count, "rows": tally.remarked_rows[name]} for name, count in tally.remarks.items()
    }
    padron_import.places = staged.places_of([current_ugel().code])


def _keep_details(padron_import, staged, tally, resolution: Resolution, answers):
    rejections = [
        PadronRejection(
            padron_import=padron_import,
            row_number=rejection.number,
            codigo_modular=rejection.codigo_modular,
            anexo=rejection.anexo,
            reason=rejection.reason,
            detail=rejection.detail,
        )
        for rejection in (*tally.rejections, *staged.unplaced.rejections)
    ]
    if rejections:
        PadronRejection.objects.bulk_create(rejections)
    padron_import.questions_asked = len(resolution.questions)
    if resolution.questions:
        ask(padron_import, resolution.questions, answers)
    prefix = region_prefix()
    RegionTotal.objects.bulk_create(
        RegionTotal(
            padron_import=padron_import,
            ugel_code=code,
            ugel_name=total.name,
            cut_date=staged.cut_date,
            services=total.services,
            active_services=total.active_services,
            locals=len(total.locals),
            target_locals=len(total.target_locals),
            pupils=total.pupils,
        )
        for code, total in staged.totals.items()
        if code.startswith(prefix)
    )


def region_prefix() -> str:
    """How the codes of the region's UGELs begin: 230000 → 23, 150100 → 1501."""
    ugel = current_ugel()
    prefix = ugel.region.code
    while prefix.endswith("00"):
        prefix = prefix[:-2]
    return prefix if prefix and ugel.code.startswith(prefix) else ugel.code[:2]


@transaction.atomic
def confirm_import(*, padron_import: PadronImport, by) -> PadronImport:
    """Take a preview for good; the writing itself is `apply_import`. Raises NotWaiting and QuestionsOpen."""
    padron_import = locked(padron_import)
    if padron_import.state != ImportState.PREVIEW:
        raise NotWaiting
    if padron_import.questions.filter(answer="").exists():
        raise QuestionsOpen
    padron_import.state, padron_import.applied_by = ImportState.APPLYING, by
    padron_import.save(update_fields=["state", "applied_by"])
    return padron_import


@transaction.atomic
def apply_import(padron_import: PadronImport) -> PadronImport:
    """Write a confirmed preview, all or nothing; again, for a job that was cut off, is harmless.

    Raises StalePreview (and puts the import back to its preview) when the data changed since.
    """
    padron_import = locked(padron_import)
    if padron_import.state != ImportState.APPLYING:
        return padron_import
    latest = latest_applied(padron_import)
    if (latest and latest.pk) != padron_import.based_on_id or changed_since(padron_import, "before"):
        raise StalePreview
    learn_territories(padron_import.places)
    padron_import = _write(padron_import)
    padron_import.save(update_fields=["state", "applied_at"])
    return padron_import


@transaction.atomic
def apply_staged(padron_import: PadronImport) -> PadronImport:
    """Write what this very transaction staged, and save its import: for commands, where nobody is asked.

    The territories are known by then. Raises StalePreview.
    """
    padron_import = _write(padron_import)
    padron_import.save()
    return padron_import


def _write(padron_import):
    try:
        if padron_import.new or padron_import.changed or padron_import.missing:
            with transaction.atomic():
                apply_changes(padron_import)
    except IntegrityError as error:
        raise StalePreview from error
    padron_import.state, padron_import.applied_at = ImportState.APPLIED, timezone.now()
    record("schools.padron_applied", padron_import, by=padron_import.applied_by, **padron_import.counts)
    schools_changed.send(School)
    return padron_import


@transaction.atomic
def return_to_preview(padron_import: PadronImport) -> None:
    """After a failed writing: nothing was written, the preview can be read again."""
    PadronImport.objects.filter(pk=padron_import.pk, state=ImportState.APPLYING).update(state=ImportState.PREVIEW)


@transaction.atomic
def discard_import(*, padron_import: PadronImport) -> PadronImport:
    """Drop a preview and what it staged. Raises NotWaiting."""
    padron_import = locked(padron_import)
    if padron_import.state not in (ImportState.PREVIEW, ImportState.REFUSED):
        raise NotWaiting
    _drop_staged(padron_import)
    padron_import.state = ImportState.DISCARDED
    padron_import.save(update_fields=["state"])
    return padron_import


@transaction.atomic
def start_undo(*, padron_import: PadronImport, by) -> PadronImport:
    """Decide that an applied import is to be undone. Raises NotApplied, LaterImport and LaterData."""
    padron_import = locked(padron_import)
    if padron_import.state != ImportState.APPLIED:
        raise NotApplied
    if PadronImport.objects.filter(state=ImportState.APPLIED, applied_at__gt=padron_import.applied_at).exists():
        raise LaterImport
    if changed_since(padron_import, "after"):
        raise LaterData
    padron_import.state, padron_import.undone_by = ImportState.UNDOING, by
    padron_import.save(update_fields=["state", "undone_by"])
    return padron_import


@transaction.atomic
def undo_import(padron_import: PadronImport) -> PadronImport:
    """Put everything back as it was; again, for a job that was cut off, is harmless. Raises LaterData."""
    padron_import = locked(padron_import)
    if padron_import.state != ImportState.UNDOING:
        return padron_import
    import_undoing.send(PadronImport, padron_import=padron_import)
    if not restore(padron_import):
        PadronImport.objects.filter(pk=padron_import.pk).update(state=ImportState.APPLIED, undone_by=None)
        schools_changed.send(School)
        return PadronImport.objects.get(pk=padron_import.pk)
    padron_import.state, padron_import.undone_at = ImportState.UNDONE, timezone.now()
    padron_import.save(update_fields=["state", "undone_at"])
    record("schools.padron_undone", padron_import, by=padron_import.undone_by)
    schools_changed.send(School)
    return padron_import
