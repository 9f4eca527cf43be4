import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from core.jobs.models import Job
from core.jobs.runner import run_dispatch
from schools.enums import ImportState
from schools.models import Enrolment, School, SheetImport
from schools.resources import sheets as all_sheets
from schools.resources import template_workbook
from schools.services import sheets
from schools.tests.factories import EnrolmentFactory, ServiceFactory, TerritoryFactory

HEAD = "COD_MOD;ANEXO;AÑO;CORTE;GRADO;SEXO;CANTIDAD"


@pytest.fixture
def hand_in(elmer, visit):
    """hand_in("matricula", content): the sheet as it stands after it was tried."""

    def go(kind, content, name="planilla.csv"):
        content = content.encode() if isinstance(content, str) else content
        file = SimpleUploadedFile(name, content)
        visit(elmer, "schools:sheet_upload", kind, method="post", data={"upload": file})
        run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
        return SheetImport.objects.order_by("-id").first()

    return go


@pytest.fixture
def save(elmer, visit):
    def go(sheet):
        visit(elmer, "schools:sheet_confirm", sheet.pk, method="post")
        run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
        sheet.refresh_from_db()
        return sheet

    return go


def counts(sheet):
    return sheet.new, sheet.changed, sheet.unchanged


def test_enrolment_comes_by_sheet_after_a_preview(hand_in, save):
    service = ServiceFactory(codigo_modular="0234567")
    EnrolmentFactory(service=service, cut_date="2026-03-31", grade="1", sex="girl", count=4)

    sheet = hand_in(
        "matricula",
        f"{HEAD}\n234567;0;2026;31/03/2026;1;H;5\n0234567;;2026;2026-03-31;1;M;4\n0234567;0;2026;31/03/2026;2;mujer;7\n",
    )
    assert (sheet.state, counts(sheet), sheet.errors) == ("preview", (2, 0, 1), [])
    assert Enrolment.objects.count() == 1

    assert save(sheet).state == ImportState.APPLIED
    found = Enrolment.objects.order_by("grade", "sex").values_list("grade", "sex", "count")
    assert list(found) == [("1", "boy", 5), ("1", "girl", 4), ("2", "girl", 7)]


def test_every_wrong_row_is_named_and_nothing_is_saved(hand_in, save):
    ServiceFactory(codigo_modular="0234567")
    lines = [
        "0234567;0;2026;31/03/2026;1;H;5",
        "9999999;0;2026;31/03/2026;1;H;5",
        "0234567;0;2026;ayer;1;H;5",
        "0234567;0;2026;31/03/2026;1;X;5",
        "0234567;0;2026;31/03/2026;1;H;=1+1",
        "0234567;0;2026;31/12/2099;1;H;5",
        "0234567;0;2026;31/03/2026;1;H;999999",
        "0234567;0;2026;31/03/2026;1;H;5;de más",
    ]

    sheet = hand_in("matricula", "\n".join([HEAD, *lines]))

    assert [error["row"] for error in sheet.errors] == [3, 4, 5, 6, 7, 8, 9]
    assert "9999999" in sheet.errors[0]["error"] and "CANTIDAD" in sheet.errors[3]["error"]
    assert (save(sheet).state, Enrolment.objects.count()) == ("preview", 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "no es una planilla"),
        (b"COD_MOD;CANTIDAD\n1;2\n", "AÑO, CORTE"),
        (HEAD.encode() + b"\n", "ninguna fila"),
        (b"PK\x03\x04 roto", "La planilla está dañada o llegó a medias"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_why(hand_in, content, sentence):
    sheet = hand_in("matricula", content)

    assert sheet.state == ImportState.REFUSED
    assert sentence in sheet.refusal


def test_a_sheet_longer_than_allowed_is_refused(hand_in):
    assert "más de 5000 filas" in hand_in("matricula", HEAD + "\n" + "1;0;2026;31/03/2026;;;1\n" * 5001).refusal


def test_schools_come_by_sheet_where_there_is_no_padron(hand_in, save):
    TerritoryFactory(code="41705236818000", kind="ayil_aymak", name="Катран айылдык аймагы")
    book = Workbook()
    book.active.append(all_sheets()["escuelas"].names)
    book.active.append(
        [2421, "Кой-Таш мектеби", 41705236818000, "Катран", "", "Rural", 1, "B0,F0", 39.849075, 70.010486, ""]
    )
    out = io.BytesIO()
    book.save(out)

    assert save(hand_in("escuelas", out.getvalue(), "mektep.xlsx")).state == ImportState.APPLIED
    school = School.objects.get()
    assert (school.national_key, school.district.name, school.source) == ("2421", "Катран айылдык аймагы", "sheet")
    assert (school.area, school.management, str(school.lat)) == ("rural", "public_direct", "39.849075")
    assert sorted(school.services.values_list("level", flat=True)) == ["B0", "F0"]
    assert counts(hand_in("escuelas", out.getvalue(), "mektep.xlsx")) == (0, 0, 1)


def test_saving_twice_is_refused_and_a_job_run_again_saves_once(hand_in, elmer):
    ServiceFactory(codigo_modular="0234567")
    sheet = hand_in("matricula", f"{HEAD}\n0234567;0;2026;31/03/2026;1;H;5\n")
    sheets.confirm_sheet(sheet=sheet)
    with pytest.raises(sheets.SheetNotWaiting):
        sheets.confirm_sheet(sheet=sheet)

    kind = all_sheets()["matricula"]
    for _ in range(2):
        sheets.apply_sheet(sheet.ugel, sheet_id=sheet.pk, columns=kind.names, required=kind.required, save=kind.save)

    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("kind", all_sheets())
def test_the_model_sheet_has_the_columns_that_are_read(kind):
    book = load_workbook(io.BytesIO(template_workbook(all_sheets()[kind])))

    assert [cell.value for cell in book.worksheets[0][1]] == all_sheets()[kind].names


def test_a_grade_replaces_the_total_of_the_same_cut(hand_in, save):
    service = ServiceFactory(codigo_modular="0234567")
    EnrolmentFactory(service=service, cut_date="2026-03-31", count=30)

    save(hand_in("matricula", f"{HEAD}\n0234567;0;2026;31/03/2026;1;;12\n"))

    assert list(Enrolment.objects.values_list("grade", "count")) == [("1", 12)]


def test_a_school_is_put_in_its_village_by_soate(hand_in, save):
    aymak = TerritoryFactory(code="41705236818000", kind="ayil_aymak", name="Катран", country="KG")
    TerritoryFactory(code="41705236818010", kind="village", name="Ак-Өзөн", parent=aymak, country="KG")
    rows = "CODIGO;NOMBRE;TERRITORIO\n2421;Ак-Өзөн орто мектеби;41705236818010\n2422;Катран мектеби;41705236818000\n"

    save(hand_in("escuelas", rows))

    placed = School.objects.order_by("national_key").values_list("district", "centre_code", "centre")
    assert list(placed) == [(aymak.pk, "41705236818010", "Ак-Өзөн"), (aymak.pk, "", "")]
    assert counts(hand_in("escuelas", rows)) == (0, 0, 2)
