import hashlib
import json
from collections.abc import Iterable
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.enums import DocumentState, DocumentType
from core.documents.models import Document, DocumentCounter, YearName
from core.documents.selectors.letterheads import letter_style
from core.tenancy.errors import DomainError
from core.tenancy.ids import public_code
from core.tenancy.numbers import next_number
from core.tenancy.scope import current_ugel

CODE_LENGTH = 12


def canonical_json(snapshot) -> str:
    """One spelling for one content: sorted keys, no spaces, UTF-8. What its SHA-256 is taken of."""
    return json.dumps(snapshot, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256_of(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


class AlreadySuperseded(DomainError):
    message = _("Este documento ya fue reemplazado por otro. Abra la versión vigente para corregirla.")


@transaction.atomic
def issue(
    *,
    document_type: DocumentType,
    title: str,
    snapshot_sha256: str,
    by,
    supersedes: Iterable[Document] = (),
    amends: Document | None = None,
) -> Document:
    """Give a paper its number, date and public code; from here on the database refuses to change it.

    Numbers run per UGEL, type and year without gaps: the counter's row is locked until the caller commits, and a
    rollback gives the number back. Each of `supersedes` is replaced as a whole, `amends` stays in force beside this.
    Raises AlreadySuperseded when another paper replaced one of them first.
    """
    today = timezone.localdate(timezone=ZoneInfo(current_ugel().time_zone))
    if amends is not None:
        _current(amends)
    document = Document.objects.create(
        type=document_type,
        year=today.year,
        number=next_number(DocumentCounter, type=document_type, year=today.year),
        suffix=letter_style().suffix,
        title=title,
        issued_date=today,
        issued_by=by,
        public_code=public_code(CODE_LENGTH),
        snapshot_sha256=snapshot_sha256,
        amends=amends,
    )
    for old in sorted(supersedes, key=attrgetter("pk")):  # in one order: two who lock the same ones wait in turn
        _supersede(old, document)
    record("documents.document_issued", document, by=by, label=str(document))
    return document


def _current(document) -> Document:
    """The paper under lock, so that nobody replaces it meanwhile."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not document.is_current:
        raise AlreadySuperseded
    return document


def _supersede(old, new):
    old = _current(old)
    old.state, old.superseded_by = DocumentState.SUPERSEDED, new
    old.save(update_fields=["state", "superseded_by"])


@transaction.atomic
def attach_file(*, document: Document, key: str, size: int, file_sha256: str, is_sealed: bool = False) -> bool:
    """Write down the printed PDF, once: it carries the number, so it is made after it.

    `key` is its name in the storage. False when another worker was first: then the caller's file is nobody's.
    """
    unprinted = Document.objects.filter(pk=document.pk, file_sha256="")
    made = unprinted.update(file_key=key, file_size=size, file_sha256=file_sha256, is_sealed=is_sealed)
    document.refresh_from_db(fields=["file_key", "file_size", "file_sha256", "is_sealed"])
    return bool(made)


@transaction.atomic
def record_sgd_expediente(*, document: Document, sgd_expediente: str, by) -> Document:
    """Note under which expediente the SGD keeps this paper; a correction stays readable in its history."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    before, document.sgd_expediente = document.sgd_expediente, sgd_expediente.strip()
    if document.sgd_expediente != before:
        document.save(update_fields=["sgd_expediente"])
        record("documents.expediente_recorded", document, by=by, number=document.sgd_expediente, before=before)
    return document


def record_year_name(*, year: int, name: str, by) -> YearName:
    """Set what the letterhead prints under the coat of arms in one year."""
    row, _made = YearName.objects.update_or_create(year=year, defaults={"name": name.strip(' «»"')})
    record("documents.year_name_changed", row, by=by, year=year, name=row.name)
    return row
