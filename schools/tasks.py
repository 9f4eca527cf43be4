import tempfile
from datetime import date, time

from django.core.files.storage import default_storage
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents.printed import keep_pdf
from core.jobs.registry import job, periodic
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from schools.enums import ImportState
from schools.filters import SchoolFilter
from schools.models import PadronImport, School
from schools.resources import EXPORT_COLUMNS, export_rows, sheets, write_workbook
from schools.services.padron_imports import apply_import, return_to_preview, undo_import
from schools.services.padron_reading import drop_file, preview_upload
from schools.services.sheets import apply_sheet, try_sheet
from schools.services.staff import close_past_access
from schools.services.week_sheets import sheet_html


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


@job("schools.try_sheet", label=gettext_lazy("Revisando la planilla"))
def try_sheet_rows(run, *, sheet_id, sheet):
    words = _("Revisando fila por fila")
    tried = try_sheet(
        run.ugel, sheet_id=sheet_id, progress=lambda done, total: run.progress(done, total, words), **_reading(sheet)
    )
    return _sheet_next(run, tried)


@job("schools.apply_sheet", label=gettext_lazy("Guardando la planilla"))
def apply_sheet_rows(run, *, sheet_id, sheet):
    words = _("Guardando fila por fila")
    applied = apply_sheet(
        run.ugel, sheet_id=sheet_id, progress=lambda done, total: run.progress(done, total, words), **_reading(sheet)
    )
    after = sheets()[sheet].after
    if after and applied.state == ImportState.APPLIED:
        with scope(run.ugel):
            if address := after(run.by):
                return {"next": address}
    return _sheet_next(run, applied)


LEFT = gettext_lazy("Cerrando el acceso de quienes dejaron su escuela")


@periodic("schools.close_access", label=LEFT, daily_at=time(0, 30))
def close_access(run):
    with scope(run.ugel):
        return {"roles": close_past_access()}


def _reading(kind):
    sheet = sheets()[kind]
    return {"columns": sheet.names, "required": sheet.required, "save": sheet.save, "together": sheet.together}


def _sheet_next(run, sheet):
    with scope(run.ugel):
        return {"next": sheet.get_absolute_url()}


@job("schools.export_schools", label=gettext_lazy("Preparando el Excel de escuelas"))
def export_schools(run, *, query):
    """A workbook too large for a request; only who asked may fetch it."""
    key = f"{run.ugel.code}/exportaciones/{run.job_id}.xlsx"
    with scope(run.ugel), tempfile.TemporaryFile() as out:
        found = SchoolFilter(QueryDict(query), queryset=School.objects.all())
        run.progress(0, 0, _("Escribiendo el archivo"))
        write_workbook(out, EXPORT_COLUMNS, export_rows(found.qs), sheet_name=_("Escuelas"))
        out.seek(0)
        default_storage.delete(key)
        return {"key": default_storage.save(key, out), "next": reverse("schools:export_download", args=[run.job_id])}


@job("schools.print_week", label=gettext_lazy("Preparando la hoja de la semana"))
def print_week(run, *, school_id, monday, allowed):
    """A PDF only who asked may fetch."""
    with scope(run.ugel):
        html = sheet_html(school_id=school_id, monday=date.fromisoformat(monday), keys=allowed)
        address = reverse("schools:week_sheet_download", args=[run.job_id])
    key = keep_pdf(html, ugel=run.ugel, folder="semanas", name=str(run.job_id))
    return {"key": key, "next": address}
