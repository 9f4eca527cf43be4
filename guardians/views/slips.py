from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.documents.printed import answer_pdf, printed_job
from core.files.services import store_paper
from core.jobs.services import enqueue
from core.submissions.decorators import accepts_once
from core.tenancy.forms import done
from core.ui import htmx
from guardians import permissions, services
from guardians.enums import VisitState
from guardians.forms import SlipForm, SlipsForm
from guardians.models import OWNER
from guardians.views.finding import visit_here

PRINT_SLIPS = "guardians.print_slips"


@access(permissions.ASSIGN)
@accepts_once("guardians.slip")
def visit_slip(request, pk):
    """What the QR of a slip opens: its answers copied as they are, with the signed sheet attached."""
    visit = visit_here(pk)
    if request.method != "POST" and visit.state != VisitState.PENDING:
        messages.error(request, str(services.VisitOver()))
        return redirect(visit)
    form = SlipForm(request.POST or None, request.FILES or None, visit=visit)
    made = done(form, lambda told: _copied(request, visit, form, told["paper"]))
    if made:
        words = _("La hoja quedó copiada: vale como palabra del guardián, porque lleva su firma.")
        return request.submission.received(made, words=words)
    return htmx.form(request, "guardians/visit_slip.html", form=form, visit=visit, promise=visit.promise)


@access(permissions.ASSIGN)
@accepts_once("guardians.slips")
def slips_print(request):
    """A page for each visit to make, for whoever goes without a telephone; a worker prints them."""
    asked = request.GET.get("visita", "")
    form = SlipsForm(request.POST or None, initial={"visits": [asked] if asked.isdecimal() else []})
    if form.is_valid():
        ids = [visit.pk for visit in form.cleaned_data["visits"]]
        return request.submission.received(enqueue(PRINT_SLIPS, by=request.user, visit_ids=ids))
    return htmx.form(request, "guardians/slips_print.html", form=form, has_any=form.fields["visits"].queryset.exists())


@access(permissions.ASSIGN)
def slips_ready(request, job_pk):
    """Printed: take them, or print others."""
    return render(request, "guardians/slips_ready.html", {"job": printed_job(request, job_pk, PRINT_SLIPS)})


@access(permissions.ASSIGN)
def slips_download(request, job_pk):
    """The PDF, for whoever asked for it."""
    return answer_pdf(request, job_pk, PRINT_SLIPS, filename=_("hojas-de-visita.pdf"))


def _copied(request, visit, form, paper):
    def keep():
        return store_paper(paper, owner=OWNER, by=request.user, school_id=visit.school_id)

    return services.tell_slip(visit=visit, keep_slip=keep, by=request.user, **form.told())
