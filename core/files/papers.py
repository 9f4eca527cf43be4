"""A paper that came with a refused form is not chosen again: it waits in quarantine, and comes back by its key."""

import hashlib
import uuid
from contextlib import suppress

from core.files import quarantine
from core.files.forms import keys_in
from core.files.images import UploadRefused
from core.files.models import FileKind, Upload, UploadState

PAPERS = (FileKind.DOCUMENT, FileKind.IMAGE)


def name(upload, *, field: str, submission) -> None:
    """Write on a PDF or photo under which key it is kept (`kept`) should its form be refused."""
    upload.seek(0)
    kind = FileKind.DOCUMENT if upload.read(5) == b"%PDF-" else FileKind.IMAGE
    try:
        upload.paper_kind = quarantine.check(upload, kind)
    except UploadRefused:
        return
    finally:
        upload.seek(0)
    upload.kept, upload.is_waiting = uuid.uuid5(submission.key, f"{field} {sha256_of(upload)}"), False
    upload.seek(0)


def keep(upload, *, by, door: str) -> None:
    """Take a named paper into quarantine."""
    upload.seek(0)
    with suppress(UploadRefused):  # no room for more: the person chooses it again
        quarantine.keep_whole(upload, key=upload.kept, by=by, kind=upload.paper_kind, door=door)


def bring_back(request, field: str, *, door: str) -> None:
    """Give the form the paper it names, as if it had come with it again."""
    # What was posted tells one form from another, and a received form has its paper no more.
    submission = request.submission
    submission.content_sha256  # noqa: B018
    mine = Upload.objects.filter(sender=submission.sender, door=door, submission=None, state=UploadState.COMPLETE)
    waiting = mine.filter(key__in=keys_in(request.POST, field), kind__in=PAPERS).last()
    if waiting:
        paper = quarantine.content_of(waiting)
        paper.kept, paper.is_waiting = waiting.key, True
        request.FILES.setlist(field, [paper])


def sha256_of(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
