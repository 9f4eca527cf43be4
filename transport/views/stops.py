from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from transport import permissions, services
from transport.forms import StopForm
from transport.models import Stop
from transport.views.finding import route_here


@access(permissions.MANAGE)
@accepts_once("transport.add_stop")
def stop_add(request, pk):
    route = route_here(pk)
    form = StopForm(request.POST or None, route=route)
    made = done(form, lambda told: services.add_stop(route=route, by=request.user, **told))
    if made:
        return request.submission.received(made, to=route.get_absolute_url(), words=_said(made))
    return htmx.form(request, "transport/stop_add.html", form=form, route=route)


@access(permissions.MANAGE)
@accepts_once("transport.change_stop")
def stop_edit(request, pk):
    stop = _stop_here(pk)
    route = route_here(stop.route_id)
    form = StopForm(request.POST or None, instance=_stop_here(pk), route=route)
    made = done(form, lambda told: services.change_stop(stop=stop, by=request.user, **told))
    if made:
        return request.submission.received(made, to=route.get_absolute_url(), words=_said(made))
    return htmx.form(request, "transport/stop_edit.html", form=form, route=route, stop=stop)


@access(permissions.MANAGE)
@require_POST
@accepts_once("transport.remove_stop")
def stop_remove(request, pk):
    stop = _stop_here(pk)
    route = services.remove_stop(stop=stop, by=request.user)
    return request.submission.received(route, words=_("La parada salió de la ruta y sus asientos quedaron libres."))


def _stop_here(pk) -> Stop:
    return get_object_or_404(Stop.objects.select_related("route__school"), pk=pk)


def _said(stop: Stop) -> str:
    if stop.waiting:
        return _("La parada está guardada. Quedan %(n)s sin asiento.") % {"n": stop.waiting}
    return _("La parada está guardada y todos tienen asiento.")
