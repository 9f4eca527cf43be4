"""The achievement report of one UGEL as a tagged PDF, against WeasyPrint alone on the same finished HTML."""

import json
import sys
from datetime import date
from functools import partial

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
ground.enter(SIZE)

import weasyprint  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from core.accounts.models import User  # noqa: E402
from core.documents.pdf import BASE_URL, _fetcher, pdf_of  # noqa: E402
from core.documents.photos import shareable_photo  # noqa: E402
from core.tenancy.models import Ugel  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402
from reports.models import Report  # noqa: E402
from reports.selectors.reading import Reading  # noqa: E402
from reports.services.building import count_report, plan_report  # noqa: E402
from reports.services.printing import html_of  # noqa: E402

UGEL = Ugel.objects.order_by("pk")[1]


def planned() -> int:
    """The report the pages are measured on, counted once."""
    with scope(UGEL):
        found = Report.objects.order_by("pk").first()
        head = User.objects.get(pk=UGEL.pk * 2 + 1)
        start, end = date(2026, 3, 1), date(2026, 10, 31)
        report = found or plan_report(period_start=start, period_end=end, by=head)
        if report.content is None:
            count_report(report_id=report.pk)
        return report.pk


def html() -> str:
    with scope(UGEL):
        return html_of(Reading(Report.objects.select_related("document").get(pk=REPORT)))


def ours() -> None:
    pdf_of(html(), photo_at=partial(shareable_photo, UGEL))


def limit() -> None:
    document = weasyprint.HTML(string=READY, base_url=BASE_URL, url_fetcher=_fetcher(NO_PHOTO))
    document.write_pdf(pdf_variant="pdf/ua-1")


def NO_PHOTO(path):  # noqa: N802 - a report of the bench has no photos to fetch
    return None


REPORT = planned()
READY = html()


def main() -> None:
    import io

    pages = len(PdfReader(io.BytesIO(pdf_of(READY))).pages)
    measured = interleaved(ours, limit, rounds=5)
    against = "WeasyPrint alone on the same finished HTML, same fetcher and variant"
    print(json.dumps([Result("report PDF", *measured, 1.15, against, notes={"pages": pages}).as_row()]))


if __name__ == "__main__":
    main()
