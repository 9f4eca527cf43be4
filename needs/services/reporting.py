from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files.models import StoredFile
from core.files.services import store_image
from core.tenancy.errors import DomainError
from core.tenancy.numbers import next_number
from needs.enums import AttachmentKind, NeedSource, NeedState, Severity
from needs.models import Need, NeedAttachment, NeedCounter
from needs.models.attachments import OWNER
from needs.services.moving import locked, move
from needs.services.remembering import remember
from needs.services.telling import tell_danger

MAX_ATTACHMENTS = 8


class TooManyPhotos(DomainError):
    message = _("Una necesidad lleva hasta 8 fotos. Quite alguna o regístrela aparte.")


@transaction.atomic
def register_need(*, school, by, source=NeedSource.SCHOOL, reported_at=None, photos=(), **told) -> Need:
    """Save what somebody says a school lacks; a danger is told to the UGEL at once.

    `told` are the fields of Need a person fills (category, space, element, what, detail, place, severity,
    affected_students, source_key). Raises UploadRefused or TooManyPhotos, and then nothing is saved.
    """
    if len(photos) > MAX_ATTACHMENTS:
        raise TooManyPhotos
    need = Need(school=school, reported_by=by, source=source, reported_at=reported_at or timezone.now(), **told)
    need.number = next_number(NeedCounter)
    need.save(force_insert=True)
    for photo in photos:
        attach_photo(need=need, upload=photo, by=by)
    remember(need, "reported", by=by, at=reported_at, severity=need.severity)
    if need.severity == Severity.DANGER:
        tell_danger(need, by=by)
    return need


@transaction.atomic
def attach_photo(*, need: Need, upload: UploadedFile, by) -> NeedAttachment:
    """Keep a photo with the need; raises UploadRefused with the sentence to show."""
    stored = store_image(upload, owner=OWNER, by=by, school_id=need.school_id)
    return attach_file(need=need, stored=stored)


@transaction.atomic
def attach_file(*, need: Need, stored: StoredFile, kind: AttachmentKind = AttachmentKind.PHOTO) -> NeedAttachment:
    """Tie a file that is already kept (sent ahead by the phone) to the need; raises TooManyPhotos."""
    if need.attachments.count() >= MAX_ATTACHMENTS:
        raise TooManyPhotos
    return NeedAttachment.objects.create(need=need, file=stored, kind=kind)


@transaction.atomic
def resubmit_need(*, need: Need, by, **told) -> Need:
    """Send a returned need again with what was missing; raises NeedMovedOn when it is no longer returned."""
    need = locked(need)
    move(need, NeedState.REPORTED, by=by, told=False, reason="", **told)
    if need.severity == Severity.DANGER:
        tell_danger(need, by=by)
    return need
