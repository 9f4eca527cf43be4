from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.tenancy.errors import DomainError
from core.ui import htmx
from needs import permissions
from needs.forms import SheetForm
from needs.resources import NeedResource
from needs.views.lists import asked_needs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ERRORS_SHOWN = 100


@access(permissions.VIEW)
def need_export(request, kind):
    """The list as it is filtered, as XLSX or CSV, in the columns it can be loaded with."""
    needs = asked_needs(request).qs.order_by("number")
    table = NeedResource().export(needs.select_related("school"))
    name = f"necesidades-{request.ugel.code}-{timezone.localdate():%Y%m%d}.{kind}"
    content = table.export("xlsx") if kind == "xlsx" else "\ufeff" + table.export("csv", delimiter=";")
    response = HttpResponse(content, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access(permissions.IMPORT)
def need_import(request):
    """The specialist's own sheet: tried row by row, saved whole or not at all."""
    form = SheetForm(request.POST or None, request.FILES or None)
    result = None
    if form.is_valid():
        try:
            result = _load(form.cleaned_data["sheet"], by=request.user, only_try="try" in request.POST)
        except DomainError as error:
            form.add_error("sheet", error)
        else:
            if result.totals["new"] and not result.has_errors() and "try" not in request.POST:
                words = _("Se registraron %(n)s necesidades.") % {"n": result.totals["new"]}
                return htmx.saved(request, to=request.path.removesuffix("planilla/"), message=words)
    refused = result is not None and result.has_errors()
    context = {"form": form, "result": result, "rows": _refused_rows(result) if refused else []}
    return render(request, "needs/need_import.html", context, status=422 if form.errors or refused else 200)


def _load(sheet, *, by, only_try):
    return NeedResource(by=by).import_data(sheet, dry_run=only_try, raise_errors=False, collect_failed_rows=False)


def _refused_rows(result):
    """(number in the sheet, why) of each row that was not understood."""
    return [(number + 1, str(errors[0].error)) for number, errors in result.row_errors()[:ERRORS_SHOWN]]
