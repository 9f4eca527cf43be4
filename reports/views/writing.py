from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError
from core.ui import htmx
from reports import permissions
from reports.forms import PeriodForm, TextForm
from reports.models import Report, ReportText
from reports.selectors.reading import Reading
from reports.services.building import order_build, plan_report
from reports.services.texts import save_text

REPORTS_A_PAGE = 25


@access(permissions.VIEW)
def report_list(request):
    reports = permissions.visible_reports(request).order_by("-period_end", "-id")
    page = Paginator(reports, REPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/report_list.html", {"page": page})


@access(permissions.EDIT)
@accepts_once("reports.report_plan")
def report_plan(request):
    form = PeriodForm(request.POST or None)
    if form.is_valid():
        try:
            report = plan_report(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            job = order_build(report=report, by=request.user)
            return request.submission.received(report, to=job.get_absolute_url())
    return htmx.form(request, "reports/report_plan.html", form=form)


@access(permissions.EDIT)
@require_POST
@accepts_once("reports.build")
def report_build(request, pk):
    report = get_object_or_404(Report, pk=pk)
    permissions.check_can_edit(report)
    return request.submission.received(report, to=order_build(report=report, by=request.user).get_absolute_url())


@access(permissions.EDIT)
@accepts_once("reports.text")
def text_edit(request, pk, text_pk):
    text = get_object_or_404(ReportText.objects.select_related("report"), pk=text_pk, report=pk)
    permissions.check_can_edit(text.report)
    form = TextForm(request.POST or None, instance=text)
    if form.is_valid():
        try:
            save_text(text=text, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(text, to=f"{text.report.get_absolute_url()}#capitulo-{text.chapter}")
    figures = Reading(text.report).figures if text.report.content else []
    return htmx.form(request, "reports/text_edit.html", form=form, text=text, figures=figures)
