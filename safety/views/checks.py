from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tables2 import RequestConfig

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from safety import permissions
from safety.enums import CheckState, Dimension
from safety.filters import CheckFilter
from safety.forms import PlanForm, ReasonForm, VisitForm
from safety.models import Check
from safety.selectors.checks import Tally, findings, sections_of, visible_to, with_scores
from safety.selectors.history import history_of
from safety.services import checks as services
from safety.tables import CheckTable
from schools.models import School

PER_PAGE = 25


@access(permissions.VIEW)
def check_list(request):
    checks = visible_to(request.user, request.roles)
    found = CheckFilter(request.GET, queryset=with_scores(checks), request=request)
    table = CheckTable(found.qs.order_by("-planned_date", "-id"))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    tally = Tally.of(checks, timezone.localdate())
    context = {"table": table, "filter": found, "chips": chips_of(tally), "is_filtered": bool(request.GET)}
    context |= heading_of(request)
    return render(request, "safety/check_list.html", context)


def chips_of(tally) -> list[dict]:
    """The list answers its question first: what waits, in words, each a filter."""
    n, states = ngettext, CheckState
    said = [
        (tally.waiting, n("%(n)d por verificar", "%(n)d por verificar", tally.waiting), states.SUBMITTED),
        (tally.returned, n("%(n)d observada", "%(n)d observadas", tally.returned), states.RETURNED),
        (tally.overdue, n("%(n)d visita atrasada", "%(n)d visitas atrasadas", tally.overdue), states.PLANNED),
        (tally.this_week, n("%(n)d visita esta semana", "%(n)d visitas esta semana", tally.this_week), states.PLANNED),
    ]
    return [{"label": words % {"n": count}, "url": f"?estado={state}"} for count, words, state in said if count]


def heading_of(request) -> dict:
    """The list's buttons, each only for those who may use it."""
    paper = {"label": _("Ficha en blanco"), "url": reverse("safety:checklist_print"), "icon": "printer"}
    sheet = {"label": _("Cargar fichas de otro año"), "url": reverse("safety:import_new"), "icon": "upload"}
    plan = {"label": _("Planificar visita"), "url": reverse("safety:check_plan"), "icon": "calendar"}
    return {
        "actions": [sheet, paper] if request.allows(permissions.IMPORT) else [paper],
        "action": plan if request.allows(permissions.PLAN) else None,
    }


@access(permissions.PLAN)
@accepts_once("safety.plan")
def check_plan(request):
    initial = {"school": request.GET.get("escuela"), "author": request.user, "planned_date": timezone.localdate()}
    form = PlanForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            check = services.plan_check(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("school", str(error))
        else:
            messages.success(request, _("La visita quedó planificada."))
            return request.submission.received(check)
    return render(request, "safety/check_plan.html", {"form": form}, status=422 if form.errors else 200)


@access(permissions.PLAN)
@accepts_once("safety.replan")
def check_replan(request, pk):
    check = visible_check(request, pk)
    initial = {"planned_date": check.planned_date, "author": check.author}
    form = VisitForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.replan_check(check=check, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("La visita cambió de fecha o de persona."))
            return request.submission.received(check)
    context = {"form": form, "check": check}
    return render(request, "safety/check_replan.html", context, status=422 if form.errors else 200)


@access(permissions.VIEW)
def check_detail(request, pk):
    check = visible_check(request, pk)
    context = {
        "check": check,
        "sections": sections_of(check),
        "findings": findings(check),
        "events": timeline_of(check),
        **allowed(request, check),
    }
    return render(request, "safety/check_detail.html", context)


def allowed(request, check) -> dict:
    """What this person may do with the check in its state; the pages behind ask again."""
    is_author = check.author_id == request.user.pk
    may_verify = request.allows(permissions.VERIFY) and not is_author
    return {
        "can_fill": request.allows(permissions.FILL) and is_author and check.is_fillable,
        "can_verify": may_verify and check.is_submitted,
        "can_withdraw": may_verify and check.is_verified,
        "can_plan": request.allows(permissions.PLAN),
    }


@access(permissions.PLAN)
@accepts_once("safety.cancel")
def check_cancel(request, pk):
    check = visible_check(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.cancel_check(check=check, reason=form.cleaned_data["reason"], by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("La ficha quedó anulada."))
            return request.submission.received(check)
    context = {"form": form, "check": check}
    return render(request, "safety/check_cancel.html", context, status=422 if form.errors else 200)


@access(permissions.VIEW)
def school_checks(request, school_id):
    school = get_object_or_404(School.objects.select_related("district"), pk=school_id)
    checks = with_scores(visible_to(request.user, request.roles).filter(school=school))
    page = Paginator(checks.order_by("-planned_date", "-id"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"school": school, "page": page, "history": history_of(checks), "dimensions": Dimension}
    return render(request, "safety/school_checks.html", context)


def visible_check(request, pk) -> Check:
    """The check with its school; one the person may not see does not exist for them."""
    return get_object_or_404(with_scores(visible_to(request.user, request.roles)), pk=pk)
