from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from core.access.decorators import access
from core.documents import permissions
from core.documents.forms import PdfForm, ReasonForm, ScanForm
from core.documents.models import Document, SignedCopy
from core.documents.services import signing as services
from core.submissions.decorators import accepts_once
from core.tenancy.errors import DomainError


@access(permissions.TRACE)
@accepts_once("documents.scan")
def scan_attach(request, pk):
    """The paper as it came back with ink, stamp or fingerprint."""
    document = get_object_or_404(Document, pk=pk)
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        pages = form.cleaned_data.pop("pages")
        try:
            services.attach_scan(document=document, uploads=pages, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("pages", str(error))
        else:
            return request.submission.received(document, to=document.page_url)
    return _page(request, document, form, title=_("Adjuntar la copia firmada a mano"), button=_("Adjuntar copia"))


@access(permissions.TRACE)
@accepts_once("documents.signed")
def signed_attach(request, pk):
    """The issued PDF with signatures added behind it by FirmaPerú, ReFirma or the like."""
    document = get_object_or_404(Document, pk=pk)
    form = PdfForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.attach_signed_pdf(document=document, upload=form.cleaned_data["pdf"], by=request.user)
        except DomainError as error:
            form.add_error("pdf", str(error))
        else:
            return request.submission.received(document, to=document.page_url)
    words = _(
        "Descargue el PDF emitido, fírmelo con FirmaPerú, ReFirma u otro firmador y adjunte el archivo firmado, sin "
        "imprimirlo ni guardarlo con otro programa."
    )
    return _page(request, document, form, title=_("Adjuntar el PDF firmado"), lead=words, button=_("Adjuntar PDF"))


@access(permissions.TRACE)
@accepts_once("documents.withdraw_copy")
def copy_withdraw(request, pk, copy_pk):
    """Take back a wrong file, with the reason on record."""
    copy = get_object_or_404(SignedCopy.objects.select_related("document"), pk=copy_pk, document=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.withdraw_copy(copy=copy, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return request.submission.received(copy, to=copy.document.page_url)
    return _page(request, copy.document, form, title=_("Retirar la copia firmada"), button=_("Retirar copia"))


def _page(request, document, form, **words):
    context = {"form": form, "document": document, "is_upload": True, **words}
    return render(request, "documents/paper_form.html", context, status=422 if form.errors else 200)
