"""Papers that come back signed: scanned, or as a PDF signed outside."""

import io
from collections.abc import Sequence
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

from core.audit.services import record
from core.documents.enums import SignatureKind
from core.documents.models import Document, SignedCopy
from core.documents.services.papers import issued_bytes
from core.documents.signatures import read_signed
from core.files.images import NotAPhoto, UploadRefused, clean_image
from core.files.pdfs import MAX_DOCUMENT_BYTES, DocumentTooLarge, NotADocument
from core.files.services import NotAPaper, store_document
from core.tenancy.errors import DomainError

OWNER = "documents.SignedCopy"
MOST_PAGES = 20
A4_DPI = 150


class NotPrintedYet(DomainError):
    message = _("El PDF del documento todavía se está preparando. Espere un momento y vuelva a intentarlo.")


class SameCopy(DomainError):
    message = _("Este mismo archivo ya está adjunto.")


class MixedPages(UploadRefused):
    message = _("Adjunte un solo PDF, o bien las fotos de las páginas; no ambos a la vez.")


class TooManyPages(UploadRefused):
    message = _("Adjunte 20 fotos como máximo, o escanee el documento como un solo PDF.")


class AlreadyWithdrawn(DomainError):
    message = _("Otra persona ya retiró esta copia.")


@transaction.atomic
def attach_scan(
    *, document: Document, uploads: Sequence, signed_by: str = "", signed_date: date | None = None, by
) -> SignedCopy:
    """Keep the scan of a paper signed by hand: one PDF, or photos that become one. Raises UploadRefused, SameCopy."""
    scan = uploads[0] if len(uploads) == 1 and _is_pdf(uploads[0]) else _joined(uploads)
    return _keep(
        document, scan, SignatureKind.BY_HAND, by, signed_by=" ".join(signed_by.split())[:200], signed_date=signed_date
    )


@transaction.atomic
def attach_signed_pdf(*, document: Document, upload, by) -> SignedCopy:
    """Keep a PDF signed outside, whose beginning must be our issued bytes.

    Raises NotPrintedYet, UploadRefused, SameCopy.
    """
    if not document.is_printed:
        raise NotPrintedYet
    if upload.size > MAX_DOCUMENT_BYTES:
        raise DocumentTooLarge
    if not _is_pdf(upload):
        raise NotADocument
    upload.seek(0)
    reading = read_signed(issued=issued_bytes(document), signed=upload.read())
    return _keep(
        document,
        upload,
        SignatureKind.DIGITAL,
        by,
        signers=reading.signers,
        has_other_changes=reading.has_other_changes,
    )


@transaction.atomic
def withdraw_copy(*, copy: SignedCopy, reason: str, by) -> SignedCopy:
    """Take back a wrong file: it stays in the archive, and no longer counts. Raises AlreadyWithdrawn."""
    copy = SignedCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.withdrawn_at:
        raise AlreadyWithdrawn
    copy.withdrawn_by, copy.withdrawn_at, copy.withdrawn_because = by, timezone.now(), reason
    copy.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
    record("documents.copy_withdrawn", copy.document, by=by, reason=reason)
    return copy


def _keep(document, upload, kind, by, **fields) -> SignedCopy:
    stored = store_document(upload, owner=OWNER, by=by)
    copy = SignedCopy(document=document, kind=kind, file=stored, sha256=stored.sha256, attached_by=by, **fields)
    try:
        with transaction.atomic():
            copy.save()
    except IntegrityError as error:
        raise SameCopy from error
    record("documents.copy_attached", document, by=by, kind=kind, who=copy.names or copy.signed_by)
    return copy


def _is_pdf(upload) -> bool:
    upload.seek(0)
    return upload.read(5) == b"%PDF-"


def _joined(uploads):
    """Photos of the pages, drawn anew, as one PDF."""
    if len(uploads) > MOST_PAGES:
        raise TooManyPages
    if any(_is_pdf(upload) for upload in uploads):
        raise MixedPages
    try:
        pages = [Image.open(io.BytesIO(clean_image(upload).photo)) for upload in uploads]
    except NotAPhoto as error:
        raise NotAPaper from error
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=A4_DPI)
    return SimpleUploadedFile("escaneo.pdf", out.getvalue(), content_type="application/pdf")
