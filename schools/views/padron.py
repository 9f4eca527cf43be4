from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from schools import permissions
from schools.enums import ImportState
from schools.forms import PadronRevisionForm, PadronUploadForm
from schools.models import PadronImport
from schools.selectors.padron import (
    described_changes,
    described_counts,
    described_reasons,
    described_remarks,
    region_totals,
)
from schools.services.padron_imports import confirm_import, discard_import, start_undo
from schools.services.padron_questions import answer_questions
from schools.services.padron_reading import Options, drop_file, receive_upload, reread

JOB_OF_STATE = {
    ImportState.READING: "schools.preview_padron",
    ImportState.APPLYING: "schools.apply_padron",
    ImportState.UNDOING: "schools.undo_padron",
}
IMPORTS_A_PAGE, ROWS_A_PAGE = 25, 50


@access(permissions.IMPORT)
def padron_list(request):
    imports = PadronImport.objects.select_related("created_by").order_by("-id")
    page = Paginator(imports, IMPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "schools/padron_list.html", {"page": page})


@access(permissions.IMPORT)
@accepts_once("schools.padron_upload")
def padron_upload(request):
    form = PadronUploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        said = form.cleaned_data
        options = Options(with_contacts=said["with_contacts"], cut_date=said["cut_date"])
        try:
            padron_import = receive_upload(upload=said["upload"], by=request.user, options=options)
        except DomainError as error:
            form.add_error("upload", str(error))
        else:
            return _goes_on(request, padron_import, "schools.preview_padron")
    return htmx.form(request, "schools/padron_upload.html", form=form)


@access(permissions.IMPORT)
def padron_detail(request, pk):
    padron_import = get_object_or_404(
        PadronImport.objects.select_related("created_by", "applied_by", "undone_by"), pk=pk
    )
    context = {
        "import": padron_import,
        "counts": described_counts(padron_import),
        "reasons": described_reasons(padron_import),
        "remarks": described_remarks(padron_import),
        "totals": region_totals(padron_import),
        "form": PadronRevisionForm(padron_import=padron_import) if padron_import.is_waiting else None,
    }
    return render(request, "schools/padron_detail.html", context)


@access(permissions.IMPORT)
def padron_rows(request, pk, kind):
    padron_import = get_object_or_404(PadronImport, pk=pk)
    rows = {"rechazadas": padron_import.rejections.order_by("row_number", "id")}.get(kind)
    if rows is None:
        rows = described_changes(padron_import, kind)
    if rows is None:
        raise Http404
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"import": padron_import, "page": page, "kind": kind, "counts": described_counts(padron_import)}
    return render(request, "schools/padron_rows.html", context)


@access(permissions.IMPORT)
@require_POST
@accepts_once("schools.padron_revise")
def padron_revise(request, pk):
    padron_import = get_object_or_404(PadronImport, pk=pk)
    form = PadronRevisionForm(request.POST, padron_import=padron_import)
    if form.is_valid() and padron_import.file_key:
        try:
            answer_questions(padron_import=padron_import, answers=form.answers())
            reread(padron_import=padron_import, is_full=form.says_full())
        except DomainError as error:
            messages.error(request, str(error))
        else:
            return _goes_on(request, padron_import, "schools.preview_padron")
    return redirect(padron_import)


@access(permissions.IMPORT)
@require_POST
@accepts_once("schools.padron_confirm")
def padron_confirm(request, pk):
    padron_import = get_object_or_404(PadronImport, pk=pk)
    try:
        confirm_import(padron_import=padron_import, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(padron_import)
    return _goes_on(request, padron_import, "schools.apply_padron")


@access(permissions.IMPORT)
@require_POST
def padron_resume(request, pk):
    """Ask again for work that was cut off; the jobs do nothing twice."""
    padron_import = get_object_or_404(PadronImport, pk=pk)
    if not padron_import.is_working:
        return redirect(padron_import)
    return redirect(enqueue(JOB_OF_STATE[padron_import.state], by=request.user, import_id=padron_import.pk))


@access(permissions.IMPORT)
@require_POST
@accepts_once("schools.padron_discard")
def padron_discard(request, pk):
    padron_import = get_object_or_404(PadronImport, pk=pk)
    try:
        drop_file(discard_import(padron_import=padron_import))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(padron_import)
    return request.submission.received(padron_import, to=reverse("schools:padron_list"))


@access(permissions.IMPORT)
@accepts_once("schools.padron_undo")
def padron_undo(request, pk):
    padron_import = get_object_or_404(PadronImport, pk=pk)
    if request.method == "POST":
        try:
            start_undo(padron_import=padron_import, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(padron_import)
        return _goes_on(request, padron_import, "schools.undo_padron")
    context = {"import": padron_import, "cancel_url": reverse("schools:padron_detail", args=[pk])}
    return render(request, "schools/padron_undo.html", context | {"consequences": _undo_consequences(padron_import)})


def _goes_on(request, padron_import, kind):
    """A worker does it; the person looks on."""
    job = enqueue(kind, by=request.user, import_id=padron_import.pk)
    return request.submission.received(padron_import, to=job.get_absolute_url())


def _undo_consequences(padron_import):
    words = {"new": padron_import.new, "changed": padron_import.changed, "missing": padron_import.missing}
    return [
        _("%(new)s servicios nuevos se retiran.") % words,
        _("%(changed)s servicios vuelven a lo que decían antes.") % words,
        _("%(missing)s servicios dejan de estar marcados como ausentes.") % words,
    ]
