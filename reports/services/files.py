"""Printed files of a report, kept under random names in the tenant's folder; nothing is printed in a transaction."""

import hashlib
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from core.documents.pdf import pdf_of
from core.documents.services import attach_file_hash
from core.tenancy.ids import uuid7
from core.tenancy.scope import scope
from reports.enums import FileKind
from reports.models import Report, ReportFile
from reports.selectors.reading import Reading
from reports.services.printing import html_of, photo_at
from reports.services.spreadsheet import workbook_of


def print_files(*, ugel, report_id: int) -> None:
    """Make PDF and spreadsheet from what the report says now; of an issued one only what is missing."""
    with scope(ugel):
        report = Report.objects.select_related("document", "supersedes__document").get(pk=report_id)
        reading = Reading(report)
        made = set(report.files.values_list("kind", flat=True)) if report.is_issued else set()
        html = html_of(reading) if FileKind.PDF not in made else None
        workbook = workbook_of(reading) if FileKind.XLSX not in made else None
    pdf = pdf_of(html, photo_at=partial(photo_at, ugel)) if html else None
    for kind, content in ((FileKind.PDF, pdf), (FileKind.XLSX, workbook)):
        if content is not None:
            _keep(ugel, report, kind, content)


def _keep(ugel, report, kind, content):
    key = default_storage.save(f"{ugel.code}/informes/{uuid7().hex}.{kind}", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    with scope(ugel):
        _replace(report, kind, key, len(content), digest)


def _replace(report, kind, key, size, digest):
    now = Report.objects.select_for_update(of=("self",)).select_related("document").get(pk=report.pk)
    old = ReportFile.objects.filter(report=report, kind=kind).first()
    if now.state != report.state or (old and now.is_issued):
        # It was issued while this draft was printed, or another worker was first: our file is nobody's.
        transaction.on_commit(lambda: default_storage.delete(key))
        return
    if old:
        transaction.on_commit(lambda: default_storage.delete(old.key))
        old.delete()
    ReportFile.objects.create(report=report, kind=kind, key=key, size=size, sha256=digest)
    if now.is_issued and kind == FileKind.PDF:
        attach_file_hash(document=now.document, file_sha256=digest)


def drop_draft_files(*, report: Report) -> None:
    """Forget the printed drafts: an issued report is printed anew with its number."""
    keys = list(report.files.values_list("key", flat=True))
    report.files.all().delete()
    transaction.on_commit(lambda: [default_storage.delete(key) for key in keys])
