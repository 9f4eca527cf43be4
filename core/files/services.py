import hashlib
import os
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.files.audio import CONTENT_TYPE, SUFFIX, clean_audio
from core.files.images import NotAPhoto, UploadRefused, clean_image
from core.files.models import FileKind, StoredFile
from core.files.pdfs import checked_pdf
from core.tenancy.errors import DomainError
from core.tenancy.ids import uuid7
from core.tenancy.scope import current_ugel


class NotAPaper(UploadRefused):
    message = _("El archivo no es un PDF ni una foto que podamos leer. Escanéelo como PDF o tómele una foto.")


class EmptyUpload(UploadRefused):
    message = _("El archivo está vacío. Elija otro.")


@transaction.atomic
def store_image(upload, *, owner: str, by, school_id: int | None = None, is_shareable: bool = False) -> StoredFile:
    """Keep a photo, drawn anew, with a small copy for lists; raises UploadRefused with the sentence to show."""
    if not upload.size:
        raise EmptyUpload
    image = clean_image(upload)
    stored = _row(upload, image.photo, FileKind.IMAGE, "image/jpeg", ".jpg", owner=owner, by=by, school_id=school_id)
    stored.width, stored.height = image.width, image.height
    _write(stored.key, image.photo)
    _write(stored.thumb_key, image.thumb)
    stored.save(force_insert=True)
    return mark_shareable(stored=stored, is_shareable=True, by=by) if is_shareable else stored


@transaction.atomic
def store_audio(upload, *, owner: str, by, school_id: int | None = None) -> StoredFile:
    """Keep a voice note, encoded anew as MP3; raises UploadRefused with the sentence to show."""
    if not upload.size:
        raise EmptyUpload
    content = clean_audio(upload).content
    stored = _row(upload, content, FileKind.AUDIO, CONTENT_TYPE, SUFFIX, owner=owner, by=by, school_id=school_id)
    _write(stored.key, content)
    stored.save(force_insert=True)
    return stored


@transaction.atomic
def store_document(upload, *, owner: str, by, school_id: int | None = None) -> StoredFile:
    """Keep a PDF as it came (scans, signed papers); raises UploadRefused with the sentence to show."""
    if not upload.size:
        raise EmptyUpload
    content = checked_pdf(upload)
    stored = _row(
        upload, content, FileKind.DOCUMENT, "application/pdf", ".pdf", owner=owner, by=by, school_id=school_id
    )
    _write(stored.key, content)
    stored.save(force_insert=True)
    return stored


def store_paper(upload, *, owner: str, by, school_id: int | None = None) -> StoredFile:
    """Keep a paper however it was taken: a PDF as it came, a photo of it drawn anew; raises UploadRefused."""
    upload.seek(0)
    is_pdf = upload.read(5) == b"%PDF-"
    try:
        return (store_document if is_pdf else store_image)(upload, owner=owner, by=by, school_id=school_id)
    except NotAPhoto as error:
        raise NotAPaper from error


class OnlyPhotosAreShared(DomainError):
    message = _("Solo se marcan fotos. Un documento sale de la UGEL cuando se emite o se envía.")


@transaction.atomic
def mark_shareable(*, stored: StoredFile, is_shareable: bool, by) -> StoredFile:
    """Say whether a photo may leave the UGEL (partners, PDFs, portal): a person looked and saw no faces.

    Raises OnlyPhotosAreShared.
    """
    stored = StoredFile.objects.select_for_update().get(pk=stored.pk)
    if stored.kind != FileKind.IMAGE:
        raise OnlyPhotosAreShared
    if stored.is_shareable != is_shareable:
        stored.is_shareable = is_shareable
        stored.shareable_by, stored.shareable_at = (by, timezone.now()) if is_shareable else (None, None)
        stored.save(update_fields=["is_shareable", "shareable_by", "shareable_at"])
        verb = "files.marked_shareable" if is_shareable else "files.marked_private"
        record(verb, by, by=by, school_id=stored.school_id, file=stored.pk)
    return stored


def _write(key: str, content: bytes) -> None:
    """Keep bytes so that a power cut after the commit finds them on the disk."""
    default_storage.save(key, ContentFile(content))
    try:
        path = default_storage.path(key)
    except NotImplementedError:  # a bucket
        return
    with Path(path).open("rb") as file:
        os.fsync(file.fileno())


def _row(upload, content, kind, content_type, suffix, *, owner, by, school_id):
    pk = uuid7()
    return StoredFile(
        id=pk,
        kind=kind,
        owner=owner,
        school_id=school_id,
        key=f"{current_ugel().code}/{pk.hex[-4:-2]}/{pk.hex}{suffix}",
        content_type=content_type,
        original_name=(getattr(upload, "name", "") or "").replace("\x00", "")[-160:],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=by,
    )
