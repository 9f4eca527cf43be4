from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import ReasonForm, done
from core.ui import htmx
from networks import permissions, selectors, services
from networks.forms import TaskCorrection, TaskForm
from networks.models import Network
from networks.views.finding import network_here, page_of, task_here


@access(permissions.VIEW)
def network_plan(request, pk):
    """What the network set itself to do in a year, and how far each promise came."""
    network = network_here(pk)
    asked = request.GET.get("anio", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) else timezone.localdate().year
    context = {
        "network": network,
        "plan": selectors.plan_of(network, year),
        "may_manage": request.allows(permissions.MANAGE) and not network.is_closed,
    }
    return render(request, "networks/network_plan.html", context)


@access(permissions.MANAGE)
@accepts_once("networks.plan_task")
def task_plan(request, pk):
    network = get_object_or_404(Network.objects.select_related("territory"), pk=pk)
    form = TaskForm(request.POST or None, network=network)
    made = done(form, lambda _told: services.plan_task(network=network, by=request.user, **form.told()))
    if made:
        words = _("La tarea está en el plan y quien se comprometió recibe el pedido de confirmarla.")
        return request.submission.received(made, words=words)
    return htmx.form(request, "networks/task_plan.html", form=form, network=network)


@access(permissions.MANAGE)
@accepts_once("networks.correct_task")
def task_edit(request, pk):
    task = task_here(pk)
    form = TaskCorrection(request.POST or None, instance=task_here(pk))
    made = done(form, lambda told: services.correct_task(task=task, by=request.user, **told))
    if made:
        return request.submission.received(made, to=_back(made), words=_("La tarea se corrigió."))
    return htmx.form(request, "networks/task_edit.html", form=form, task=task)


@access(permissions.MANAGE)
@accepts_once("networks.strike_task")
def task_strike(request, pk):
    task = task_here(pk)
    form = ReasonForm(request.POST or None)
    made = done(form, lambda told: services.strike_task(task=task, by=request.user, **told))
    if made:
        return request.submission.received(made, to=_back(made), words=_("La tarea se quitó del plan."))
    return htmx.form(request, "networks/task_strike.html", form=form, task=task)


def _back(task) -> str:
    """Where it was written down: the meeting, or the plan of its year."""
    return page_of(task.meeting, "acuerdos") if task.meeting else task.get_absolute_url()
