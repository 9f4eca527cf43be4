from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from water import permissions, selectors, services
from water.forms import TankerForm
from water.models import Tanker


@access(permissions.VIEW)
def tanker_list(request):
    """Which lorries may carry drinking water, the authorisation that ends first on top."""
    context = {"tankers": selectors.tankers(), "today": timezone.localdate()}
    return render(request, "water/tanker_list.html", context)


@access(permissions.MANAGE)
@accepts_once("water.add_tanker")
def tanker_add(request):
    form = TankerForm(request.POST or None)
    made = done(form, lambda told: services.save_tanker(by=request.user, **told))
    if made:
        return request.submission.received(
            made, to=reverse("water:tanker_list"), words=_("La cisterna está registrada.")
        )
    return htmx.form(request, "water/tanker_form.html", form=form)


@access(permissions.MANAGE)
@accepts_once("water.correct_tanker")
def tanker_edit(request, pk):
    tanker = get_object_or_404(Tanker, pk=pk)
    form = TankerForm(request.POST or None, instance=get_object_or_404(Tanker, pk=pk))
    made = done(form, lambda told: services.save_tanker(tanker=tanker, by=request.user, **told))
    if made:
        return request.submission.received(
            made, to=reverse("water:tanker_list"), words=_("La cisterna quedó corregida.")
        )
    return htmx.form(request, "water/tanker_form.html", form=form, tanker=tanker)
