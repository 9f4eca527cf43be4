"""The page behind the link of somebody who was called to a meeting."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments.views.behind_links import behind_link
from core.tenancy.urls import absolute
from networks import services
from networks.services.calendars import as_icalendar

behind_call = behind_link(
    services.opened_call,
    language=lambda call: services.recipient_of(call.member).language,
    closed="networks/door/closed.html",
)


@behind_call
@require_safe
def call_show(request, call):
    """Where, when and what for; opening it writes nothing."""
    context = {"call": call, "meeting": call.meeting, "token": services.CALLS.token_of(call)}
    return render(request, "networks/door/call.html", context)


@behind_call
@require_safe
def call_calendar(request, call):
    """The date for the calendar of a telephone."""
    url = absolute(f"/{request.ugel.code}{services.CALLS.path_of(call)}")
    answer = HttpResponse(as_icalendar(call.meeting, url=url), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="reunion.ics"'
    return answer
