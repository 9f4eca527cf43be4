from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from transport import permissions, rule, selectors, services
from transport.forms import DocumentForm, DriverForm, VehicleForm
from transport.models import Driver, Vehicle


@access(permissions.VIEW)
def vehicle_list(request):
    """What carries pupils with which papers; who drives, for whoever manages routes."""
    vehicles, today, limits = list(selectors.vehicles()), timezone.localdate(), selectors.limits()
    for vehicle in vehicles:
        vehicle.papers = rule.papers_of(vehicle.facts, day=today, limits=limits)
    drivers = list(selectors.drivers()) if request.allows(permissions.MANAGE) else []
    context = {"vehicles": vehicles, "drivers": drivers, "today": today}
    return render(request, "transport/vehicle_list.html", context)


@access(permissions.VIEW)
def vehicle_detail(request, pk):
    vehicle = _vehicle_here(pk)
    context = {
        "vehicle": vehicle,
        "points": rule.look_at(vehicle.facts, day=timezone.localdate(), limits=selectors.limits()),
        "documents": sorted(vehicle.documents.all(), key=lambda one: one.expires, reverse=True),
        "routes": vehicle.routes.select_related("school").order_by("school__name", "name"),
        "today": timezone.localdate(),
        "events": timeline_of(vehicle),
    }
    return render(request, "transport/vehicle_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("transport.register_vehicle")
def vehicle_create(request):
    form = VehicleForm(request.POST or None)
    made = done(form, lambda told: services.register_vehicle(by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("El vehículo está registrado. Agregue sus documentos."))
    return htmx.form(request, "transport/vehicle_create.html", form=form)


@access(permissions.MANAGE)
@accepts_once("transport.change_vehicle")
def vehicle_edit(request, pk):
    vehicle = _vehicle_here(pk)
    form = VehicleForm(request.POST or None, instance=_vehicle_here(pk))
    made = done(form, lambda told: services.change_vehicle(vehicle=vehicle, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("El vehículo quedó corregido."))
    return htmx.form(request, "transport/vehicle_edit.html", form=form, vehicle=vehicle)


@access(permissions.MANAGE)
@accepts_once("transport.add_document")
def document_add(request, pk):
    vehicle = _vehicle_here(pk)
    form = DocumentForm(request.POST or None)
    made = done(form, lambda told: services.add_document(vehicle=vehicle, by=request.user, **told))
    if made:
        return request.submission.received(made, to=vehicle.get_absolute_url(), words=_("El documento está anotado."))
    return htmx.form(request, "transport/document_add.html", form=form, vehicle=vehicle)


@access(permissions.MANAGE)
@accepts_once("transport.register_driver")
def driver_create(request):
    form = DriverForm(request.POST or None)
    made = done(form, lambda told: services.register_driver(by=request.user, **told))
    if made:
        return request.submission.received(made, to=reverse("transport:vehicle_list"), words=_("Quedó registrado."))
    return htmx.form(request, "transport/driver_create.html", form=form)


@access(permissions.MANAGE)
@accepts_once("transport.change_driver")
def driver_edit(request, pk):
    driver = get_object_or_404(Driver, pk=pk)
    form = DriverForm(request.POST or None, instance=get_object_or_404(Driver, pk=pk))
    made = done(form, lambda told: services.change_driver(driver=driver, by=request.user, **told))
    if made:
        return request.submission.received(made, to=reverse("transport:vehicle_list"), words=_("Quedó corregido."))
    return htmx.form(request, "transport/driver_edit.html", form=form, driver=driver)


def _vehicle_here(pk) -> Vehicle:
    return get_object_or_404(Vehicle.objects.select_related("partner").prefetch_related("documents"), pk=pk)
