import io
import zipfile

import openpyxl
import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile

from needs.enums import NeedSource
from needs.models import Need
from needs.readers import MAX_ROWS
from needs.tests.factories import NeedFactory
from schools.tests.factories import SchoolFactory

HEAD = ["codlocal", "categoria", "gravedad", "que_falta", "estudiantes_afectados"]


@pytest.fixture
def ite(norte):
    return SchoolFactory(codlocal="012345", name="IE Ite")


def sheet(*rows, kind="xlsx", head=HEAD):
    table = tablib.Dataset(*rows, headers=head)
    content = table.export("xlsx") if kind == "xlsx" else table.export("csv", delimiter=";").encode("cp1252")
    return SimpleUploadedFile(f"necesidades.{kind}", content)


def hand_in(visit, person, upload, **more):
    return visit(person, "needs:need_import", method="post", data={"sheet": upload, **more})


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_rows_become_needs_through_the_same_service(ite, elmer, visit, kind):
    rows = [["12345", "Agua", "Impide", "No llega agua", "24"], ["012345", "mobiliario", "2", "Faltan carpetas", ""]]

    answer = hand_in(visit, elmer, sheet(*rows, kind=kind))

    assert answer.status_code == 302
    told = Need.objects.order_by("number").values_list("category", "severity", "what", "affected_students", "source")
    assert list(told) == [
        ("water", 3, "No llega agua", 24, NeedSource.SHEET),
        ("furniture", 2, "Faltan carpetas", None, NeedSource.SHEET),
    ]


def test_one_bad_row_saves_nothing_and_every_bad_row_says_why(ite, elmer, visit):
    rows = [
        ["12345", "Agua", "3", "No llega agua", ""],
        ["999999", "Agua", "3", "x", ""],
        ["12345", "Amor", "3", "x", ""],
    ]

    page = hand_in(visit, elmer, sheet(*rows))

    html = page.content.decode()
    assert (page.status_code, Need.objects.count()) == (422, 0)
    assert "Ninguna escuela de la UGEL tiene ese código de local." in html
    assert "categoria: «Amor» no está en la lista" in html


def test_sheet_loaded_twice_tells_nothing_twice(ite, elmer, visit):
    row = ["12345", "Agua", "3", "No llega agua", ""]
    for _ in range(2):
        hand_in(visit, elmer, sheet(row))

    assert Need.objects.count() == 1


def test_trying_saves_nothing(ite, elmer, visit):
    page = hand_in(visit, elmer, sheet(["12345", "Agua", "3", "No llega agua", ""]), **{"try": "yes"})

    assert ("1 nuevas" in page.content.decode(), Need.objects.count()) == (True, 0)


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 nothing here", "La primera fila debe decir"),
        (b"PK\x03\x04 cut off", "No se pudo leer la planilla"),
        (b"codlocal;categoria\x00", "No se pudo leer la planilla"),
        (bomb(), "demasiado grande"),
        (b"x" * (3 << 20), "demasiado grande"),
        (b"codlocal;gravedad\n1;2\n", "La primera fila debe decir"),
        (("codlocal;categoria;gravedad;que_falta\n" + "1;agua;3;x\n" * (MAX_ROWS + 1)).encode(), "demasiado grande"),
    ],
    ids=["pdf", "truncated", "nul", "bomb", "huge", "columns", "rows"],
)
def test_bad_sheet_is_refused_with_a_sentence_and_nothing_is_saved(ite, elmer, visit, content, sentence):
    page = hand_in(visit, elmer, SimpleUploadedFile("planilla.xlsx", content))

    assert (page.status_code, sentence in page.content.decode(), Need.objects.count()) == (422, True, 0)


def test_school_of_another_tenant_is_unknown(ite, elmer, delia, sur, visit):
    page = visit(
        delia,
        "needs:need_import",
        method="post",
        ugel=sur,
        data={"sheet": sheet(["12345", "Agua", "3", "No llega agua", ""])},
    )

    assert "Ninguna escuela de la UGEL" in page.content.decode()


def test_export_holds_numbers_as_numbers_and_no_formula(ite, elmer, visit):
    NeedFactory(school=ite, reported_by=elmer, number=7, what="=1+1", affected_students=24)

    content = visit(elmer, "needs:need_export", "xlsx").getvalue()

    head, row = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["numero"], told["codlocal"], told["que_falta"], told["estudiantes_afectados"]) == (
        7,
        "012345",
        "'=1+1",
        24,
    )


def test_exported_sheet_can_be_handed_in_again(ite, elmer, visit):
    NeedFactory(school=ite, reported_by=elmer, what="No llega agua", category="water", severity=3)
    content = visit(elmer, "needs:need_export", "csv").getvalue()

    answer = hand_in(visit, elmer, SimpleUploadedFile("necesidades.csv", content))

    assert (answer.status_code, Need.objects.filter(source=NeedSource.SHEET).count()) == (302, 1)
