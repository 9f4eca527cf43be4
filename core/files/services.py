import hashlib
import os
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.files.audio import check_audio
from core.files.images import UploadRefused, clean_image
from core.files.models import FileKind, StoredFile
from core.tenancy.ids import uuid7
from core.tenancy.scope import current_ugel

MAX_DOCUMENT_BYTES = 25 * 1024 * 1024


class NotADocument(UploadRefused):
    message = _("El archivo no es un PDF. Escanee el documento como PDF y vuelva a adjuntarlo.")


class DocumentTooLarge(UploadRefused):
    message = _("El documento pesa más de 25 MB. Escanéelo con menor resolución.")


class EmptyUpload(UploadRefused):
    message = _("El archivo está vacío. Elija otro.")


@transaction.atomic
def store_image(upload, *, owner: str, by, school_id: int | None = None, is_shareable: bool = False) -> StoredFile:
    """Keep a photo, drawn anew, with a small copy for lists; raises UploadRefused with the sentence to show."""
    if not upload.size:
        raise EmptyUpload
    image = clean_image(upload)
    stored = _row(upload, image.photo, FileKind.IMAGE, "image/jpeg", ".jpg", owner=owner, by=by, school_id=school_id)
    stored.width, stored.height, stored.is_shareable = image.width, image.height, is_shareable
    _write(stored.key, image.photo)
    _write(stored.thumb_key, image.thumb)
    stored.save(force_insert=True)
    return stored


@transaction.atomic
def store_audio(upload, *, owner: str, by, school_id: int | None = None) -> StoredFile:
    """Keep a voice note as it came; raises UploadRefused with the sentence to show."""
    if not upload.size:
        raise EmptyUpload
    content_type, suffix = check_audio(upload)
    upload.seek(0)
    content = upload.read()
    stored = _row(upload, content, FileKind.AUDIO, content_type, suffix, owner=owner, by=by, school_id=school_id)
    _write(stored.key, content)
    stored.save(force_insert=True)
    return stored


@transaction.atomic
def store_document(upload, *, owner: str, by, school_id: int | None = None) -> StoredFile:
    """Keep a PDF as it came (scans, signed papers); raises UploadRefused with the sentence to show."""
    if not upload.size:
        raise EmptyUpload
    if upload.size > MAX_DOCUMENT_BYTES:
        raise DocumentTooLarge
    upload.seek(0)
    content = upload.read()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise NotADocument
    stored = _row(
        upload, content, FileKind.DOCUMENT, "application/pdf", ".pdf", owner=owner, by=by, school_id=school_id
    )
    _write(stored.key, content)
    stored.save(force_insert=True)
    return stored


@transaction.atomic
def mark_shareable(*, stored: StoredFile, is_shareable: bool) -> StoredFile:
    """Say whether a photo may leave the UGEL (partners, PDFs, portal): a person looked and saw no faces."""
    stored.is_shareable = is_shareable
    stored.save(update_fields=["is_shareable"])
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
