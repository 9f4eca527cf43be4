from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from schools.selectors.calendar import is_school_day
from transport import permissions, selectors, services
from transport.enums import Said
from transport.forms import SayForm
from transport.models import LegDay
from transport.views.finding import asked_day, leg_seen, school_seen

WEEK = timedelta(days=7)


def _board_url(school_id, day) -> str:
    return f"{reverse('transport:day_board', args=[school_id])}?dia={day.isoformat()}"


@access(permissions.SAY)
def day_board(request, pk):
    """One tap a leg: what came, what did not; any day of the week that passed."""
    school, day, today = school_seen(request, pk), asked_day(request), timezone.localdate()
    lanes = selectors.day_lanes(school, day)
    week = [
        {"label": f"{one:%d/%m}", "day": one, "url": _board_url(pk, one), "is_current": one == day}
        for one in selectors.week_around(day)
        if one <= today
    ]
    context = {
        "school": school,
        "day": day,
        "is_ahead": day > today,
        "lanes": lanes,
        "week": week,
        "words": list(Said),
        "has_class": is_school_day(school, day),
        "waits": any(lane.unknown for lane in lanes),
        "week_before": _board_url(pk, day - WEEK),
    }
    return render(request, "transport/day_board.html", context)


@access(permissions.SAY)
@require_POST
@accepts_once("transport.say_leg")
def leg_say(request, pk):
    leg = leg_seen(request, pk)
    form = SayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("No se entendió qué pasó. Toque otra vez uno de los botones."))
        return redirect("transport:day_board", leg.route.school_id)
    told = form.cleaned_data
    to = _board_url(leg.route.school_id, told["day"])
    try:
        made = services.say_leg(leg=leg, by=request.user, **told)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(to)
    words = f"{leg.get_direction_display()}: {made.words}."
    return request.submission.received(made, to=to, words=words)


@access(permissions.SAY)
@require_POST
@accepts_once("transport.same_as_before")
def day_same(request, pk):
    """«Igual que ayer» for the legs of a school nobody spoke of that day."""
    school, day = school_seen(request, pk), asked_day(request)
    legs = [lane.leg for lane in selectors.day_lanes(school, day)]
    try:
        made = services.same_as_before(legs=legs, day=day, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_board_url(pk, day))
    words = ngettext(
        "%(n)s viaje quedó como la vez anterior.", "%(n)s viajes quedaron como la vez anterior.", len(made)
    )
    return request.submission.received(made[0], to=_board_url(pk, day), words=words % {"n": len(made)})


@access(permissions.SCHOOL)
def day_detail(request, pk):
    """What was said of one leg on one day, and what was said before it was corrected."""
    told = get_object_or_404(LegDay.objects.select_related("leg__route__school", "said_by"), pk=pk)
    school_seen(request, told.leg.route.school_id)
    earlier = told.earlier.select_related("said_by").order_by("-version")
    context = {"told": told, "earlier": earlier, "shows_people": request.allows(permissions.SAY)}
    return render(request, "transport/day_detail.html", context)
