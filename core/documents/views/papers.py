from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.decorators import access
from core.audit.selectors import timeline_of
from core.documents import permissions
from core.documents.filters import PaperFilter
from core.documents.forms import ExpedienteForm
from core.documents.models import Document, Letter
from core.documents.selectors import may_read, origin_of, papers, signed_copies
from core.documents.services import record_sgd_expediente
from core.documents.services.papers import print_again
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError

PAGE = 25


@access(permissions.VIEW)
def paper_list(request):
    """Everything issued, newest first, and how many drafts wait."""
    found = PaperFilter(request.GET, queryset=papers(), request=request)
    rows = found.qs.order_by("-issued_date", "-id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    drafts = Letter.objects.drafts().count() if request.allows(permissions.WRITE) else 0
    return render(request, "documents/paper_list.html", {"filter": found, "page": page, "drafts": drafts})


@access(permissions.VIEW)
def paper_detail(request, pk):
    """A paper with its files, where it went and what happened to it."""
    document = get_object_or_404(papers().select_related("superseded_by", "amends", "issued_by"), pk=pk)
    content = document.contents.select_related("job__dispatch").defer("html", "snapshot").first()
    is_open = may_read(request, document)
    context = {
        "document": document,
        "may_read": is_open,
        "content": content,
        "letter": document.letters.first(),
        "origin": origin_of(document),
        "copies": signed_copies(document),
        "deliveries": document.deliveries.select_related("recorded_by").order_by("-delivered_date", "-id"),
        "amendments": document.amendments.order_by("id") if document.has_amendments else [],
        "replaced": document.replaced.order_by("pk"),
        "events": timeline_of(document) if is_open else [],  # it tells who signed
    }
    return render(request, "documents/paper_detail.html", context)


@access(permissions.VIEW)
def paper_file(request, pk):
    document = get_object_or_404(Document, pk=pk)
    if not may_read(request, document):
        raise PermissionDenied(_("Este documento nombra a personas: su función en esta UGEL no permite leerlo."))
    return pdf_answer(document)


def pdf_answer(document):
    """The issued PDF as a download; what is not printed yet does not exist."""
    if not document.is_printed:
        raise Http404
    response = FileResponse(
        default_storage.open(document.file_key),
        content_type="application/pdf",
        as_attachment=True,
        filename=document.file_name,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@access(permissions.TRACE)
@require_POST
@accepts_once("documents.print")
def paper_print(request, pk):
    """Ask again for a PDF whose job failed."""
    document = get_object_or_404(Document.objects.exclude(contents=None), pk=pk)
    try:
        job = print_again(document=document, by=request.user)
    except DomainError as error:
        messages.info(request, str(error))
        return redirect(document.page_url)
    return request.submission.received(document, to=job.get_absolute_url())


@access(permissions.TRACE)
@accepts_once("documents.expediente")
def paper_expediente(request, pk):
    document = get_object_or_404(Document, pk=pk)
    form = ExpedienteForm(request.POST or None, instance=document)
    if request.method == "POST" and form.is_valid():
        record_sgd_expediente(document=document, by=request.user, **form.cleaned_data)
        return request.submission.received(document, to=document.page_url, words=_("El expediente quedó anotado."))
    context = {"form": form, "document": document, "title": _("Expediente SGD"), "button": _("Guardar expediente")}
    return render(request, "documents/paper_form.html", context, status=422 if form.errors else 200)
