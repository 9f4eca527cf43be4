from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents.printed import keep_pdf
from core.jobs.registry import job
from core.tenancy.scope import scope
from needs.services.imports import apply_import
from needs.services.papers import sheets_html


@job("needs.apply_import", label=gettext_lazy("Registrando la planilla"))
def apply_need_import(run, *, import_id):
    words = _("Registrando fila por fila")
    sheet = apply_import(run.ugel, import_id=import_id, progress=lambda done, total: run.progress(done, total, words))
    with scope(run.ugel):
        return {"next": sheet.get_absolute_url(), "made": sheet.made}


@job("needs.print_sheets", label=gettext_lazy("Preparando las hojas"))
def print_need_sheets(run, *, school_ids):
    """A PDF only who asked may fetch."""
    with scope(run.ugel):
        html = sheets_html(school_ids)
        address = reverse("needs:paper_detail", args=[run.job_id])
    run.progress(1, 2, _("Armando el PDF"))
    key = keep_pdf(html, ugel=run.ugel, folder="hojas", name=str(run.job_id))
    return {"key": key, "next": address}
