from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from reports import permissions
from reports.models import Report
from reports.selectors.reports import current_of_period
from reports.services.issuing import issue_report, order_print, return_report, review_report
from reports.services.verifying import drift_of, verify_report


@access(permissions.EDIT)
@require_POST
@accepts_once("reports.review")
def report_review(request, pk):
    return _moved(request, pk, review_report, _("El informe quedó revisado. Falta que la dirección lo emita."))


@access(permissions.EDIT)
@require_POST
@accepts_once("reports.return")
def report_return(request, pk):
    return _moved(request, pk, return_report, _("El informe volvió a borrador."))


@access(permissions.ISSUE)
@accepts_once("reports.issue")
def report_issue(request, pk):
    report = get_object_or_404(Report, pk=pk)
    if request.method == "POST":
        try:
            issued = issue_report(report=report, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(report)
        printing = order_print(report=issued, by=request.user)
        return request.submission.received(issued, to=printing.get_absolute_url())
    return render(request, "reports/report_issue.html", {"report": report, "replaced": current_of_period(report)})


@access(permissions.EDIT)
def report_verify(request, pk):
    report = get_object_or_404(Report.objects.issued().select_related("document"), pk=pk)
    context = {"report": report, "findings": verify_report(report=report), "drifts": drift_of(report=report)}
    return render(request, "reports/report_verify.html", context)


def _moved(request, pk, service, sentence):
    report = get_object_or_404(Report, pk=pk)
    try:
        service(report=report, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(report)
    return request.submission.received(report, words=sentence)
