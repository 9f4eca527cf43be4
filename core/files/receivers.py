"""The files of a form on its way in: those inside it go to quarantine first, all are tied to its receipt."""

import hashlib
import uuid

from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver

from core.files import papers, quarantine
from core.files.attachments import attachment_of
from core.files.forms import PREFIX, keys_in
from core.files.images import UploadRefused
from core.files.tasks import attach_soon
from core.submissions.signals import submission_arriving, submission_received, submission_refused

MOST_FILES = 60


@receiver(submission_arriving)
def take_files(sender, request, **kwargs):
    """Without JavaScript photos come with the form; what can be read is safe from here on, even if the form is not.

    What cannot be read stays where it was, for the form to say so.
    """
    attachment = attachment_of(request.submission.form)
    for field in list(request.FILES) if attachment else []:
        if attachment.takes(field):
            _take(request, field, attachment.kind_of(field))


@receiver(submission_arriving)
def take_papers(sender, request, **kwargs):
    """One PDF or photo that the view itself reads: named, so that a refused form can show that it is kept."""
    attachment = attachment_of(request.submission.form)
    is_apart = attachment.takes if attachment else lambda field: False
    for field in list(_naming(request.POST)):
        if not is_apart(field) and field not in request.FILES:
            papers.bring_back(request, field, door=_door(request))
    for field, uploads in request.FILES.lists():
        if len(uploads) == 1 and not is_apart(field) and not hasattr(uploads[0], "kept"):
            papers.name(uploads[0], field=field, submission=request.submission)


@receiver(submission_refused)
def keep_papers(sender, request, **kwargs):
    """Until the form is received, however often it is refused."""
    for upload in request.FILES.values():
        if hasattr(upload, "kept") and not upload.is_waiting:
            papers.keep(upload, by=request.submission.sender, door=_door(request))


@receiver(submission_received)
def let_papers_go(sender, submission, request, **kwargs):
    """The view has read them: what waits in quarantine is no more needed."""
    kept = [upload.kept for upload in request.FILES.values() if hasattr(upload, "kept")]
    named = [key for field in request.FILES for key in keys_in(request.POST, field)] if kept else []
    for key in {*named, *kept}:
        quarantine.take_back(key=key, by=submission.sender)


def _naming(posted):
    """Fields that name a file by its key."""
    return (field for field, values in posted.lists() if any(value.startswith(PREFIX) for value in values))


def _take(request, field, kind):
    kept, refused = [], []
    for upload in request.FILES.getlist(field)[:MOST_FILES]:
        # Named by form and content: the same form sent again brings the same file, once.
        key = uuid.uuid5(request.submission.key, f"{field} {papers.sha256_of(upload)}")
        try:
            quarantine.keep_whole(upload, key=key, by=request.submission.sender, kind=kind, door=_door(request))
        except UploadRefused:
            refused.append(upload)
        else:
            kept.append(f"{PREFIX}{key}")
    request.POST = request.POST.copy()
    request.POST.setlist(field, list(dict.fromkeys([*request.POST.getlist(field), *kept])))
    request.FILES.setlist(field, refused)
    if not refused:
        del request.FILES[field]


def _door(request) -> str:
    """The link itself, unreadable, where nobody is signed in."""
    return "" if request.submission.sender else hashlib.sha256(request.path.encode()).hexdigest()[:32]


@receiver(submission_received)
def tie_files(sender, submission, request, **kwargs):
    attachment = attachment_of(sender)
    if attachment is None:
        return
    if any(attachment.takes(field) for field in request.FILES):
        raise ImproperlyConfigured(f"View of form '{sender}': give its form request.FILES, it says which were refused.")
    named = [(field, key) for field in request.POST if attachment.takes(field) for key in keys_in(request.POST, field)]
    uploads = [
        quarantine.expect(key=key, submission=submission, field=field, position=position)
        for position, (field, key) in enumerate(named[:MOST_FILES])
    ]
    if any(upload.is_settled for upload in uploads):
        attach_soon()
