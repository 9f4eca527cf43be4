from django.shortcuts import render

from core.access.decorators import access
from core.ui import gallery as samples


@access.signed_in
def gallery(request):
    """Every component in every state, for whoever builds a page."""
    return render(request, "pages/gallery.html", samples.context(request))


@access.signed_in
def gallery_phone(request):
    return render(request, "pages/gallery_phone.html", {"form": samples.SampleForm(), "entries": samples.ENTRIES})


@access.signed_in
def gallery_print(request):
    return render(request, "pages/gallery_print.html", {**samples.context(request), **samples.PAPER})


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
