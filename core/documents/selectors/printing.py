from django.utils.translation import gettext as _

from core.documents.models import Document
from core.documents.qr import qr_svg
from core.documents.selectors.letterheads import letterhead
from core.tenancy.scope import current_ugel
from core.tenancy.speech import written_day
from core.tenancy.urls import absolute


def paper_context(document: Document) -> dict:
    """What every issued paper prints beside its own content: letterhead, number, QR and code."""
    url = absolute(document.get_absolute_url())
    return {
        **sheet_context(year=document.year, line=f"{document} · {written_day(document.issued_date)}"),
        "document": document,
        "verify_url": url,
        "qr": qr_svg(url, title=_("Código QR de verificación")),
    }


def sheet_context(*, year: int, line: str, entry_path: str = "") -> dict:
    """What layouts/print.html needs for any sheet; `entry_path` is where the QR of a paper twin leads.

    A twin is filled in by hand; its QR (`qr`, and in letters `entry_url`) opens the page to type it in. The path is
    that of the page, with its tenant, as `reverse()` gives it.
    """
    ugel = current_ugel()
    context = {"ugel": ugel, "year_name": letterhead(year).year_name, "paper_line": line}
    if entry_path:
        url = absolute(entry_path)
        context |= {"entry_url": url, "qr": qr_svg(url, title=_("Código QR para llenar esta hoja"))}
    return context
