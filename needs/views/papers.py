from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.jobs.models import Job
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from core.ui import htmx
from needs import permissions
from needs.forms import SheetsForm
from needs.views.finding import visible_schools

PRINT_SHEETS = "needs.print_sheets"


@access(permissions.REPORT)
@accepts_once("needs.paper")
def paper_print(request):
    """Blank sheets for one's schools, each with the QR of its school; a worker prints them."""
    schools = visible_schools(request).select_related("district")
    asked = request.GET.get("escuela", "")
    chosen = [asked] if asked.isdecimal() else []
    form = SheetsForm(request.POST or None, schools=schools, initial={"schools": chosen})
    if form.is_valid():
        job = enqueue(PRINT_SHEETS, by=request.user, school_ids=[school.pk for school in form.cleaned_data["schools"]])
        return request.submission.received(job)
    return htmx.form(request, "needs/paper_print.html", form=form)


@access(permissions.REPORT)
def paper_detail(request, job_pk):
    """Printed: take them, or print others."""
    return render(request, "needs/paper_detail.html", {"job": _printed(request, job_pk)})


@access(permissions.REPORT)
def paper_download(request, job_pk):
    """The PDF, for whoever asked for it."""
    job = _printed(request, job_pk)
    name = _("hojas-de-necesidad.pdf")
    content = default_storage.open(job.result["key"])
    return FileResponse(content, content_type="application/pdf", as_attachment=True, filename=name)


def _printed(request, job_pk) -> Job:
    job = get_object_or_404(Job, pk=job_pk, dispatch__kind=PRINT_SHEETS, created_by=request.user)
    key = (job.result or {}).get("key")
    if not key or not default_storage.exists(key):
        raise Http404
    return job
