from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from schools import permissions
from schools.forms import SheetUploadForm
from schools.models import SheetImport
from schools.resources import sheets, template_workbook
from schools.services.sheets import confirm_sheet, receive_sheet
from schools.views.downloads import XLSX


def _sheet(kind):
    found = sheets().get(kind)
    if found is None:
        raise Http404
    return found


def _handed_in(pk) -> tuple[SheetImport, str]:
    """A sheet of this page's kinds, and the slug of its kind."""
    slugs = {sheet.kind: slug for slug, sheet in sheets().items()}
    handed_in = get_object_or_404(SheetImport.objects.select_related("created_by"), pk=pk, kind__in=slugs)
    return handed_in, slugs[handed_in.kind]


@access(permissions.EDIT)
@accepts_once("schools.sheet_upload")
def sheet_upload(request, kind):
    sheet = _sheet(kind)
    form = SheetUploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            received = receive_sheet(upload=form.cleaned_data["upload"], kind=sheet.kind, by=request.user)
        except DomainError as error:
            form.add_error("upload", str(error))
        else:
            job = enqueue("schools.try_sheet", by=request.user, sheet_id=received.pk, sheet=kind)
            return request.submission.received(received, to=job.get_absolute_url())
    return htmx.form(request, "schools/sheet_upload.html", form=form, sheet=sheet, kind=kind)


@access(permissions.EDIT)
def sheet_template(request, kind):
    response = HttpResponse(template_workbook(_sheet(kind)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return response


@access(permissions.EDIT)
def sheet_detail(request, pk):
    sheet, slug = _handed_in(pk)
    return render(request, "schools/sheet_detail.html", {"sheet": sheet, "kind": slug})


@access(permissions.EDIT)
@require_POST
@accepts_once("schools.sheet_confirm")
def sheet_confirm(request, pk):
    sheet, slug = _handed_in(pk)
    try:
        confirm_sheet(sheet=sheet)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(sheet)
    job = enqueue("schools.apply_sheet", by=request.user, sheet_id=sheet.pk, sheet=slug)
    return request.submission.received(sheet, to=job.get_absolute_url())
