import csv
import io

import pytest
from openpyxl import load_workbook

from core.jobs.models import Job
from core.jobs.runner import run_dispatch
from schools.models import School
from schools.resources import EXPORT_COLUMNS
from schools.resources.export import safe
from schools.services.padron_reading import Options, import_file
from schools.tests.factories import SchoolFactory, ServiceFactory
from schools.tests.padron_files import row, write_csv


@pytest.fixture
def imported(tmp_path, norte):
    rows = [
        row("7000003", CODINST="25255585"),
        row("7000011", CODINST="25255585", NIV_MOD="A2", D_COD_TUR="Tarde", TALUM_HOM="", TALUM_MUJ=""),
        row("7000029", CODLOCAL="", CODINST="", NIV_MOD="A5", ESTADO="2", AREA_CENSO="1", NLAT_IE="", NLONG_IE=""),
    ]
    import_file(write_csv(tmp_path / "Padron_web_20260918.csv", rows, vintage="B"), ugels=[norte], apply=True)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_what_is_exported_is_what_the_import_reads_back(elmer, visit, imported, tmp_path, norte):
    path = tmp_path / "Padron_web_20260918_export.csv"
    path.write_bytes(body(visit(elmer, "schools:export_csv")))

    again = import_file(path, ugels=[norte], apply=True, options=Options()).counts

    assert again == {"new": 0, "changed": 0, "unchanged": 3, "rejected": 0, "missing": 0}


def test_the_workbook_says_the_same_with_numbers_as_numbers(elmer, visit, imported, tmp_path, norte):
    content = body(visit(elmer, "schools:export_xlsx"))
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    head, first, *_rest = list(sheet.iter_rows(values_only=True))
    by_name = dict(zip(head, first, strict=True))

    assert list(head) == EXPORT_COLUMNS
    assert (by_name["NLAT_IE"], by_name["TALUM_HOM"], by_name["COD_MOD"]) == (-17.43451, 6, "7000003")
    path = tmp_path / "Padron_web_20260918.xlsx"
    path.write_bytes(content)
    assert import_file(path, ugels=[norte], apply=True).counts["unchanged"] == 3


def test_the_export_follows_the_filter_and_the_tenant(elmer, visit, imported, sur):
    from core.tenancy.scope import scope

    with scope(sur):
        ServiceFactory(school__name="DEL SUR")

    lines = body(visit(elmer, "schools:export_csv", query="status=inactive")).decode("utf-8-sig")

    assert [line["COD_MOD"] for line in csv.DictReader(io.StringIO(lines), delimiter=";")] == ["7000029"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_taken_for_a_formula(elmer, visit, norte, start):
    ServiceFactory(school=SchoolFactory(name=f"{start}HYPERLINK(1)"))

    content = body(visit(elmer, "schools:export_csv")).decode("utf-8-sig")
    line = next(csv.DictReader(io.StringIO(content), delimiter=";"))
    sheet = load_workbook(io.BytesIO(body(visit(elmer, "schools:export_xlsx")))).worksheets[0]

    assert line["CEN_EDU"].startswith("'")
    assert (sheet["E2"].data_type, sheet["E2"].value[0]) == ("s", "'")
    assert safe(-17.5) == -17.5


def test_a_large_export_is_a_job_only_its_owner_may_fetch(elmer, hilda, visit, imported, monkeypatch):
    monkeypatch.setattr("schools.views.exports.ROWS_IN_A_REQUEST", 1)
    visit(elmer, "schools:export_xlsx", query="q=7000003")
    job = Job.objects.get()
    assert visit(elmer, "schools:export_download", job.pk).status_code == 404

    run_dispatch(job.dispatch_id)

    sheet = load_workbook(io.BytesIO(body(visit(elmer, "schools:export_download", job.pk)))).worksheets[0]
    assert sheet.max_row == 1 + School.objects.search("7000003").get().services.count()
    assert visit(hilda, "schools:export_download", job.pk).status_code == 404
