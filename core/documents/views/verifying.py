from django.http import Http404
from django.shortcuts import redirect, render

from core.access.decorators import access
from core.documents.forms import PdfForm
from core.documents.selectors import document_by_code, signed_copies
from core.documents.selectors.comparing import compare
from core.documents.services.sending import LinkEnded, check_download_key
from core.documents.views.papers import pdf_answer


@access.public_tenant
def document_find(request):
    """Where a person types the code printed on a paper."""
    if code := request.GET.get("codigo", "").strip():
        return redirect("documents:document_verify", code=code.replace("/", ""))
    return render(request, "documents/document_find.html")


@access.public_tenant
def document_verify(request, code):
    """Whether a paper is this UGEL's and still holds: type, number, date and hashes, nobody's name.

    A POST brings a file to compare; it is read and forgotten.
    """
    document = document_by_code(code)
    context = {"document": document, "code": code, "ugel": request.ugel}
    if document is None:
        return render(request, "documents/document_verify.html", context, status=404)
    form = PdfForm(request.POST or None, request.FILES or None)
    copies = signed_copies(document)
    context |= {"form": form, "copies": copies, "amendments": _amendments(document)}
    if form.is_valid():
        context["verdict"] = compare(form.cleaned_data["pdf"], document, copies)
    return render(request, "documents/document_verify.html", context, status=422 if form.errors else 200)


@access.public_tenant
def paper_download(request, code, key):
    """The PDF for whoever was sent the link."""
    document = document_by_code(code)
    if document is None:
        raise Http404
    try:
        check_download_key(document, key)
    except LinkEnded as error:
        return render(request, "documents/link_ended.html", {"reason": error}, status=410)
    return pdf_answer(document)


def _amendments(document):
    return document.amendments.order_by("id") if document.has_amendments else []
