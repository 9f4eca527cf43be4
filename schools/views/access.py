"""Where nobody ever came in, whom to call, and everybody as a sheet."""

import io

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from schools import permissions
from schools.resources import write_workbook
from schools.resources.people import PEOPLE, people_rows
from schools.selectors.staff import access_counts, school_lines, schools_by_access
from schools.views.downloads import XLSX

SCHOOLS_A_PAGE = 25
SHOWN = ("absent", "headless", "all")


@access(permissions.STAFF)
def access_list(request):
    show = request.GET.get("show", "absent")
    show = show if show in SHOWN else "absent"
    counts = access_counts()
    paginator = Paginator(schools_by_access(show=show), SCHOOLS_A_PAGE)
    paginator.count = counts[show]
    page = paginator.get_page(request.GET.get("page"))
    labels = {"absent": _("Nadie ingresó"), "headless": _("Sin dirección registrada"), "all": _("Todas")}
    tabs = [
        {"label": label, "url": f"?show={key}", "is_current": key == show, "count": counts[key]}
        for key, label in labels.items()
    ]
    context = {"page": page, "lines": school_lines(page.object_list), "tabs": tabs, "counts": counts, "show": show}
    return render(request, "schools/access_list.html", context)


@access(permissions.STAFF)
def people_export(request):
    """Everybody assigned to a school, in the columns the sheet takes back."""
    out = io.BytesIO()
    write_workbook(out, PEOPLE.names, people_rows(), sheet_name=_("Personas"))
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    name = f"personas-{request.ugel.code}-{timezone.localdate():%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
