from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from safety import permissions
from safety.forms import SheetForm
from safety.models import CheckImport
from safety.resources import rows_of, template_workbook
from safety.selectors.checklists import current_version
from safety.services.declared import confirm_declared, preview_declared
from schools.views.downloads import XLSX


@access(permissions.IMPORT)
@accepts_once("safety.import_new")
def import_new(request):
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["sheet"]
        try:
            with transaction.atomic():
                version = current_version()
                made = preview_declared(
                    rows=rows_of(upload, version=version), file_name=upload.name, version=version, by=request.user
                )
        except DomainError as error:
            form.add_error("sheet", str(error))
        else:
            return request.submission.received(made, to=reverse("safety:import_detail", args=[made.pk]))
    imports = CheckImport.objects.select_related("created_by").order_by("-id")[:10]
    context = {"form": form, "imports": imports}
    return render(request, "safety/import_new.html", context, status=422 if form.errors else 200)


@access(permissions.IMPORT)
@accepts_once("safety.import")
def import_detail(request, pk):
    found = get_object_or_404(CheckImport.objects.select_related("created_by", "version"), pk=pk)
    if request.method == "POST":
        try:
            checks = confirm_declared(check_import=found, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            count = len(checks)
            said = ngettext(
                "Entró %(count)d ficha declarada, por verificar.",
                "Entraron %(count)d fichas declaradas, por verificar.",
                count,
            )
            messages.success(request, said % {"count": count})
            return request.submission.received(found.pk, to=reverse("safety:import_detail", args=[found.pk]))
        return redirect("safety:import_detail", found.pk)
    return render(request, "safety/import_detail.html", {"import": found})


@access(permissions.IMPORT)
def import_template(request):
    response = HttpResponse(template_workbook(current_version()), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{_("fichas-esya.xlsx")}"'
    return response
