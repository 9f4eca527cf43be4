"""The files of a form on its way in: those inside it go to quarantine first, all are tied to its receipt."""

import hashlib
import uuid

from django.core.exceptions import ImproperlyConfigured
from django.dispatch import receiver

from core.files import quarantine
from core.files.attachments import attachment_of
from core.files.forms import PREFIX, keys_in
from core.files.images import UploadRefused
from core.files.tasks import attach_soon
from core.submissions.signals import submission_arriving, submission_received

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


def _take(request, field, kind):
    kept, refused = [], []
    for upload in request.FILES.getlist(field)[:MOST_FILES]:
        # Named by form and content: the same form sent again brings the same file, once.
        key = uuid.uuid5(request.submission.key, f"{field} {_sha256(upload)}")
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


def _sha256(upload) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()
