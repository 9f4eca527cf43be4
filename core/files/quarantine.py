"""Files as devices send them: in pieces, again, resumed, early or late; raw until a job draws them anew."""

import hashlib
import io
import uuid
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg import Cursor

from core.files.audio import HEAD_BYTES, NotAVoiceNote, audio_format, check_audio
from core.files.images import MAX_BYTES, NotAPhoto, PhotoTooLarge, UploadRefused, check_image
from core.files.models import FileKind, Upload, UploadChunk, UploadState
from core.files.pdfs import checked_pdf
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
    upload = _locked(key, by, is_likely_new=not start)
    if upload.is_settled:
        return upload
    if (upload.size, upload.sha256) != (total, sha256):
        _begin(upload, by, total, sha256, name)
    fresh = content[upload.received - start :] if start <= upload.received else b""
    if fresh:
        _keep_chunk(upload, fresh)
    if upload.received >= upload.size:
        _complete(upload, fresh if len(fresh) == upload.size else _joined(upload))
    upload.save()
    return upload


@transaction.atomic
def keep_whole(upload, *, key: uuid.UUID, by, kind: FileKind, door="") -> Upload:
    """Take a file that came inside a form into quarantine; raises UploadRefused with its sentence.

    `door` tells apart who is nobody's account, so that one link cannot use up the room of another.
    """
    check(upload, kind)
    upload.seek(0)
    content = upload.read()
    row = _locked(key, by, is_likely_new=True)
    if not row.is_settled:
        row.door = door
        sha256 = hashlib.sha256(content).hexdigest()
        _begin(row, by, len(content), sha256, upload.name)
        _keep_chunk(row, content)
        _complete(row, content, kind)
        row.save()
    return row


@transaction.atomic(savepoint=False)
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
    if wanted == FileKind.DOCUMENT:
        checked_pdf(upload)
        return wanted
    upload.seek(0)
    kind = FileKind.AUDIO if audio_format(upload.read(HEAD_BYTES)) else FileKind.IMAGE
    if wanted and wanted != kind:
        raise NotAPhoto if wanted == FileKind.IMAGE else NotAVoiceNote
    check_audio(upload) if kind == FileKind.AUDIO else check_image(upload)
    return kind


def content_of(upload: Upload) -> SimpleUploadedFile:
    """The whole file as it came."""
    return SimpleUploadedFile(upload.name or "foto.jpg", _joined(upload))


def _locked(key, sender, state=UploadState.ARRIVING, *, is_likely_new=False) -> Upload:
    """The file of that name, made when nobody knew it yet; `is_likely_new` spares looking first."""
    named = Upload.objects.select_for_update().filter(key=key, sender=sender)
    found = None if is_likely_new else named.first()
    if found is None:
        Upload.objects.bulk_create([Upload(key=key, sender=sender, state=state)], ignore_conflicts=True)
        found = named.get()
    return found


def _keep_chunk(upload, content):
    """Insert a piece as bytes: Django would write them out as text twice as long, to be parsed again."""
    table = connection.ops.quote_name(UploadChunk._meta.db_table)
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        cursor.execute(
            f"INSERT INTO {table} (ugel_id, upload_id, start, content) VALUES (%s, %s, %s, %s)",  # noqa: S608
            [upload.ugel_id, upload.pk, upload.received, content],
        )
    upload.received += len(content)


def _begin(upload, by, total, sha256, name):
    """Nothing has arrived yet, or another picture comes under the same name: start over."""
    theirs = Upload.objects.filter(sender=by, door=upload.door, submission=None).exclude(pk=upload.pk)
    if (theirs.aggregate(n=Sum("size"))["n"] or 0) + total > MAX_WAITING_BYTES:
        raise TooMuchWaiting
    if upload.received:
        upload.chunks.all().delete()
    upload.state, upload.received = UploadState.ARRIVING, 0
    upload.size, upload.sha256, upload.name = total, sha256, name.replace("\x00", "")[-160:]


def _complete(upload, content, wanted=None):
    if len(content) != upload.size or (upload.sha256 and hashlib.sha256(content).hexdigest() != upload.sha256):
        # Damaged on the way: the device is told to begin again.
        upload.chunks.all().delete()
        upload.received = 0
        return
    try:
        upload.kind = check(_Bytes(content), wanted)
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
