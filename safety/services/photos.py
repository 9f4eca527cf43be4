from django.db import transaction

from core.files.services import store_image
from safety.models import AnswerPhoto, Check, ChecklistItem
from safety.services.checks import begin
from safety.services.errors import TooManyPhotos, UnknownAnswer

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
def remove_photo(*, photo: AnswerPhoto, by) -> None:
    """Take a picture off a check that is still being filled; the stored file stays for the audit."""
    begin(check=photo.safety_check, by=by)
    photo.delete()
