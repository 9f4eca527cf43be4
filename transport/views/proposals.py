from datetime import time

from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_time

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from schools.models import School
from schools.selectors.maps import outlines_of
from transport import permissions, rule, selectors, services
from transport.enums import Direction
from transport.forms import ProposeForm
from transport.views.finding import school_seen

USUAL_ARRIVAL = time(8)


@access(permissions.MANAGE)
@accepts_once("transport.propose_routes")
def routes_propose(request, pk):
    """From which settlements, with what, for when; a worker looks for the routes."""
    school = school_seen(request, pk)
    routes = selectors.planned_routes(school)
    initial = {"arrival": _arrival_of(routes), "vehicles": [one.vehicle_id for one in routes if one.vehicle_id]}
    form = ProposeForm(request.POST or None, vehicles=selectors.vans(), initial=initial)
    made = done(form, lambda told: services.ask_for_routes(school=school, by=request.user, **told))
    if made:
        return request.submission.received(made)
    context = {
        "form": form,
        "school": school,
        "found": selectors.settlements_of(routes),
        "pace": selectors.pace(),
        "most_places": rule.MOST_PLACES,
        "is_installed": rule.is_installed(),
        "has_vans": form.fields["vehicles"].queryset.exists(),
    }
    return htmx.form(request, "transport/routes_propose.html", **context)


@access(permissions.MANAGE)
def proposal_detail(request, job_pk):
    """What was proposed, beside the routes that run; nothing changes by it."""
    job = get_object_or_404(selectors.proposals(), pk=job_pk)
    school = school_seen(request, job.args["school_id"])
    plan, arrival = job.result["plan"], parse_time(job.args["arrival"])
    for trip in plan["trips"]:
        for stop in trip["stops"]:
            stop["hour"] = _before(arrival, stop["minutes"])
    pace = rule.Pace(**plan["pace"])
    context = {
        "job": job,
        "school": school,
        "plan": plan,
        "pace": pace,
        "arrival": arrival,
        "present": selectors.present_plan(school, selectors.planned_routes(school), pace),
        "points": selectors.plan_points(school, plan),
        "districts": outlines_of(School.objects.filter(pk=school.pk)),
    }
    return render(request, "transport/proposal_detail.html", context)


def _arrival_of(routes) -> time:
    """The earliest hour at which a route of the school already says it arrives."""
    hours = [leg.hour for route in routes for leg in route.legs.all() if leg.direction == Direction.ENTRADA]
    return min((hour for hour in hours if hour), default=USUAL_ARRIVAL)


def _before(arrival: time, minutes: int) -> time:
    """The clock so many minutes earlier, across midnight too."""
    return time(*divmod((arrival.hour * 60 + arrival.minute - minutes) % (24 * 60), 60))
