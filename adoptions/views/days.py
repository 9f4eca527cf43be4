from django.shortcuts import render
from django.utils.translation import gettext as _

from adoptions import permissions, services
from adoptions.forms import DayPlanForm, DayTellForm
from adoptions.models import DAY_FORM
from adoptions.views.finding import adoption_here, day_here, day_seen
from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.files.selectors import Arrivals
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx


@access(permissions.SCHOOL)
def day_detail(request, pk):
    """What was to be done, who came, the photos, and the promise behind it with what each side saw."""
    day = day_seen(request, pk)
    context = {
        "day": day,
        "adoption": day.adoption,
        "promise": day.promise,
        "earlier": [link.commitment for link in day.links.all()][:-1],
        "photos": day.photos.select_related("file__shareable_by").order_by("pk"),
        "arrivals": Arrivals.of(day, DAY_FORM),
        "events": timeline_of(day),
    }
    return render(request, "adoptions/day_detail.html", context)


@access(permissions.MANAGE)
@accepts_once("adoptions.plan_day")
def day_plan(request, pk):
    adoption = adoption_here(pk)
    form = DayPlanForm(request.POST or None, adoption=adoption)
    made = done(form, lambda _told: services.plan_day(adoption=adoption, by=request.user, **form.told()))
    if made:
        words = _("La jornada está planificada y la unidad recibe su enlace para confirmarla.")
        return request.submission.received(made, words=words)
    return htmx.form(request, "adoptions/day_plan.html", form=form, adoption=adoption)


@access(permissions.MANAGE)
@accepts_once(DAY_FORM)
def day_tell(request, pk):
    day = day_here(pk)
    form = DayTellForm(request.POST or None, request.FILES or None, instance=day_here(pk))
    made = done(form, lambda _told: services.tell_day(day=day, by=request.user, **form.told()))
    if made:
        return request.submission.received(made, words=_("La jornada quedó anotada."))
    return htmx.form(request, "adoptions/day_tell.html", form=form, day=day)
