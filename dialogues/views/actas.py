from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.documents.selectors.printing import sheet_context
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.tenancy.forms import done
from dialogues import permissions, selectors, services
from dialogues.forms import CirculateForm
from dialogues.views.finding import acta_part, session_here
from dialogues.views.sittings import came_back


@access(permissions.VIEW)
def acta_preview(request, pk):
    """The acta as it would be printed today, without a number."""
    session = session_here(pk)
    sheet = sheet_context(year=session.session_date.year, line=_("Borrador sin número"))
    told = {**selectors.told_at(session), **selectors.beside(session), **selectors.signature_block()}
    return render(request, "dialogues/print/acta.html", {**told, **sheet, "is_draft": True})


@access(permissions.ISSUE)
@accepts_once("dialogues.acta")
def acta_issue(request, pk):
    """Asked once before: a number is not taken back."""
    session = session_here(pk)
    if request.method != "POST":
        standing, readings = selectors.acta_in_force(session), selectors.readings_of(session)
        context = {"session": session, "standing": standing, "readings": readings}
        return render(request, "dialogues/acta_issue.html", context)
    try:
        acta = services.issue_acta(session=session, by=request.user)
    except DomainError as error:
        messages.error(request, error)
        return redirect(acta_part(session))
    return request.submission.received(acta, to=acta.document.page_url)


@access(permissions.LEAD)
@require_POST
@accepts_once("dialogues.circulate")
def acta_circulate(request, pk):
    session = session_here(pk)
    form = CirculateForm(request.POST)
    made = done(form, lambda told: services.circulate(session=session, by=request.user, **told))
    return came_back(request, session, made, "acta", circulating=form)
