from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs.registry import job
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from schools.models import PadronImport
from schools.services.padron_imports import apply_import, return_to_preview, undo_import
from schools.services.padron_reading import drop_file, preview_upload


@job("schools.preview_padron", label=gettext_lazy("Revisando el padrón"))
def preview_padron(run, *, import_id):
    padron_import = preview_upload(run.ugel, import_id=import_id, progress=_steps(run))
    return _next(run, padron_import)


@job("schools.apply_padron", label=gettext_lazy("Aplicando el padrón"))
def apply_padron(run, *, import_id):
    run.progress(0, 0, _("Guardando servicios y escuelas"))
    try:
        with scope(run.ugel):
            padron_import = apply_import(PadronImport.objects.get(pk=import_id))
    except DomainError:
        with scope(run.ugel):
            return_to_preview(PadronImport.objects.get(pk=import_id))
        raise
    drop_file(padron_import)
    return _next(run, padron_import)


@job("schools.undo_padron", label=gettext_lazy("Deshaciendo la importación"))
def undo_padron(run, *, import_id):
    run.progress(0, 0, _("Restaurando lo que había antes"))
    with scope(run.ugel):
        padron_import = undo_import(PadronImport.objects.get(pk=import_id))
    return _next(run, padron_import)


def _steps(run):
    return lambda done, total, text: run.progress(done, total or 0, text)


def _next(run, padron_import):
    with scope(run.ugel):
        return {"next": padron_import.get_absolute_url(), **padron_import.counts}
