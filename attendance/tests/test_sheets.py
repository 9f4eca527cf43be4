"""Counts come by sheet: weeks go out and come back, months and years stand as the register says."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from attendance import selectors, services
from attendance.models import MonthCount, WeekChange, WeekCount, YearOutcome
from core.audit.models import Entry
from core.jobs.models import Job
from core.jobs.runner import run_dispatch
from schools.models import SheetImport
from schools.tests.factories import EnrolmentFactory, ServiceFactory

FIRST, SECOND = date(2026, 8, 31), date(2026, 9, 7)
WEEKS = "COD_MOD;ANEXO;SEMANA;GRADO;SEXO;MATRICULADOS;INASISTENCIAS;SIN_CAUSA"
MONTHS = "COD_MOD;ANEXO;MES;ASISTENCIAS;FALTAS;JUSTIFICADAS;TARDANZAS"
YEARS = "COD_MOD;ANEXO;AÑO;MATRICULADOS;CONTINUARON;EGRESADOS;FALLECIDOS"


@pytest.fixture
def hand_in(elmer, visit):
    """hand_in("continuidad", content): the sheet tried and, where it has no error, confirmed."""

    def go(kind, content, name="planilla.csv"):
        file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
        visit(elmer, "schools:sheet_upload", kind, method="post", data={"upload": file})
        run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
        sheet = SheetImport.objects.order_by("-id").first()
        if not sheet.errors and sheet.state == "preview":
            visit(elmer, "schools:sheet_confirm", sheet.pk, method="post")
            run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
            sheet.refresh_from_db()
        return sheet

    return go


def key(service):
    return f"{service.codigo_modular};{service.anexo}"


def test_a_week_of_two_services_is_told_at_once_and_leaves_no_correction(hand_in, service):
    other = ServiceFactory(school=service.school, level="F0")

    sheet = hand_in(
        "asistencia-semanas",
        f"{WEEKS}\n{key(service)};07/09/2026;;;10;5;2\n{key(other)};2026-09-09;3;H;8;0;\n{key(service)};14/09/2026;;;10;;\n",
    )

    assert (sheet.state, sheet.new, sheet.unchanged) == ("applied", 1, 1)
    week = WeekCount.objects.get()
    assert (week.monday, week.pupil_days, week.absent_days, week.uncaused_days) == (SECOND, 90, 5, 2)
    assert not WeekChange.objects.exists()


def test_the_month_goes_out_filled_and_comes_back(hand_in, service, elmer, visit):
    line = services.Line(service.pk, 10, 4, 1)
    services.record_week(school=service.school, monday=FIRST, lines=[line], by=elmer)

    book = load_workbook(io.BytesIO(visit(elmer, "attendance:weeks_sheet", query="mes=2026-09").content))
    header, *rows = [[cell.value for cell in row] for row in book.active.rows]
    assert [row[header.index("SEMANA")] for row in rows] == ["07/09/2026", "14/09/2026"]
    book.active.cell(2, header.index("INASISTENCIAS") + 1, 3)
    book.active.cell(2, header.index("SIN_CAUSA") + 1, 3)
    out = io.BytesIO()
    book.save(out)
    sheet = hand_in("asistencia-semanas", out.getvalue(), name="asistencia.xlsx")

    assert (sheet.state, sheet.new, sheet.unchanged) == ("applied", 1, 1)
    assert WeekCount.objects.get(monday=SECOND).absent_days == 3


def test_the_filled_month_costs_the_same_however_many_schools(service, elmer, visit):

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            visit(elmer, "attendance:weeks_sheet", query="mes=2026-09")
        return len(queries)

    alone = asked()
    for _n in range(3):
        EnrolmentFactory(count=4)
    assert asked() == alone


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("07/09/2026;;;10;60;0", "más inasistencias"),
        ("mañana;;;10;1;0", "SEMANA"),
        ("07/09/2026;;X;10;1;0", "SEXO"),
        ("07/09/2026;;;diez;1;0", "MATRICULADOS"),
        ("05/10/2026;;;10;1;0", "todavía no termina"),
    ],
)
def test_a_bad_row_says_why_and_nothing_is_saved(hand_in, service, row, why):
    sheet = hand_in("asistencia-semanas", f"{WEEKS}\n{key(service)};{row}\n")

    assert sheet.state == "preview"
    assert why in sheet.errors[0]["error"]
    assert not WeekCount.objects.exists()


def test_two_rows_of_one_line_are_refused(hand_in, service):
    sheet = hand_in("asistencia-semanas", f"{WEEKS}\n" + f"{key(service)};07/09/2026;;;10;1;0\n" * 2)

    assert "Deje una" in sheet.errors[0]["error"]


def test_a_month_of_the_register_stands_beside_the_weeks(hand_in, service, elmer, visit):
    said = f"{MONTHS}\n{key(service)};08/2026;190;7;3;12\n"

    assert hand_in("asistencia-meses", said).new == 1
    assert hand_in("asistencia-meses", said).unchanged == 1
    assert hand_in("asistencia-meses", said.replace(";7;", ";9;")).changed == 1

    assert MonthCount.objects.count() == 2
    standing = selectors.register_months(service.school, 3)
    assert [(str(one["rate"]), one["days"]) for one in standing] == [("94.1", 202)]
    assert "94,1" in visit(elmer, "attendance:school_attendance", service.school_id).content.decode()
    assert Entry.objects.filter(verb="attendance.month_told").count() == 2


def test_a_month_refuses_what_cannot_be(hand_in, service):
    late = hand_in("asistencia-meses", f"{MONTHS}\n{key(service)};08/2026;10;0;0;11\n")
    early = hand_in("asistencia-meses", f"{MONTHS}\n{key(service)};09/2026;10;0;0;\n")

    assert "tardanzas" in late.errors[0]["error"]
    assert "todavía no termina" in early.errors[0]["error"]


def test_interruption_follows_the_official_formula(hand_in, service, elmer, visit):
    sheet = hand_in("continuidad", f"{YEARS}\n{key(service)};2025;40;31;6;1\n")

    assert sheet.new == 1
    assert YearOutcome.objects.get().interrupted == 2
    assert [(one["year"], str(one["rate"])) for one in selectors.years_told()] == [(2025, "5.0")]
    assert "5,0\u00a0%" in visit(elmer, "attendance:continuity").content.decode()


def test_more_cannot_leave_than_were_enrolled(hand_in, service):
    sheet = hand_in("continuidad", f"{YEARS}\n{key(service)};2025;40;35;6;0\n{key(service)};2026;40;35;5;0\n")

    assert ["más que los matriculados" in sheet.errors[0]["error"], "año siguiente" in sheet.errors[1]["error"]] == [
        True,
        True,
    ]
