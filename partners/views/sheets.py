from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from partners import permissions
from partners.resources import SHEET
from schools.forms import SheetUploadForm
from schools.models import SheetImport
from schools.resources import template_workbook
from schools.services.sheets import confirm_sheet, receive_sheet
from schools.views.downloads import XLSX


@access(permissions.WRITE)
@accepts_once("partners.sheet_upload")
def sheet_upload(request):
    """A filled sheet on its way in; it is tried row by row before anybody confirms it."""
    form = SheetUploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            received = receive_sheet(upload=form.cleaned_data["upload"], kind=SHEET.kind, by=request.user)
        except DomainError as error:
            form.add_error("upload", str(error))
        else:
            job = enqueue("partners.try_sheet", by=request.user, sheet_id=received.pk)
            return request.submission.received(received, to=job.get_absolute_url())
    return htmx.form(request, "partners/sheet_upload.html", form=form, sheet=SHEET)


@access(permissions.WRITE)
def sheet_template(request):
    response = HttpResponse(template_workbook(SHEET), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="aliados.xlsx"'
    return response


@access(permissions.WRITE)
def sheet_detail(request, pk):
    return render(request, "partners/sheet_detail.html", {"sheet": _sheet_or_404(pk)})


@access(permissions.WRITE)
@require_POST
@accepts_once("partners.sheet_confirm")
def sheet_confirm(request, pk):
    sheet = _sheet_or_404(pk)
    try:
        confirm_sheet(sheet=sheet)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("partners:sheet_detail", sheet.pk)
    job = enqueue("partners.apply_sheet", by=request.user, sheet_id=sheet.pk)
    return request.submission.received(sheet, to=job.get_absolute_url())


def _sheet_or_404(pk) -> SheetImport:
    return get_object_or_404(SheetImport.objects.select_related("created_by"), pk=pk, kind=SHEET.kind)
