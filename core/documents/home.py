"""What the papers of a UGEL mean to its home and its search."""

from django.utils.translation import gettext_lazy, ngettext

from core.documents import permissions
from core.documents.filters import PaperFilter
from core.documents.models import Letter
from core.documents.selectors import papers
from core.strategies.registry import Found, HomeCount, Search

DRAFTS = HomeCount(
    "documents.drafts",
    lambda request: Letter.objects.drafts(),
    lambda count: ngettext("carta por emitir", "cartas por emitir", count),
    well=gettext_lazy("Ninguna carta espera su número"),
    url_name="documents:letter_list",
    permission=permissions.ISSUE,
    order=65,
)


def found_papers(request, text):
    """Papers by number, word, code, expediente or addressee, the latest first."""
    return PaperFilter({"q": text}, queryset=papers(), request=request).qs.order_by("-issued_date", "-id")


def found_line(document) -> Found:
    return Found(document.title, document.page_url, f"{document} · {document.status.label}")


FOUND = Search(
    "documents",
    gettext_lazy("Documentos"),
    found_papers,
    found_line,
    permissions.VIEW,
    url_name="documents:paper_list",
    order=40,
)
