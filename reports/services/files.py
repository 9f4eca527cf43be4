"""Printed files of a report, kept under random names in the tenant's folder; nothing is printed in a transaction."""

import hashlib
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from core.documents.pdf import pdf_of
from core.documents.photos import shareable_photo
from core.documents.sealing import sealed
from core.documents.services import attach_file
from core.tenancy.ids import uuid7
from core.tenancy.scope import scope
from reports.enums import FileKind
from reports.models import Report, ReportFile
from reports.selectors.reading import Reading
from reports.services.printing import html_of
from reports.services.spreadsheet import workbook_of


def print_files(*, ugel, report_id: int) -> None:
    """Make PDF and spreadsheet from what the report says now; of an issued one only what is missing."""
    with scope(ugel):
        report = Report.objects.select_related("document", "supersedes__document").get(pk=report_id)
        reading = Reading(report)
        made = set(report.files.values_list("kind", flat=True)) if report.is_issued else set()
        html = html_of(reading) if FileKind.PDF not in made else None
        workbook = workbook_of(reading) if FileKind.XLSX not in made else None
    if html:
        _keep(ugel, report, FileKind.PDF, *_printed(ugel, html, is_issued=report.is_issued))
    if workbook is not None:
        _keep(ugel, report, FileKind.XLSX, workbook)


def _printed(ugel, html, *, is_issued) -> tuple[bytes, bool]:
    pdf = pdf_of(html, photo_at=partial(shareable_photo, ugel))
    # A draft carries no seal: it is nobody's document yet.
    return sealed(pdf) if is_issued else (pdf, False)


def _keep(ugel, report, kind, content, is_sealed=False):
    key = default_storage.save(f"{ugel.code}/informes/{uuid7().hex}.{kind}", ContentFile(content))
    file = {"key": key, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    with scope(ugel):
        _replace(report, kind, file, is_sealed)


def _replace(report, kind, file, is_sealed):
    now = Report.objects.select_for_update(of=("self",)).select_related("document").get(pk=report.pk)
    old = ReportFile.objects.filter(report=report, kind=kind).first()
    if now.state != report.state or (old and now.is_issued):
        # It was issued while this draft was printed, or another worker was first: our file is nobody's.
        transaction.on_commit(lambda: default_storage.delete(file["key"]))
        return
    if old:
        transaction.on_commit(lambda: default_storage.delete(old.key))
        old.delete()
    ReportFile.objects.create(report=report, kind=kind, **file)
    if now.document and kind == FileKind.PDF:
        attach_file(
            document=now.document,
            key=file["key"],
            size=file["size"],
            file_sha256=file["sha256"],
            is_sealed=is_sealed,
        )


def drop_draft_files(*, report: Report) -> None:
    """Forget the printed drafts: an issued report is printed anew with its number."""
    keys = list(report.files.values_list("key", flat=True))
    report.files.all().delete()
    transaction.on_commit(lambda: [default_storage.delete(key) for key in keys])
