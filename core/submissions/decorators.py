"""`@accepts_once("needs.report")`: a form whose double tap, retry or fiftieth copy does nothing more."""

from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render

from core.submissions import services, signals
from core.submissions.arrival import Arrival


def accepts_once(form: str):
    """Let each form the page opened count once; stands below the access mark.

    The view calls `request.submission.received(…)` when it has done what the form asked, and returns the answer.
    Whatever it answers otherwise, nothing of it stays in the database and the id stays free.
    """

    def decorate(view):
        @wraps(view)
        def once(request, *args, **kwargs):
            request.submission = Arrival.of(request, form)
            if request.method != "POST":
                return view(request, *args, **kwargs)
            if not request.submission.is_from_its_sender:
                return _refused(render(request, "submissions/other_sender.html", status=409), "other-sender")
            signals.submission_arriving.send(sender=None, request=request)
            return _receive(request, lambda: view(request, *args, **kwargs))

        once.accepts_once = form
        return once

    return decorate


def _receive(request, answer):
    arrival = request.submission
    with transaction.atomic():
        try:
            arrival.row = services.claim(**arrival.claim)
        except services.StillUnderWay as error:
            return _still_under_way(request, error)
        if arrival.row.is_received:
            return _repeated(request, arrival)
        response = answer()
        if arrival.row.is_received:
            return _receipt(request, arrival.row) if arrival.wants_json else response
        transaction.set_rollback(True)
    signals.submission_refused.send(sender=None, request=request)
    if arrival.wants_json and 300 <= response.status_code < 400:
        return JsonResponse({"number": None, "to": response["Location"]})
    return response


def _repeated(request, arrival):
    """The same form again gets the same answer; another text under a used id is never thrown away."""
    if arrival.row.content_sha256 != arrival.content_sha256:
        context = {"submission": arrival.row, "fields": arrival.fields, "new": arrival.renewed()}
        return _refused(render(request, "submissions/already_received.html", context, status=409), "id-used")
    if arrival.wants_json:
        return _receipt(request, arrival.row)
    messages.success(request, str(arrival.row))
    return HttpResponseRedirect(arrival.row.to)


def _refused(response, reason):
    """Say to the device which of the two conflicts it is."""
    response["X-Submission"] = reason
    return response


def _receipt(request, row):
    return JsonResponse({"number": row.number, "words": str(row), "to": row.to})


def _still_under_way(request, error):
    response = render(request, "submissions/still_under_way.html", {"reason": error}, status=503)
    response["Retry-After"] = "5"
    return response
