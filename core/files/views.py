from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.http import url_has_allowed_host_and_scheme

from core.access.decorators import access
from core.files import permissions
from core.files.access import may_see
from core.files.forms import ShareForm
from core.files.models import FileKind, StoredFile
from core.files.services import mark_shareable
from core.submissions.decorators import accepts_once


@access.member
def file_show(request, pk):
    stored = _visible(request, pk)
    return file_response(stored, stored.key)


@access.member
def file_thumb(request, pk):
    stored = _visible(request, pk)
    return file_response(stored, stored.thumb_key if stored.is_image else stored.key)


@access(permissions.MARK_SHAREABLE)
@accepts_once("files.share")
def file_share(request, pk):
    """Look at a photo and say whether a face is seen in it."""
    stored = _visible(request, pk)
    if not stored.is_image:
        raise Http404
    form = ShareForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        mark_shareable(stored=stored, is_shareable=form.cleaned_data["is_shareable"], by=request.user)
        return request.submission.received(stored, to=_next(request, form) or request.path)
    context = {"file": stored, "form": form}
    return render(request, "files/file_share.html", context, status=422 if form.errors else 200)


def _next(request, form) -> str:
    """Where the person came from, if that is a page of ours."""
    wanted = form.cleaned_data["next"]
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _visible(request, pk):
    stored = get_object_or_404(StoredFile, pk=pk)
    # A file somebody may not see does not exist for them.
    if not may_see(request, stored):
        raise Http404
    return stored


def file_response(stored, key):
    """A kept file as a response that no page of ours can run; who may see it was asked before."""
    is_paper = stored.kind == FileKind.DOCUMENT
    response = FileResponse(
        default_storage.open(key),
        content_type=stored.content_type,
        as_attachment=is_paper,  # a PDF is not opened inside our own pages
        filename=(stored.original_name or "documento.pdf") if is_paper else "",
    )
    response["Cache-Control"] = "private, max-age=86400, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
