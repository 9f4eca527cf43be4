from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.files.selectors import Arrivals
from core.submissions.decorators import accepts_once
from core.tenancy.forms import ReasonForm, done
from core.ui import htmx
from guardians import permissions, selectors, services
from guardians.enums import PICTURES, FileKind
from guardians.forms import AssignForm
from guardians.models import VISIT_FORM
from guardians.views.finding import visit_here, visit_seen
from schools.models import School


@access(permissions.SEE)
def visit_detail(request, pk):
    """Where, what for, by when; and once it was made, what was seen, with its pictures."""
    visit = visit_seen(request, pk)
    files = list(visit.files.select_related("file__shareable_by").order_by("pk"))
    may_view = request.allows(permissions.VIEW)
    context = {
        "visit": visit,
        "promise": visit.promise,
        "pictures": [one for one in files if one.kind in PICTURES],
        "voices": [one for one in files if one.kind == FileKind.VOICE],
        "slips": [one for one in files if one.kind == FileKind.SLIP] if may_view else [],
        "arrivals": Arrivals.of(visit, VISIT_FORM),
        "is_mine": visit.guardian.user_id == request.user.pk,
        "may_view": may_view,
        "events": timeline_of(visit, names_witnesses=True) if may_view else [],
    }
    return render(request, "guardians/visit_detail.html", context)


@access(permissions.ASSIGN)
@accepts_once("guardians.assign")
def visit_assign(request, pk):
    """To whom, what to see and by when; only who may be its witness is taken."""
    school = get_object_or_404(School, pk=pk)
    asked = {"instalment": request.GET.get("entrega"), "guardian": request.GET.get("guardian")}
    form = AssignForm(request.POST or None, school=school, initial={k: v for k, v in asked.items() if v})
    made = done(form, lambda told: services.assign_visit(school=school, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La visita quedó encargada: la ve en «Mis visitas»."))
    has_somebody = selectors.guardians_of_school(school).exists()
    return htmx.form(request, "guardians/visit_assign.html", form=form, school=school, has_somebody=has_somebody)


@access(permissions.ASSIGN)
@accepts_once("guardians.call_off")
def visit_call_off(request, pk):
    visit = visit_here(pk)
    if visit.state == "done":
        raise Http404
    form = ReasonForm(request.POST or None)
    made = done(form, lambda told: services.call_off(visit=visit, by=request.user, **told))
    if made:
        return request.submission.received(made, words=_("La visita quedó anulada."))
    return htmx.form(request, "guardians/visit_call_off.html", form=form, visit=visit)
