"""Sheets a worker printed for one person: kept in a folder of the UGEL, taken by whoever asked, some thrown away."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.documents.pdf import pdf_of
from core.jobs.models import Job

KEPT_FOR = timedelta(days=1)


def keep_pdf(html: str, *, ugel, folder: str, name: str) -> str:
    """Print and keep the PDF under a key, which it returns; run again it replaces what was there."""
    key = f"{ugel.code}/{folder}/{name}.pdf"
    default_storage.delete(key)
    return default_storage.save(key, ContentFile(pdf_of(html)))


def forget_pdfs(ugel, folder: str) -> int:
    """Throw away those of a folder whose day is over, because they name people; how many."""
    place, before = f"{ugel.code}/{folder}", timezone.now() - KEPT_FOR
    names = default_storage.listdir(place)[1] if default_storage.exists(place) else []
    old = [name for name in names if default_storage.get_modified_time(f"{place}/{name}") < before]
    for name in old:
        default_storage.delete(f"{place}/{name}")
    return len(old)


def printed_job(request, job_pk, kind: str) -> Job:
    """The job this person asked for, with its file still there; 404 for anything else."""
    job = get_object_or_404(Job, pk=job_pk, dispatch__kind=kind, created_by=request.user)
    key = (job.result or {}).get("key")
    if not key or not default_storage.exists(key):
        raise Http404
    return job


def answer_pdf(request, job_pk, kind: str, *, filename: str) -> FileResponse:
    """The sheet of `printed_job`, to take away."""
    content = default_storage.open(printed_job(request, job_pk, kind).result["key"])
    return FileResponse(content, content_type="application/pdf", as_attachment=True, filename=filename)
