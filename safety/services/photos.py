from collections.abc import Callable

from django.db import transaction

from core.files.models import StoredFile
from core.files.services import store_image
from safety.enums import CheckState
from safety.models import AnswerPhoto, Check, ChecklistItem
from safety.services.checks import begin
from safety.services.errors import CheckStateChanged, TooManyPhotos, UnknownAnswer

PHOTOS_PER_ITEM = 4
OWNER = "safety.AnswerPhoto"


@transaction.atomic
def attach_photo(*, check: Check, item: ChecklistItem, upload, by, visited_date=None) -> AnswerPhoto:
    """Keep a picture of one item. Raises UploadRefused for what is no picture, TooManyPhotos past four."""
    check = begin(check=check, by=by, visited_date=visited_date)
    if item.version_id != check.version_id:
        raise UnknownAnswer
    if check.photos.filter(item=item).count() >= PHOTOS_PER_ITEM:
        raise TooManyPhotos
    stored = store_image(upload, owner=OWNER, by=by, school_id=check.school_id)
    return AnswerPhoto.objects.create(safety_check=check, item=item, file=stored)


@transaction.atomic
def keep_arrived_photo(*, check: Check, item: ChecklistItem, keep: Callable[[], StoredFile]) -> AnswerPhoto:
    """Tie a photo that a saved page announced; on a bad line it may come after the check was handed over.

    Raises TooManyPhotos, and CheckStateChanged for a cancelled check.
    """
    check = Check.objects.select_for_update().get(pk=check.pk)
    if check.state == CheckState.CANCELLED:
        raise CheckStateChanged
    if check.photos.filter(item=item).count() >= PHOTOS_PER_ITEM:
        raise TooManyPhotos
    return AnswerPhoto.objects.create(safety_check=check, item=item, file=keep())


@transaction.atomic
def remove_photo(*, photo: AnswerPhoto, by) -> None:
    """Take a picture off a check that is still being filled; the stored file stays for the audit."""
    begin(check=photo.safety_check, by=by)
    photo.delete()
