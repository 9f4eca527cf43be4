import io

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.tenancy.scope import scope
from guardians import permissions, selectors
from guardians.enums import GuardianState
from guardians.filters import GuardianFilter, SchoolFilter, VisitFilter
from guardians.models import Code, Guardian, Visit
from guardians.resources import COLUMNS, guardian_rows
from schools.resources import csv_lines, write_workbook

PAGE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(permissions.VIEW)
def guardian_list(request):
    """Who watches which schools; who holds a card and signed nothing stands above."""
    found = asked_guardians(request)
    page = Paginator(found.qs.order_by("user__full_name", "-pk"), PAGE).get_page(request.GET.get("page"))
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    context = {
        "page": page,
        "filter": found,
        "has_code": Code.objects.exists(),
        "not_accepted": selectors.not_accepted(),
        "without": selectors.schools_without().count(),
        "actions": [
            {"label": label, "url": reverse("guardians:guardian_export", args=[kind]) + query, "icon": icon}
            for kind, label, icon in (("xlsx", "Excel", "file-spreadsheet"), ("csv", "CSV", "download"))
        ],
    }
    return render(request, "guardians/guardian_list.html", context)


def asked_guardians(request) -> GuardianFilter:
    """What the address asks for; those in force where it says nothing."""
    asked = request.GET.copy()
    asked.setdefault("estado", GuardianState.ACTIVE.value)
    return GuardianFilter(asked, queryset=selectors.with_list_columns(Guardian.objects.all()), request=request)


@access(permissions.VIEW)
def guardian_export(request, kind):
    """The list as it is filtered."""
    response = _csv(request) if kind == "csv" else _workbook(request)
    name = f"guardianes-{request.ugel.code}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@access(permissions.VIEW)
def school_list(request):
    """The schools no guardian watches today."""
    schools = selectors.schools_without().select_related("district")
    found = SchoolFilter(request.GET, queryset=schools, request=request)
    page = Paginator(found.qs.order_by("name", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "guardians/school_list.html", {"page": page, "filter": found})


@access(permissions.VIEW)
def visit_list(request):
    """What is to be seen, by whom, by when, and what was seen."""
    found = VisitFilter(request.GET, queryset=Visit.objects.all(), request=request)
    page = Paginator(found.qs.with_names().in_order(), PAGE).get_page(request.GET.get("page"))
    return render(request, "guardians/visit_list.html", {"page": page, "filter": found})


def _csv(request):
    def lines():
        # The response outlives the request's transaction, so it opens its own scope.
        with scope(request.ugel):
            yield from csv_lines(_header(), guardian_rows(asked_guardians(request).qs))

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _workbook(request):
    out = io.BytesIO()
    write_workbook(out, _header(), guardian_rows(asked_guardians(request).qs), sheet_name=_("Guardianes"))
    return HttpResponse(out.getvalue(), content_type=XLSX)


def _header():
    return [str(column) for column in COLUMNS]
