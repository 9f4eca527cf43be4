from django.shortcuts import redirect, render

from core.access.decorators import access
from core.documents.selectors import document_by_code


@access.public_tenant
def document_find(request):
    """Where a person types the code printed on a paper."""
    if code := request.GET.get("codigo", "").strip():
        return redirect("documents:document_verify", code=code.replace("/", ""))
    return render(request, "documents/document_find.html")


@access.public_tenant
def document_verify(request, code):
    """Whether a paper is this UGEL's and still holds: type, number, date and hashes, nobody's name."""
    document = document_by_code(code)
    context = {"document": document, "code": code, "ugel": request.ugel}
    return render(request, "documents/document_verify.html", context, status=200 if document else 404)
