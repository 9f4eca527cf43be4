"""A list as a file to take away, CSV or a workbook; apps above say its columns and rows."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tenancy.scope import scope
from schools.resources import csv_lines, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Download:
    """A list to take away: its file and first page's name, its columns, and the rows once it is written."""

    name: str
    title: str
    header: Sequence[str]
    rows: Callable[[], Iterable[list]]


def answer_with(request, kind: str, download: Download) -> HttpResponseBase:
    """The file, named after the UGEL and the day; `kind` is csv or xlsx."""
    response = _csv(request.ugel, download) if kind == "csv" else _workbook(download)
    file = f"{download.name}-{request.ugel.code}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def ways_to_download(request, url_name: str) -> list[dict]:
    """The two buttons above a list; they take what the list is narrowed by."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    ways = (("xlsx", _("Excel"), "file-spreadsheet"), ("csv", _("CSV"), "download"))
    return [{"label": label, "url": reverse(url_name, args=[kind]) + query, "icon": icon} for kind, label, icon in ways]


def _csv(ugel, download: Download) -> StreamingHttpResponse:
    def lines():
        # The response outlives the request's transaction, so it opens its own scope.
        with scope(ugel):
            yield from csv_lines(download.header, download.rows())

    return StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")


def _workbook(download: Download) -> HttpResponse:
    out = io.BytesIO()
    write_workbook(out, list(download.header), download.rows(), sheet_name=download.title)
    return HttpResponse(out.getvalue(), content_type=XLSX)
