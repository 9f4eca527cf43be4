import io

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.tenancy.scope import scope
from partners import permissions
from partners.resources import SHEET, partner_rows
from partners.views.lists import asked_partners
from schools.resources import csv_lines, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(permissions.VIEW)
def partner_export(request, kind):
    """The list as it is filtered, in the columns it can be loaded with."""
    response = _csv(request) if kind == "csv" else _workbook(request)
    name = f"aliados-{request.ugel.code}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _csv(request):
    def lines():
        # The response outlives the request's transaction, so it opens its own scope.
        with scope(request.ugel):
            yield from csv_lines(SHEET.names, partner_rows(asked_partners(request).qs))

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _workbook(request):
    out = io.BytesIO()
    write_workbook(out, SHEET.names, partner_rows(asked_partners(request).qs), sheet_name=_("Aliados"))
    return HttpResponse(out.getvalue(), content_type=XLSX)
