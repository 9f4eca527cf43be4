"""Answers to a form: one call for the visitor with htmx and the one without."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def form(request, template, *, form, **context):
    """The page with its form; an invalid one answers 422, which htmx swaps in like any other."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def saved(request, template=None, *, to=None, message=None, **context):
    """After a successful POST: the fragment for htmx, a redirect for everybody else.

    `to` is where to go (a url or an object with get_absolute_url); without it the form's `next`, then the first
    object of the context that has an address, then the page itself.
    """
    if message:
        messages.success(request, message)
    if getattr(request, "htmx", None) and template:
        return render(request, template, context)
    return HttpResponseRedirect(_address(request, to, context))


def _address(request, to, context):
    if to is not None:
        return to.get_absolute_url() if hasattr(to, "get_absolute_url") else str(to)
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    owner = next((value for value in context.values() if hasattr(value, "get_absolute_url")), None)
    return owner.get_absolute_url() if owner else request.get_full_path()
