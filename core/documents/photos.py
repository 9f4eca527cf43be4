import re

from django.core.files.storage import default_storage

from core.files.models import StoredFile
from core.tenancy.scope import scope

PHOTO_PATH = re.compile(r".*/archivos/(?P<id>[0-9a-f-]{36})/.*")


def shareable_photo(ugel, path: str) -> tuple[bytes, str] | None:
    """Bytes and type of a photo a paper prints, if a person marked it shareable; in a scope of its own."""
    match = PHOTO_PATH.fullmatch(path)
    if match is None:
        return None
    with scope(ugel):
        photo = StoredFile.objects.filter(pk=match["id"], is_shareable=True).first()
    if photo is None:
        return None
    with default_storage.open(photo.key) as stored:
        return stored.read(), photo.content_type
