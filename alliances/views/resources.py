"""What an alliance puts on the table: written down, mended, taken off."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from alliances import permissions, services
from alliances.forms import ResourceForm, StrikeForm
from alliances.models import Alliance, Resource
from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done


@access(permissions.WRITE)
@accepts_once("alliances.add_resource")
def resource_add(request, pk):
    alliance = get_object_or_404(Alliance, pk=pk)
    form = ResourceForm(request.POST or None)
    if done(form, lambda told: services.add_resource(alliance=alliance, by=request.user, **told)):
        return request.submission.received(alliance, words=_("El recurso quedó anotado."))
    return _page(request, form, alliance, _("Agregar un recurso"))


@access(permissions.WRITE)
@accepts_once("alliances.correct_resource")
def resource_edit(request, pk):
    """Mend it, or note what was spent."""
    resource = _resource(pk)
    form = ResourceForm(request.POST or None, instance=_resource(pk))
    if done(form, lambda told: services.correct_resource(resource=resource, by=request.user, **told)):
        return request.submission.received(resource.alliance, words=_("El recurso quedó corregido."))
    return _page(request, form, resource.alliance, _("Corregir el recurso"), resource=resource)


@access(permissions.WRITE)
@accepts_once("alliances.strike_resource")
def resource_strike(request, pk):
    resource, form = _resource(pk), StrikeForm(request.POST or None)
    if done(form, lambda told: services.strike_resource(resource=resource, by=request.user, **told)):
        return request.submission.received(resource.alliance, words=_("El recurso se quitó."))
    return _page(request, form, resource.alliance, _("Quitar el recurso"))


def _resource(pk) -> Resource:
    return get_object_or_404(Resource.objects.standing().select_related("alliance"), pk=pk)


def _page(request, form, alliance, title, *, resource=None):
    context = {"form": form, "alliance": alliance, "title": title, "resource": resource}
    return render(request, "alliances/resource_form.html", context, status=422 if form.errors else 200)
