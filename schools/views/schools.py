from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from core.access.decorators import access
from core.accounts.enums import STAFF_ROLES
from core.audit.selectors import timeline_for_school
from core.audit.story import lines_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from schools import permissions
from schools.filters import SchoolFilter
from schools.forms import CharacteristicForm, EnrolmentForm, SchoolForm
from schools.models import School, SchoolStaff, Service, ServiceContact
from schools.selectors.detail import hints_of, latest_cut_of, services_of
from schools.selectors.listing import school_counts, with_list_columns
from schools.selectors.maps import map_layers, outlines_of, points_of
from schools.services.enrolment import record_school_enrolment
from schools.services.schools import correct_school, register_school, set_characteristic
from schools.tables import SchoolTable

SCHOOLS_A_PAGE = 25
# Of the history; the whole stands on its own page.
LATEST = 12


@access(permissions.VIEW)
def school_list(request):
    found = SchoolFilter(request.GET, queryset=with_list_columns(School.objects.all()))
    table = SchoolTable(found.qs)
    RequestConfig(request, paginate={"per_page": SCHOOLS_A_PAGE, "silent": True}).configure(table)
    context = {"table": table, "filter": found, "counts": school_counts(), "actions": _list_actions(request)}
    return render(request, "schools/school_list.html", context)


def _list_actions(request):
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    actions = [
        {"label": _("Mapa"), "url": reverse("schools:school_map") + query, "icon": "map"},
        {"label": "Excel", "url": reverse("schools:export_xlsx") + query, "icon": "file-spreadsheet"},
        {"label": "CSV", "url": reverse("schools:export_csv") + query, "icon": "download"},
    ]
    if request.allows(permissions.EDIT):
        actions.append({"label": _("Registrar escuela"), "url": reverse("schools:school_create"), "icon": "plus"})
    return actions


@access(permissions.VIEW)
def my_school(request):
    """«Mi escuela»: straight to it when it is one, else to home, which lists them."""
    mine = list(SchoolStaff.objects.on().filter(user=request.user).values_list("school", flat=True).distinct()[:2])
    return redirect("schools:school_detail", *mine) if len(mine) == 1 else redirect("home")


@access(permissions.VIEW)
def school_map(request):
    found = SchoolFilter(request.GET, queryset=School.objects.order_by("name", "id"))
    layers = map_layers()
    layer = layers.get(request.GET.get("layer", ""))
    context = {
        "filter": found,
        "districts": outlines_of(found.qs),
        "points": points_of(found.qs, layer.build if layer else None),
        "layers": _layer_tabs(request, layers, layer),
    }
    return render(request, "schools/school_map.html", context)


def _layer_tabs(request, layers, current):
    if not layers:
        return []
    query = request.GET.copy()
    query.pop("layer", None)
    rest = query.urlencode()
    tabs = [{"label": _("Estado en el padrón"), "url": f"?{rest}", "is_current": current is None}]
    return tabs + [
        {"label": layer.label, "url": f"?{rest}&layer={key}", "is_current": layer is current}
        for key, layer in layers.items()
    ]


@access(permissions.VIEW)
def school_detail(request, pk):
    school = get_object_or_404(School.objects.select_related("district__parent"), pk=pk)
    services = list(services_of(school))
    contacts = ServiceContact.objects.filter(service__in=services) if request.allows(permissions.CONTACTS) else ()
    context = {
        "school": school,
        "services": services,
        "can_enrol": request.allows(permissions.ENROL) and permissions.can_enrol(request.user, school, request.roles),
        "pupils": sum(service.pupils or 0 for service in services),
        "cut_date": latest_cut_of(school),
        "hints": hints_of(school, services),
        "contacts": list(contacts),
        "lines": lines_of(
            timeline_for_school(school.pk, limit=LATEST, names_witnesses=bool(request.roles & STAFF_ROLES)),
            may_open=permissions.story_opener(request, school.pk),
        ),
        "staff": school.staff.team().on().select_related("user"),
    }
    return render(request, "schools/school_detail.html", context)


@access(permissions.EDIT)
@accepts_once("schools.school_create")
def school_create(request):
    form = SchoolForm(request.POST or None)
    if form.is_valid():
        try:
            school = register_school(facts=form.facts(), levels=form.cleaned_data["levels"], by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(school, words=_("La escuela quedó registrada."))
    return htmx.form(request, "schools/school_form.html", form=form, title=_("Registrar una escuela"))


@access(permissions.EDIT)
@accepts_once("schools.school_edit")
def school_edit(request, pk):
    school = get_object_or_404(School, pk=pk)
    form = SchoolForm(request.POST or None, instance=school)
    if form.is_valid():
        try:
            school = correct_school(school=school, facts=form.facts(), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(school, words=_("Los datos se corrigieron."))
    return htmx.form(request, "schools/school_form.html", form=form, school=school, title=_("Corregir los datos"))


@access(permissions.EDIT)
@accepts_once("schools.characteristic_edit")
def characteristic_edit(request, pk):
    service = get_object_or_404(Service.objects.select_related("school"), pk=pk)
    form = CharacteristicForm(request.POST or None, initial={"characteristic": service.characteristic})
    if form.is_valid():
        set_characteristic(service=service, by=request.user, **form.cleaned_data)
        return request.submission.received(service.school, words=_("La característica se guardó."))
    return htmx.form(request, "schools/characteristic_form.html", form=form, service=service, school=service.school)


@access(permissions.ENROL)
@accepts_once("schools.enrolment_edit")
def enrolment_edit(request, pk):
    school = get_object_or_404(School, pk=pk)
    permissions.check_can_enrol(request.user, school, request.roles)
    form = EnrolmentForm(request.POST or None, services=school.services.current().order_by("level"))
    if form.is_valid():
        cut_date = form.cleaned_data["cut_date"]
        try:
            record_school_enrolment(
                school=school, year=cut_date.year, cut_date=cut_date, counts=form.counts(), by=request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(school, words=_("La matrícula se guardó."))
    return htmx.form(request, "schools/enrolment_form.html", form=form, school=school)
