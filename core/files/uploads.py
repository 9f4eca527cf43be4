"""The door of the devices: one file, piece by piece, each answer saying how much of it is here."""

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import unquote

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.access.decorators import access
from core.accounts.enums import Role
from core.files import quarantine
from core.files.images import UploadRefused
from core.files.models import Upload, UploadState
from core.files.tasks import attach_soon

RANGE = re.compile(r"bytes (\d{1,10})-(\d{1,10})/(\d{1,10})")
DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/=]{44}):")


@dataclass(frozen=True)
class Piece:
    """What the headers say of the bytes: `Content-Range`, `Repr-Digest` (RFC 9530) of the whole, the file's name."""

    start: int
    total: int
    content: bytes
    sha256: str
    name: str

    @classmethod
    def of(cls, request):
        """Raises ValueError for headers that do not fit each other or the body."""
        range_, digest = request.headers.get("Content-Range", ""), request.headers.get("Repr-Digest", "")
        found = RANGE.fullmatch(range_)
        if found is None:
            raise ValueError("Content-Range")
        start, last, total = (int(number) for number in found.groups())
        content = request.body
        if len(content) != last - start + 1 or last >= total or len(content) > quarantine.MAX_CHUNK_BYTES:
            raise ValueError("Content-Range does not fit the body")
        return cls(start, total, content, _hex(digest), unquote(request.headers.get("X-File-Name", ""))[-160:])


def _hex(digest: str) -> str:
    if not digest:
        return ""
    found = DIGEST.fullmatch(digest)
    try:
        return base64.b64decode(found[1], validate=True).hex() if found else ""
    except binascii.Error as error:
        raise ValueError("Repr-Digest") from error


@access.member
@require_http_methods(["GET", "PUT", "DELETE"])
def upload_receive(request, key):
    """GET: how much is here. PUT: a piece of it. DELETE: its sender took it off the form."""
    if request.method != "GET" and request.roles <= {Role.REGION_READER}:
        raise PermissionDenied(_("Desde la región se lee; no se envía nada."))
    if request.method == "DELETE":
        quarantine.take_back(key=key, by=request.user)
    if request.method != "PUT":
        return _answer(Upload.objects.filter(key=key, sender=request.user).first() or Upload(key=key))
    try:
        piece = Piece.of(request)
    except ValueError as error:
        return JsonResponse({"detail": str(error)}, status=400)
    try:
        upload = quarantine.receive_chunk(key=key, by=request.user, **vars(piece))
    except UploadRefused as error:
        return JsonResponse({"state": UploadState.REFUSED, "received": 0, "reason": str(error)}, status=422)
    if upload.state == UploadState.COMPLETE and upload.submission_id:
        attach_soon()
    return _answer(upload)


def _answer(upload):
    body = {"state": upload.state, "received": upload.received}
    if upload.state == UploadState.REFUSED:
        return JsonResponse({**body, "reason": upload.refusal}, status=422)
    return JsonResponse(body)
