"""From a template and its content to an issued paper with its PDF; used by every app that issues one."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.documents.enums import DocumentType
from core.documents.models import Document, PaperContent
from core.documents.pdf import pdf_of
from core.documents.photos import shareable_photo
from core.documents.sealing import sealed
from core.documents.selectors.printing import paper_context
from core.documents.services.issuing import attach_file, canonical_json, issue, sha256_of
from core.jobs.models import Job
from core.jobs.services import enqueue
from core.tenancy.errors import DomainError
from core.tenancy.ids import uuid7
from core.tenancy.scope import scope

PRINT = "documents.print_paper"


class AlreadyPrinted(DomainError):
    message = gettext_lazy("El PDF ya está listo. Vuelva a abrir la página del documento para descargarlo.")


@transaction.atomic
def issue_paper(
    *,
    document_type: DocumentType,
    title: str,
    template: str,
    snapshot: Mapping,
    context: Mapping | None = None,
    by,
    supersedes: Iterable[Document] = (),
    amends: Document | None = None,
) -> Document:
    """Issue a paper from `template` (extends "documents/print/paper.html"); a worker prints its PDF.

    `snapshot` is everything the paper claims, as plain data: it is frozen, its SHA-256 is printed, and the template
    gets it with `context` (what only decorates) and the paper's own number, letterhead and QR. The job to wait for is
    `document.contents.get().job`. Raises AlreadySuperseded.
    """
    text = canonical_json(snapshot)
    document = issue(
        document_type=document_type,
        title=title[:200],
        snapshot_sha256=sha256_of(text),
        by=by,
        supersedes=supersedes,
        amends=amends,
    )
    html = render_to_string(template, {**(context or {}), **snapshot, **paper_context(document)})
    PaperContent.objects.create(document=document, snapshot=text, html=html, job=_order_print(document, by))
    return document


@transaction.atomic
def print_again(*, document: Document, by) -> Job:
    """Order the print of a paper whose job failed; raises AlreadyPrinted."""
    content = PaperContent.objects.select_for_update(of=("self",)).select_related("document").get(document=document)
    if content.document.is_printed:
        raise AlreadyPrinted
    content.job = _order_print(content.document, by)
    content.save(update_fields=["job"])
    return content.job


def print_paper(*, ugel, document_id: int) -> None:
    """Make the PDF of an issued paper, outside any transaction; run again it ends once."""
    with scope(ugel):
        content = PaperContent.objects.select_related("document").get(document=document_id)
    if content.document.is_printed:
        return
    pdf, is_sealed = sealed(pdf_of(content.html, photo_at=partial(shareable_photo, ugel)))
    key = default_storage.save(f"{ugel.code}/documentos/{uuid7().hex}.pdf", ContentFile(pdf))
    digest = hashlib.sha256(pdf).hexdigest()
    with scope(ugel):
        is_first = attach_file(
            document=content.document, key=key, size=len(pdf), file_sha256=digest, is_sealed=is_sealed
        )
    if not is_first:
        default_storage.delete(key)


def issued_bytes(document: Document) -> bytes:
    """The PDF exactly as it was issued."""
    with default_storage.open(document.file_key) as stored:
        return stored.read()


def _order_print(document, by) -> Job:
    label = _("Imprimiendo: %(title)s") % {"title": document}
    return enqueue(PRINT, by=by, label=label, document_id=document.pk)
