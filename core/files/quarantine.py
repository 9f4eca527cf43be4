"""Files as devices send them: in pieces, again, resumed, early or late; raw until a job draws them anew."""

import hashlib
import io
import uuid
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.files.audio import HEAD_BYTES, NotAVoiceNote, audio_type, check_audio
from core.files.images import MAX_BYTES, NotAPhoto, PhotoTooLarge, UploadRefused, check_image
from core.files.models import FileKind, Upload, UploadChunk, UploadState
from core.files.services import EmptyUpload

MAX_CHUNK_BYTES = 1024 * 1024
MAX_WAITING_BYTES = 300 * 1024 * 1024
ORPHAN_AFTER = timedelta(days=7)


class TooMuchWaiting(UploadRefused):
    message = _("Ya hay demasiadas fotos suyas sin formulario. Envíe primero los formularios pendientes.")


@transaction.atomic
def receive_chunk(*, key: uuid.UUID, by, start: int, total: int, content: bytes, sha256="", name="") -> Upload:
    """Add a piece to a file; `received` of the answer says where to go on, whatever was sent before.

    A picture that cannot be read ends as REFUSED with its sentence. Raises PhotoTooLarge, EmptyUpload, TooMuchWaiting.
    """
    if total > MAX_BYTES:
        raise PhotoTooLarge
    if not total:
        raise EmptyUpload
    upload = _locked(key, by)
    if upload.is_settled:
        return upload
    if (upload.size, upload.sha256) != (total, sha256):
        _begin(upload, by, total, sha256, name)
    fresh = content[upload.received - start :] if start <= upload.received else b""
    if fresh:
        UploadChunk.objects.create(upload=upload, start=upload.received, content=fresh)
        upload.received += len(fresh)
    if upload.received >= upload.size:
        _complete(upload)
    upload.save()
    return upload


@transaction.atomic
def keep_whole(upload, *, key: uuid.UUID, by, kind: FileKind) -> Upload:
    """Take a file that came inside a form into quarantine; raises UploadRefused with its sentence."""
    check(upload, kind)
    upload.seek(0)
    content = upload.read()
    row = _locked(key, by)
    if not row.is_settled:
        sha256 = hashlib.sha256(content).hexdigest()
        _begin(row, by, len(content), sha256, upload.name)
        UploadChunk.objects.create(upload=row, start=0, content=content)
        row.received = row.size
        _complete(row)
        row.save()
    return row


@transaction.atomic
def expect(*, key: uuid.UUID, submission, field: str, position: int) -> Upload:
    """Tie a file to the form it belongs to, whether it has arrived or not; the first form keeps it."""
    upload = _locked(key, submission.sender, UploadState.EXPECTED)
    if upload.submission_id is None:
        upload.submission, upload.field, upload.position = submission, field, position
        upload.save(update_fields=["submission", "field", "position"])
    return upload


@transaction.atomic
def take_back(*, key: uuid.UUID, by) -> None:
    """Forget a file its sender removed before sending the form."""
    Upload.objects.filter(key=key, sender=by, submission=None).delete()


def discard_orphans() -> int:
    """Delete what waited a week for a form; the device still has it and will send it again if asked."""
    return Upload.objects.orphans(timezone.now() - ORPHAN_AFTER).delete()[0]


def check(upload, wanted: FileKind | None = None) -> FileKind:
    """What the file is, by its bytes; raises UploadRefused with the sentence for what is neither, or not `wanted`."""
    if not upload.size:
        raise EmptyUpload
    upload.seek(0)
    kind = FileKind.AUDIO if audio_type(upload.read(HEAD_BYTES)) else FileKind.IMAGE
    if wanted and wanted != kind:
        raise NotAPhoto if wanted == FileKind.IMAGE else NotAVoiceNote
    check_audio(upload) if kind == FileKind.AUDIO else check_image(upload)
    return kind


def content_of(upload: Upload) -> SimpleUploadedFile:
    """The whole file as it came."""
    return SimpleUploadedFile(upload.name or "foto.jpg", _joined(upload))


def _locked(key, sender, state=UploadState.ARRIVING) -> Upload:
    row = Upload(key=key, sender=sender, state=state)
    Upload.objects.bulk_create([row], ignore_conflicts=True)
    return Upload.objects.select_for_update().get(key=key, sender=sender)


def _begin(upload, by, total, sha256, name):
    """Nothing has arrived yet, or another picture comes under the same name: start over."""
    waiting = Upload.objects.filter(sender=by, submission=None).exclude(pk=upload.pk).aggregate(n=Sum("size"))["n"]
    if (waiting or 0) + total > MAX_WAITING_BYTES:
        raise TooMuchWaiting
    if upload.received:
        upload.chunks.all().delete()
    upload.state, upload.received = UploadState.ARRIVING, 0
    upload.size, upload.sha256, upload.name = total, sha256, name.replace("\x00", "")[-160:]


def _complete(upload):
    content = _joined(upload)
    if len(content) != upload.size or (upload.sha256 and hashlib.sha256(content).hexdigest() != upload.sha256):
        # Damaged on the way: the device is told to begin again.
        upload.chunks.all().delete()
        upload.received = 0
        return
    try:
        upload.kind = check(_Bytes(content))
    except UploadRefused as error:
        refuse(upload, error)
    else:
        upload.state = UploadState.COMPLETE


def refuse(upload: Upload, reason) -> None:
    """Keep only why; the caller saves."""
    upload.chunks.all().delete()
    upload.state, upload.refusal = UploadState.REFUSED, str(reason)[:300]


def _joined(upload) -> bytes:
    return b"".join(upload.chunks.order_by("start").values_list("content", flat=True))


class _Bytes(io.BytesIO):
    """Bytes with the size that Django's uploads have."""

    @property
    def size(self):
        return self.getbuffer().nbytes
