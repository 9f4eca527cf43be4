from itertools import islice

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.documents.qr import qr_svg
from core.tenancy.speech import written_day
from core.tenancy.urls import absolute
from reports.selectors.reading import Reading

SCHOOLS_PRINTED = 60


def html_of(reading: Reading) -> str:
    """The whole report as one HTML page, finished: what WeasyPrint is given."""
    return render_to_string("reports/print/report.html", print_context(reading))


def print_context(reading: Reading) -> dict:
    """Everything the paper shows, out of the snapshot and, once issued, its document."""
    document, head = reading.report.document, reading.letterhead
    context = {
        "reading": reading,
        "report": reading.report,
        "document": document,
        "ugel": {"name": head["ugel"], "region": {"name": head["region"]}},
        "year_name": head["year_name"],
        "paper_line": _paper_line(reading, document),
        "school_lists": [_school_list(reading, figure) for figure in reading.headline],
    }
    if document is not None:
        url = absolute(document.get_absolute_url())
        context |= {"verify_url": url, "qr": qr_svg(url, title=_("Código QR de verificación"))}
    return context


def _paper_line(reading, document):
    if document is None:
        return f"{reading.report.title} · {_('Borrador')}"
    return f"{document} · {written_day(document.issued_date)}"


def _school_list(reading, figure):
    # Layout time grows with table rows; the spreadsheet beside the PDF holds them all.
    rows = list(islice(reading.rows(figure), SCHOOLS_PRINTED))
    everybody = sum(len(group.ids) for group in figure.groups)
    return {"figure": figure, "rows": rows, "left_out": everybody - len(rows)}
