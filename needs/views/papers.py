from django.shortcuts import render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.documents.printed import answer_pdf, printed_job
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
    return render(request, "needs/paper_detail.html", {"job": printed_job(request, job_pk, PRINT_SHEETS)})


@access(permissions.REPORT)
def paper_download(request, job_pk):
    """The PDF, for whoever asked for it."""
    return answer_pdf(request, job_pk, PRINT_SHEETS, filename=_("hojas-de-necesidad.pdf"))
