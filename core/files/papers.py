"""A paper that came with a refused form is not chosen again: it waits in quarantine, and comes back by its key."""

import hashlib
import uuid

from core.files import quarantine
from core.files.forms import keys_in
from core.files.images import UploadRefused
from core.files.models import FileKind, Upload, UploadState

PAPERS = (FileKind.DOCUMENT, FileKind.IMAGE)


def keep(upload, *, field: str, submission, door: str) -> None:
    """Take a PDF or photo into quarantine and write its key on it (`kept`); what is neither stays as it came."""
    upload.seek(0)
    kind = FileKind.DOCUMENT if upload.read(5) == b"%PDF-" else FileKind.IMAGE
    key = uuid.uuid5(submission.key, f"{field} {sha256_of(upload)}")
    try:
        quarantine.keep_whole(upload, key=key, by=submission.sender, kind=kind, door=door)
    except UploadRefused:
        return
    finally:
        upload.seek(0)
    upload.kept = key


def bring_back(request, field: str, *, door: str) -> None:
    """Give the form the paper it names, as if it had come with it again."""
    # What was posted tells one form from another, and a received form has its paper no more.
    submission = request.submission
    submission.content_sha256  # noqa: B018
    mine = Upload.objects.filter(sender=submission.sender, door=door, submission=None, state=UploadState.COMPLETE)
    waiting = mine.filter(key__in=keys_in(request.POST, field), kind__in=PAPERS).last()
    if waiting:
        paper = quarantine.content_of(waiting)
        paper.kept = waiting.key
        request.FILES.setlist(field, [paper])


def sha256_of(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
