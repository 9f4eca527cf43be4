from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.documents.selectors.printing import sheet_context
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from networks import permissions, selectors, services
from networks.views.finding import meeting_here, page_of


@access(permissions.PEOPLE)
def acta_preview(request, pk):
    """The acta as it would be printed today, without a number."""
    meeting = meeting_here(pk)
    sheet = sheet_context(year=meeting.meeting_date.year, line=_("Borrador sin número"))
    told = {**selectors.told_at(meeting), **selectors.beside(meeting), **selectors.signature_block()}
    return render(request, "networks/print/acta.html", {**told, **sheet, "is_draft": True})


@access(permissions.ISSUE)
@require_POST
@accepts_once("networks.acta")
def acta_issue(request, pk):
    meeting = meeting_here(pk)
    try:
        acta = services.issue_acta(meeting=meeting, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(page_of(meeting, "acta"))
    return request.submission.received(acta, to=acta.document.page_url, words=_("El acta está emitida."))
