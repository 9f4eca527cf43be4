from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from core.access.decorators import access
from core.files.access import may_see
from core.files.models import StoredFile


@access.member
def file_show(request, pk):
    stored = _visible(request, pk)
    return _answer(stored, stored.key)


@access.member
def file_thumb(request, pk):
    stored = _visible(request, pk)
    return _answer(stored, stored.thumb_key if stored.kind == "image" else stored.key)


def _visible(request, pk):
    stored = get_object_or_404(StoredFile, pk=pk)
    # A file somebody may not see does not exist for them.
    if not may_see(request, stored):
        raise Http404
    return stored


def _answer(stored, key):
    response = FileResponse(default_storage.open(key), content_type=stored.content_type)
    response["Cache-Control"] = "private, max-age=86400, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
