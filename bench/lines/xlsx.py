"""The spreadsheet of a large UGEL's services, against XlsxWriter alone on the same rows; and the CSV's first byte."""

import io
import json
import sys

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
ground.enter(SIZE)

import xlsxwriter  # noqa: E402
from django.test import Client  # noqa: E402

from bench.nation import SIZES  # noqa: E402
from core.accounts.models import User  # noqa: E402
from core.tenancy.models import Ugel  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402
from schools.models import School  # noqa: E402
from schools.resources import EXPORT_COLUMNS, export_rows, write_workbook  # noqa: E402

ROWS, COLUMNS = SIZES[SIZE].xlsx_rows, 20
UGEL = Ugel.objects.order_by("pk").first()


def rows():
    """The first rows of the export, cut to the columns measured."""
    for at, row in enumerate(export_rows(School.objects.all())):
        if at == ROWS:
            return
        yield row[:COLUMNS]


def ours() -> None:
    with scope(UGEL):
        write_workbook(io.BytesIO(), EXPORT_COLUMNS[:COLUMNS], rows(), sheet_name="Escuelas")


def limit() -> None:
    with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate(READY):
            for column, value in enumerate(row):
                sheet.write(at, column, value)


def first_byte() -> None:
    """Until the first line of the CSV leaves; the rest is read by nobody."""
    response = CLIENT.get(f"/{UGEL.code}/escuelas/escuelas.csv")
    next(iter(response.streaming_content))
    response.close()


with scope(UGEL):
    READY = list(rows())
CLIENT = Client()
CLIENT.force_login(User.objects.get(pk=3))


def main() -> None:
    if len(READY) != ROWS:
        sys.exit(f"The largest UGEL has {len(READY)} services, {ROWS} are to be written.")
    measured = interleaved(ours, limit, rounds=3 if SIZE == "full" else 5)
    csv = interleaved(first_byte, rounds=5)[0]
    notes = {"rows": ROWS, "columns": COLUMNS}
    lines = [
        Result("XLSX, read and written", *measured, 1.5, "XlsxWriter constant_memory on rows in memory", notes=notes),
        Result("CSV, until its first byte", csv, None, 1.0),
    ]
    print(json.dumps([line.as_row() for line in lines]))


if __name__ == "__main__":
    main()
