import hashlib
import json
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from core.documents.enums import DocumentState, DocumentType
from core.documents.models import Document, DocumentCounter, YearName
from core.tenancy.errors import DomainError
from core.tenancy.ids import public_code
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
    *, document_type: DocumentType, title: str, snapshot_sha256: str, by, supersedes: Document | None = None
) -> Document:
    """Give a paper its number, date and public code; from here on the database refuses to change it.

    Numbers run per UGEL, type and year without gaps: the counter's row is locked until the caller commits, and a
    rollback gives the number back. Raises AlreadySuperseded when another paper replaced `supersedes` first.
    """
    today = timezone.localdate(timezone=ZoneInfo(current_ugel().time_zone))
    document = Document.objects.create(
        type=document_type,
        year=today.year,
        number=_next_number(document_type, today.year),
        title=title,
        issued_date=today,
        issued_by=by,
        public_code=public_code(CODE_LENGTH),
        snapshot_sha256=snapshot_sha256,
    )
    if supersedes is not None:
        _supersede(supersedes, document)
    record("documents.document_issued", document, by=by, label=str(document))
    return document


def _next_number(document_type, year):
    DocumentCounter.objects.get_or_create(type=document_type, year=year)
    counter = DocumentCounter.objects.select_for_update().get(type=document_type, year=year)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return counter.last_number


def _supersede(old, new):
    old = Document.objects.select_for_update().get(pk=old.pk)
    if not old.is_current:
        raise AlreadySuperseded
    old.state, old.superseded_by = DocumentState.SUPERSEDED, new
    old.save(update_fields=["state", "superseded_by"])


def attach_file_hash(*, document: Document, file_sha256: str) -> None:
    """Write down the printed file's SHA-256, once: the file carries the number, so it is made after it."""
    Document.objects.filter(pk=document.pk, file_sha256="").update(file_sha256=file_sha256)
    document.refresh_from_db(fields=["file_sha256"])


def record_year_name(*, year: int, name: str, by) -> YearName:
    """Set what the letterhead prints under the coat of arms in one year."""
    row, _made = YearName.objects.update_or_create(year=year, defaults={"name": name.strip(' «»"')})
    record("documents.year_name_changed", row, by=by, year=year, name=row.name)
    return row
