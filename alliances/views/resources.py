"""What an alliance puts on the table: written down, mended, taken off."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from alliances import permissions, services
from alliances.forms import ResourceForm, StrikeForm
from alliances.models import Alliance, Resource
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError


@access(permissions.WRITE)
@accepts_once("alliances.add_resource")
def resource_add(request, pk):
    alliance = get_object_or_404(Alliance, pk=pk)
    form = ResourceForm(request.POST or None)
    if form.is_valid():
        services.add_resource(alliance=alliance, by=request.user, **form.cleaned_data)
        return request.submission.received(alliance, words=_("El recurso quedó anotado."))
    return _page(request, form, alliance, _("Agregar un recurso"))


@access(permissions.WRITE)
@accepts_once("alliances.correct_resource")
def resource_edit(request, pk):
    """Mend it, or note what was spent."""
    resource = _resource(pk)
    form = ResourceForm(request.POST or None, instance=_resource(pk))
    act = lambda: services.correct_resource(resource=resource, by=request.user, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and _done(form, act):
        return request.submission.received(resource.alliance, words=_("El recurso quedó corregido."))
    return _page(request, form, resource.alliance, _("Corregir el recurso"), resource=resource)


@access(permissions.WRITE)
@accepts_once("alliances.strike_resource")
def resource_strike(request, pk):
    resource, form = _resource(pk), StrikeForm(request.POST or None)
    act = lambda: services.strike_resource(resource=resource, by=request.user, **form.cleaned_data)  # noqa: E731
    if form.is_valid() and _done(form, act):
        return request.submission.received(resource.alliance, words=_("El recurso se quitó."))
    return _page(request, form, resource.alliance, _("Quitar el recurso"))


def _done(form, act) -> bool:
    try:
        act()
    except DomainError as error:
        form.add_error(None, str(error))
    return not form.errors


def _resource(pk) -> Resource:
    return get_object_or_404(Resource.objects.standing().select_related("alliance"), pk=pk)


def _page(request, form, alliance, title, *, resource=None):
    context = {"form": form, "alliance": alliance, "title": title, "resource": resource}
    return render(request, "alliances/resource_form.html", context, status=422 if form.errors else 200)
