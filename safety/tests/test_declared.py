"""Last year's checks from a spreadsheet: every bad row has its sentence, nothing is half written."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from safety.enums import CheckState, ImportState, Source
from safety.models import Check, CheckImport
from safety.resources import MAX_BYTES, SheetTooLarge, rows_of, template_workbook
from safety.selectors.checklists import current_version
from safety.services.declared import (
    DATE,
    SCHOOL,
    VISITOR,
    ImportAlreadyConfirmed,
    NothingToImport,
    SchoolsChanged,
    confirm_declared,
    preview_declared,
)
from safety.services.errors import VerifierIsAuthor
from safety.services.verification import verify_check
from safety.tests.factories import every_answer
from schools.readers.errors import EmptyFile
from schools.readers.sheets import (
    BrokenSheet,
    HeavySheet,
    LackingColumns,
    NoFilledRows,
    NotASheet,
    SheetRow,
    TooManyRows,
)
from schools.tests.factories import SchoolFactory, ServiceFactory

DAY = "10/11/2025"


def cells(school_code, day=DAY, **choices):
    answers = {code: given.choice for code, given in every_answer(**choices).items()}
    return {SCHOOL: school_code, DATE: day, VISITOR: "Ana Flores", **answers}


def workbook(rows, name="fichas.xlsx"):
    book = Workbook()
    sheet = book.active
    header = list(rows[0])
    sheet.append(header)
    for row in rows:
        sheet.append([row.get(column, "") for column in header])
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def preview(by, *rows):
    raw = [SheetRow(number, row) for number, row in enumerate(rows, start=2)]
    return preview_declared(rows=raw, file_name="fichas.xlsx", version=current_version(), by=by)


def reasons(made):
    return [(row["row"], row["reason"]) for row in made.rejected]


def test_declared_checks_wait_for_somebody_else_to_verify_them(school, elmer, hilda):
    made = preview(elmer, cells(school.codlocal, AG_01="4b"))
    assert (len(made.rows), made.rejected, Check.objects.count()) == (1, [], 0)
    (check,) = confirm_declared(check_import=made, by=elmer)
    assert (check.source, check.state, check.visited_date, check.visitor_name) == (
        Source.DECLARED,
        CheckState.SUBMITTED,
        date(2025, 11, 10),
        "Ana Flores",
    )
    assert check.answers.count() == 44
    with pytest.raises(VerifierIsAuthor):
        verify_check(check=check, by=elmer)
    assert verify_check(check=check, by=hilda).scores.get(dimension="water").critical_codes == ["AG-01"]


def test_importing_the_same_sheet_twice_changes_nothing(school, elmer):
    confirm_declared(check_import=preview(elmer, cells(school.codlocal)), by=elmer)
    again = preview(elmer, cells(school.codlocal))
    assert (again.rows, again.rejected, again.unchanged_count) == ([], [], 1)
    with pytest.raises(NothingToImport):
        confirm_declared(check_import=again, by=elmer)


def test_a_confirmed_sheet_is_not_confirmed_again(school, elmer):
    made = preview(elmer, cells(school.codlocal))
    confirm_declared(check_import=made, by=elmer)
    with pytest.raises(ImportAlreadyConfirmed):
        confirm_declared(check_import=made, by=elmer)
    assert Check.objects.count() == 1


def test_what_came_meanwhile_refuses_the_whole_sheet(school, elmer, hilda):
    other = SchoolFactory()
    mine = preview(elmer, cells(school.codlocal), cells(other.codlocal))
    confirm_declared(check_import=preview(hilda, cells(school.codlocal)), by=hilda)
    with pytest.raises(SchoolsChanged):
        confirm_declared(check_import=mine, by=elmer)
    assert Check.objects.count() == 1


def test_each_bad_row_has_its_sentence_and_the_good_one_enters(school, elmer):
    tomorrow = timezone.localdate() + timedelta(days=1)
    shared = SchoolFactory(codlocal="555555", codinst="20000001")
    SchoolFactory(codlocal="555555", codinst="20000002")
    lacking = cells(school.codlocal)
    lacking["AG-03"] = ""
    made = preview(
        elmer,
        cells(school.codlocal),
        cells("999999"),
        cells(shared.codlocal),
        cells(school.codlocal, day="31/02/2025"),
        cells(school.codlocal, day=f"{tomorrow:%d/%m/%Y}"),
        {**cells(school.codlocal, day="11/11/2025"), "AG-01": "12", "IN-01": "=1+1"},
        {**lacking, DATE: "12/11/2025"},
        cells(school.codlocal),
    )
    assert [row["school_name"] for row in made.rows] == [school.name]
    assert reasons(made) == [
        (3, "No hay una escuela de esta UGEL con el código «999999»."),
        (4, "El local 555555 tiene más de una institución: escriba el código modular."),
        (5, "La fecha «31/02/2025» no se entiende: escriba dd/mm/aaaa."),
        (6, f"La fecha {tomorrow:%d/%m/%Y} todavía no llega."),
        (7, "Respuestas que no están en la lista: IN-01=«=1+1», AG-01=«12»."),
        (8, "Faltan respuestas (si no corresponde, escriba NA): AG-03."),
        (9, "La misma escuela y fecha están en otra fila de la hoja."),
    ]


def test_another_ugels_school_is_unknown_here(sur, elmer):
    with scope(sur):
        theirs = SchoolFactory()
    made = preview(elmer, cells(theirs.codlocal))
    assert reasons(made) == [(2, f"No hay una escuela de esta UGEL con el código «{theirs.codlocal}».")]


def test_a_school_is_found_by_codigo_modular_and_by_a_code_that_lost_its_zero(norte, elmer):
    service = ServiceFactory(school__codlocal="012345", codigo_modular="0291234")
    made = preview(elmer, cells("0291234"), cells("12345", day="11/11/2025"))
    assert [row["school_id"] for row in made.rows] == [service.school_id] * 2


def read(content, name="fichas.xlsx"):
    upload = content if isinstance(content, SimpleUploadedFile) else SimpleUploadedFile(name, content)
    return rows_of(upload, version=current_version())


def test_the_sheet_is_read_as_excel_leaves_its_cells(school, elmer):
    row = cells(school.codlocal)
    row[DATE] = date(2025, 11, 10)
    row["AG-02"] = 2.0
    (found,) = read(workbook([row]))
    assert (found.number, found.cells["AG-02"]) == (2, "2")
    made = preview_declared(rows=[found], file_name="fichas.xlsx", version=current_version(), by=elmer)
    assert [row["visited_date"] for row in made.rows] == ["2025-11-10"]


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8-sig"), (",", "cp1252"), ("\t", "utf-8")])
def test_the_sheet_is_read_as_text_with_any_separator(norte, separator, encoding):
    row = {SCHOOL: "700001", DATE: DAY, VISITOR: "Ana Ñahui", "AG-01": "4a"}
    text = f"{separator.join(row)}\n{separator.join(row.values())}\n\n"
    (found,) = read(text.encode(encoding), "fichas.csv")
    assert {name: cell for name, cell in found.cells.items() if cell} == row


def test_a_line_with_other_cells_than_the_header_is_told(school, elmer):
    rows = read(f"{SCHOOL};{DATE};{VISITOR}\n{school.codlocal};{DAY}\n".encode(), "fichas.csv")
    made = preview_declared(rows=rows, file_name="fichas.csv", version=current_version(), by=elmer)
    assert reasons(made) == [(2, "La fila no tiene el mismo número de columnas que el encabezado.")]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (90 << 20))
    return out.getvalue()


def cut_off_workbook():
    return workbook([{SCHOOL: "700001", DATE: DAY}]).read()[:-400]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (lambda: b"", EmptyFile),
        (lambda: b"CODIGO;FECHA_VISITA\n", NoFilledRows),
        (lambda: b"\n\n", NoFilledRows),
        (lambda: b"NOMBRE;EDAD\nAna;3\n", LackingColumns(columns="CODIGO, FECHA_VISITA")),
        (lambda: b"CODIGO\n700001\n", LackingColumns(columns="FECHA_VISITA")),
        (lambda: b"<html><body>Iniciar</body></html>", NotASheet),
        (lambda: b"\x89PNG\r\n" + bytes(600), NotASheet),
        (lambda: b"PK\x03\x04 not a workbook", BrokenSheet),
        (lambda: b'CODIGO;FECHA_VISITA\n"' + b"7" * (3 << 20), BrokenSheet),
        (cut_off_workbook, BrokenSheet),
        (bomb, HeavySheet),
        (lambda: b"CODIGO;FECHA_VISITA\n" + b"700001;10/11/2025\n" * 2001, TooManyRows(most=2000)),
        (lambda: b"x" * (MAX_BYTES + 1), SheetTooLarge),
    ],
)
def test_a_bad_sheet_is_refused_with_its_sentence(norte, content, error):
    with pytest.raises(DomainError) as refused:
        read(content())
    expected = error() if isinstance(error, type) else error
    assert (type(refused.value), str(refused.value)) == (type(expected), str(expected))


def test_template_asks_every_item_and_says_what_to_write(db):
    version = current_version()
    book = load_workbook(io.BytesIO(template_workbook(version)))
    sheet, guide = book.worksheets
    codes = list(version.items.order_by("position").values_list("code", flat=True))
    assert [cell.value for cell in sheet[1]] == [SCHOOL, DATE, VISITOR, *codes]
    assert {row[0] for row in guide.iter_rows(min_row=2, values_only=True)} == {SCHOOL, DATE, VISITOR, *codes}


def test_page_previews_then_confirms(visit, school, elmer):
    answer = visit(elmer, "safety:import_new", method="post", data={"sheet": workbook([cells(school.codlocal)])})
    made = CheckImport.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/230008/esya/cargas/{made.pk}/")
    page = visit(elmer, "safety:import_detail", made.pk)
    assert "Confirmar 1 ficha declarada" in page.content.decode()
    visit(elmer, "safety:import_detail", made.pk, method="post")
    made.refresh_from_db()
    assert (made.state, Check.objects.get().source) == (ImportState.CONFIRMED, Source.DECLARED)


def test_page_says_why_a_file_is_refused_and_keeps_nothing(visit, elmer):
    upload = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff\x00\x00")
    answer = visit(elmer, "safety:import_new", method="post", data={"sheet": upload})
    assert answer.status_code == 422
    assert "Este archivo no es una planilla." in answer.content.decode()
    assert CheckImport.objects.count() == 0
