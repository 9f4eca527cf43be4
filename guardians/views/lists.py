from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.access.decorators import access
from guardians import permissions, selectors
from guardians.enums import GuardianState
from guardians.filters import GuardianFilter, SchoolFilter, VisitFilter
from guardians.models import Code, Guardian, Visit
from guardians.resources import COLUMNS, guardian_rows
from schools.views.downloads import Download, answer_with, ways_to_download

PAGE = 25


@access(permissions.VIEW)
def guardian_list(request):
    """Who watches which schools; who holds a card and signed nothing stands above."""
    found = asked_guardians(request)
    page = Paginator(found.qs.order_by("user__full_name", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filter": found,
        "has_code": Code.objects.exists(),
        "not_accepted": selectors.not_accepted(),
        "without": selectors.schools_without().count(),
        "actions": ways_to_download(request, "guardians:guardian_export"),
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
    header = [str(column) for column in COLUMNS]
    rows = partial(guardian_rows, asked_guardians(request).qs)
    return answer_with(request, kind, Download("guardianes", _("Guardianes"), header, rows))


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
