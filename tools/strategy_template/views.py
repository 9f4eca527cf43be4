from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from newstrategy import permissions, selectors, services
from newstrategy.forms import ActivityForm
from newstrategy.models import Activity
from newstrategy.permissions import check_can_finish

ACTIVITIES_A_PAGE = 50


@access(permissions.VIEW)
def activity_list(request):
    page = Paginator(selectors.activity_list(), ACTIVITIES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "newstrategy/activity_list.html", {"page": page})


@access(permissions.PLAN)
@accepts_once("newstrategy.plan")
def activity_plan(request):
    form = ActivityForm(request.POST or None)
    if form.is_valid():
        activity = services.plan_activity(by=request.user, **form.cleaned_data)
        words = _("La actividad quedó planificada.")
        return request.submission.received(activity, to=reverse("newstrategy:activity_list"), words=words)
    return render(request, "newstrategy/activity_plan.html", {"form": form}, status=422 if form.errors else 200)


@access(permissions.FINISH)
@require_POST
@accepts_once("newstrategy.finish")
def activity_finish(request, pk):
    activity = get_object_or_404(Activity, pk=pk)
    check_can_finish(request.user, activity)
    try:
        services.finish_activity(activity=activity, by=request.user)
    except DomainError as error:
        messages.error(request, error)
        return redirect("newstrategy:activity_list")
    words = _("Quedó registrado que la actividad se realizó.")
    return request.submission.received(activity, to=reverse("newstrategy:activity_list"), words=words)
