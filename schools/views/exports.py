import io

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.documents.printed import printed_job
from core.jobs.services import enqueue
from core.tenancy.scope import scope
from schools import permissions
from schools.filters import SchoolFilter
from schools.models import School, Service
from schools.resources import EXPORT_COLUMNS, csv_lines, export_rows, write_workbook
from schools.views.downloads import XLSX

ROWS_IN_A_REQUEST = 2000


def _found(request):
    return SchoolFilter(request.GET, queryset=School.objects.all()).qs


def _name(request, suffix):
    return f'attachment; filename="escuelas-{request.ugel.code}-{timezone.localdate():%Y%m%d}.{suffix}"'


@access(permissions.VIEW)
def export_csv(request):
    ugel, query = request.ugel, request.GET.copy()

    def lines():
        # The response outlives the request's transaction, so it opens its own scope.
        with scope(ugel):
            yield from csv_lines(EXPORT_COLUMNS, export_rows(SchoolFilter(query, queryset=School.objects.all()).qs))

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _name(request, "csv")
    return response


@access(permissions.VIEW)
def export_xlsx(request):
    """At once while small; a large one is a job."""
    found = _found(request)
    if Service.objects.filter(school__in=found.order_by().values("pk")).count() > ROWS_IN_A_REQUEST:
        return redirect(enqueue("schools.export_schools", by=request.user, query=request.GET.urlencode()))
    out = io.BytesIO()
    write_workbook(out, EXPORT_COLUMNS, export_rows(found), sheet_name=_("Escuelas"))
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = _name(request, "xlsx")
    return response


@access(permissions.VIEW)
def export_download(request, job_pk):
    key = printed_job(request, job_pk, "schools.export_schools").result["key"]
    return FileResponse(default_storage.open(key), as_attachment=True, filename=f"escuelas-{request.ugel.code}.xlsx")
