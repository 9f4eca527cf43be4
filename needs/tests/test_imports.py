"""The specialist's own sheet: read as it is, understood with their help, registered once, and undone."""

import io
import zipfile

import openpyxl
import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.jobs.services import run_inline
from core.notifications.models import Message
from core.tenancy.scope import scope
from needs import services
from needs.enums import ImportState, NeedSource, NeedState
from needs.models import Need, NeedImport
from needs.readers import MAX_ROWS
from needs.selectors import read_rows
from needs.selectors.import_rows import NEW
from needs.services import imports
from needs.services.imports import ImportHasErrors, ImportNotOpen, NothingToRegister
from needs.tests.factories import NeedFactory
from schools.models import Service
from schools.tests.factories import SchoolFactory

OWN = ["N°", "I.E.", "Lugar", "Requerimiento", "Urgencia", "Alumnos"]


@pytest.fixture
def ite(norte):
    return SchoolFactory(codlocal="012345", name="IE 42042 San Martín", centre="Ite")


def sheet(*rows, kind="xlsx", head=OWN, above=()):
    if kind == "csv":
        content = tablib.Dataset(*rows, headers=head).export("csv", delimiter=";").encode("cp1252")
    else:
        book = openpyxl.Workbook()
        for row in [*above, head, *rows]:
            book.active.append(list(row))
        out = io.BytesIO()
        book.save(out)
        content = out.getvalue()
    return SimpleUploadedFile(f"necesidades.{kind}", content)


def received(*rows, by, **how):
    return imports.receive_sheet(upload=sheet(*rows, **how), by=by)


def register(received_sheet, *, by, ugel, with_errors=False):
    imports.confirm_import(sheet=received_sheet, with_errors=with_errors, by=by)
    run_inline("needs.apply_import", ugel=ugel, by=by, import_id=received_sheet.pk)
    return NeedImport.objects.get(pk=received_sheet.pk)


def told():
    return list(Need.objects.order_by("number").values_list("school__name", "category", "severity", "what"))


def sentences(received_sheet):
    return [(row.number, row.state, row.sentence) for row in read_rows(received_sheet).rows]


WATER = [1, "42042 SAN MARTIN", "Ite", "No llega agua", "MUY GRAVE", 24]
DESKS = [2, "I.E. N° 42042 San Martín", "", "Faltan doce carpetas", "leve", None]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_own_titles_and_words_are_understood(ite, elmer, norte, kind):
    """Six columns with a specialist's titles; a title row above where it is a workbook."""
    above = [["UGEL Norte: requerimientos 2026"], []] if kind == "xlsx" else []
    own = received(WATER, DESKS, by=elmer, kind=kind, above=above)

    assert own.columns == {"0": "", "1": "school", "2": "place", "3": "what", "4": "severity", "5": "affected"}
    done = register(own, by=elmer, ugel=norte)

    assert told() == [
        ("IE 42042 San Martín", "water", 4, "No llega agua"),
        ("IE 42042 San Martín", "furniture", 1, "Faltan doce carpetas"),
    ]
    pupils = Need.objects.order_by("number").values_list("affected_students", "source", "came_in")
    assert list(pupils) == [(24, NeedSource.SHEET, own.pk), (None, NeedSource.SHEET, own.pk)]
    assert (done.state, done.made, done.refused) == (ImportState.APPLIED, 2, 0)


def test_every_row_has_its_sentence_before_anything_is_saved(ite, elmer):
    NeedFactory(school=ite, reported_by=elmer, category="water", what="No llega agua", place="Ite")
    own = received(
        WATER, DESKS, [3, "Colegio Fantasma", "", "x", "leve", 1], [4, "42042", "", "Luz", "azul", "mil"], by=elmer
    )

    assert sentences(own) == [
        (2, "known", "IE 42042 San Martín · Agua · «No llega agua» · Es un peligro hoy · 24 estudiantes"),
        (3, "new", "IE 42042 San Martín · Mobiliario · «Faltan doce carpetas» · Molesta, pero se trabaja igual"),
        (
            4,
            "refused",
            "«Colegio Fantasma» no es una escuela que reconozcamos, o podría ser más de una. Elíjala en «Palabras».",
        ),
        (
            5,
            "refused",
            "«azul» no es una palabra que conozcamos (Qué tan grave). Elija qué significa en «Palabras».",
        ),
    ]
    assert Need.objects.count() == 1


def test_all_or_only_what_is_understood(ite, elmer, norte):
    own = received(WATER, [3, "Colegio Fantasma", "", "x", "leve", 1], by=elmer)
    with pytest.raises(ImportHasErrors):
        imports.confirm_import(sheet=own, with_errors=False, by=elmer)
    assert Need.objects.count() == 0

    done = register(own, by=elmer, ugel=norte, with_errors=True)

    assert (done.made, done.refused, len(told())) == (1, 1, 1)


def test_what_a_person_says_is_remembered_for_the_next_sheet(ite, elmer, norte):
    row = [1, "La del cerro", "", "Pozo seco", "grado 9", 3]
    own = received(row, by=elmer)
    imports.choose_columns(sheet=own, columns={**own.columns, "2": ""}, by=elmer)
    imports.choose_words(
        sheet=own,
        words={"severity": {"grado 9": "3"}},
        schools={"la del cerro": ite.pk},
        defaults={"category": "water", "severity": ""},
        by=elmer,
    )
    register(NeedImport.objects.get(pk=own.pk), by=elmer, ugel=norte)
    assert told() == [("IE 42042 San Martín", "water", 3, "Pozo seco")]

    again = received([1, "La del cerro", "", "Tanque roto", "grado 9", 3], by=elmer)

    assert again.columns["2"] == ""
    assert [state for _n, state, _s in sentences(again)] == ["new"]


def test_sheet_loaded_twice_tells_nothing_twice(ite, elmer, norte):
    register(received(WATER, WATER, DESKS, by=elmer), by=elmer, ugel=norte)
    again = received(WATER, DESKS, by=elmer)

    with pytest.raises(NothingToRegister):
        imports.confirm_import(sheet=again, with_errors=True, by=elmer)
    assert [what for *_rest, what in told()] == ["No llega agua", "Faltan doce carpetas"]


def test_confirmed_twice_and_run_twice_registers_once(ite, elmer, hilda, norte):
    own = received(WATER, by=elmer)
    stale = NeedImport.objects.get(pk=own.pk)
    register(own, by=elmer, ugel=norte)
    run_inline("needs.apply_import", ugel=norte, by=elmer, import_id=own.pk)

    with pytest.raises(ImportNotOpen):
        imports.confirm_import(sheet=stale, with_errors=False, by=hilda)
    assert Need.objects.count() == 1


def test_undo_takes_back_what_nobody_touched(ite, elmer, hilda, norte):
    own = register(received(WATER, DESKS, by=elmer), by=elmer, ugel=norte)
    services.accept_need(need=Need.objects.get(what="Faltan doce carpetas"), by=hilda)

    undone = imports.undo_import(sheet=own, by=elmer)

    assert (undone.state, undone.withdrawn) == (ImportState.UNDONE, 1)
    assert told() == [("IE 42042 San Martín", "furniture", 1, "Faltan doce carpetas")]
    with pytest.raises(ImportNotOpen):
        imports.undo_import(sheet=own, by=hilda)


def test_dangers_of_a_sheet_reach_the_head(ite, elmer, hilda, norte):
    register(received(WATER, by=elmer), by=elmer, ugel=norte)

    assert list(Message.objects.values_list("name", "subject")) == [
        ("Hilda Quispe", "Peligro hoy en IE 42042 San Martín")
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["012345", "", "", ""], "IE 42042 San Martín"),
        (["12345", "", "", ""], "IE 42042 San Martín"),
        (["", "0234567", "", ""], "IE 42042 San Martín"),
        (["", "234567", "", ""], "IE 42042 San Martín"),
        (["", "", "INSTITUCIÓN EDUCATIVA Nº 42042", ""], "IE 42042 San Martín"),
        (["", "", "Miguel Grau", "Sama"], "IE Miguel Grau"),
        (["", "", "Miguel Grau", ""], None),
        (["", "", "Migel Grao", "Sama"], None),
        (["", "", "", "Sama"], None),
    ],
)
def test_school_by_code_number_or_name_and_place(ite, elmer, row, expected):
    Service.objects.create(school=ite, codigo_modular="0234567", level="B0")
    SchoolFactory(name="IE Miguel Grau", centre="Sama", codlocal="000001")
    SchoolFactory(name="IE Miguel Grau", centre="Locumba", codlocal="000002")
    head = ["Codlocal", "Código modular", "Institución educativa", "Centro poblado", "Necesidad", "Gravedad"]
    own = received([*row, "No llega agua", "grave"], by=elmer, head=head)

    reading = read_rows(own)

    assert [row.sentence.split(" · ")[0] for row in reading.of(NEW)] == ([expected] if expected else [])


def test_unclear_schools_bring_suggestions(ite, elmer, visit):
    SchoolFactory(name="IE Miguel Grau", centre="Sama")
    SchoolFactory(name="IE Miguel Grau", centre="Locumba")
    own = received([1, "Migel Grau", "", "No llega agua", "grave", 1], by=elmer)

    html = visit(elmer, "needs:import_words", own.pk).content.decode()

    assert (html.count("IE Miguel Grau"), "IE 42042" in html) == (2, False)


def test_from_upload_to_needs_by_the_pages(ite, elmer, norte, visit):
    answer = visit(
        elmer,
        "needs:import_new",
        method="post",
        data={"sheet": sheet(WATER, [2, "La del cerro", "", "Luz", "grave", ""])},
    )
    own = NeedImport.objects.get()
    assert answer.url.endswith(f"/planilla/{own.pk}/columnas/")
    columns = {f"column_{at}": field for at, field in own.columns.items()}
    answer = visit(elmer, "needs:import_columns", own.pk, method="post", data=columns)
    assert answer.url.endswith("/palabras/")
    said = {"school_0": "other", "school_0_code": "12345", "word_0": "4", "word_1": "3"}
    assert visit(elmer, "needs:import_words", own.pk, method="post", data=said).url.endswith(f"/planilla/{own.pk}/")
    assert "Registrar 2 necesidades" in visit(elmer, "needs:import_detail", own.pk).content.decode()

    answer = visit(elmer, "needs:import_confirm", own.pk, method="post")

    assert ("/trabajos/" in answer.url, NeedImport.objects.get().state) == (True, ImportState.APPLYING)


def test_two_columns_of_one_kind_are_refused_in_words(ite, elmer, visit):
    own = received(WATER, by=elmer)
    data = {"column_1": "school", "column_3": "what", "column_4": "what"}

    page = visit(elmer, "needs:import_columns", own.pk, method="post", data=data)

    assert (page.status_code, "Dos columnas dicen" in page.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 30])
def test_preview_asks_the_same_questions_for_any_length(ite, elmer, count):
    own = received(*([n, "42042", f"lugar {n}", "No llega agua", "grave", n] for n in range(count)), by=elmer)
    with CaptureQueriesContext(connection) as asked:
        assert len(read_rows(own).rows) == count
    assert len(asked) == 4


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (90 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 nothing here", "no tiene filas"),
        (b"PK\x03\x04 cut off", "No se pudo leer la planilla"),
        (b"\xd0\xcf\x11\xe0old", "Excel antiguo"),
        (b"codlocal;categoria\x00", "No se pudo leer la planilla"),
        (bomb(), "demasiado grande"),
        (b"x" * (6 << 20), "demasiado grande"),
        (b"codlocal;gravedad\n", "no tiene filas"),
        (("escuela;necesidad\n" + "1;agua\n" * (MAX_ROWS + 100)).encode(), "demasiado grande"),
    ],
    ids=["pdf", "truncated", "xls", "nul", "bomb", "huge", "empty", "rows"],
)
def test_bad_sheet_is_refused_with_a_sentence_and_nothing_is_saved(ite, elmer, visit, content, sentence):
    upload = SimpleUploadedFile("planilla.xlsx", content)

    page = visit(elmer, "needs:import_new", method="post", data={"sheet": upload})

    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert (Need.objects.count(), NeedImport.objects.count()) == (0, 0)


def test_school_of_another_tenant_is_unknown(ite, delia, sur):
    with scope(sur):
        own = received([1, "42042 San Martín", "Ite", "No llega agua", "grave", 1], by=delia)
        assert [row.state for row in read_rows(own).rows] == ["refused"]


@pytest.mark.parametrize(
    ("cell", "affected", "detail"),
    [("24", 24, ""), ("varios", None, "Estudiantes afectados: varios"), ("s/d", None, "")],
)
def test_pupils_told_in_words_are_unknown_and_kept(ite, elmer, norte, cell, affected, detail):
    own = received([1, "42042", "", "Faltan carpetas", "leve", cell], by=elmer, kind="csv")
    register(own, by=elmer, ugel=norte)

    need = Need.objects.get()
    assert (need.affected_students, need.detail) == (affected, detail)


@pytest.mark.parametrize("cell", ["24 a 30", "90000", "-3"])
def test_pupils_that_are_no_number_of_a_school_are_asked_about(ite, elmer, cell):
    own = received([1, "42042", "", "Faltan carpetas", "leve", cell], by=elmer, kind="csv")

    assert sentences(own) == [(2, "refused", f"Los estudiantes afectados deben ser un número: «{cell}».")]


def test_formulas_are_text_and_long_cells_are_cut(ite, elmer, norte):
    own = received([1, "42042", "", '=HYPERLINK("x") ' + "muro " * 60, "grave", ""], by=elmer, kind="csv")
    register(own, by=elmer, ugel=norte)

    need = Need.objects.get()
    assert (len(need.what), need.category, need.affected_students) == (140, "premises", None)


def test_export_holds_numbers_as_numbers_and_no_formula(ite, elmer, visit):
    NeedFactory(school=ite, reported_by=elmer, number=7, what="=1+1", affected_students=24)

    content = visit(elmer, "needs:need_export", "xlsx").getvalue()

    head, row = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))
    assert [found[name] for name in ("numero", "codlocal", "que_falta", "estudiantes_afectados")] == [
        7,
        "012345",
        "'=1+1",
        24,
    ]


def test_exported_sheet_handed_in_again_changes_nothing(ite, elmer, visit):
    NeedFactory(school=ite, reported_by=elmer, what="No llega agua", category="water", severity=3)
    NeedFactory(school=ite, reported_by=elmer, what="Cerrada", state=NeedState.CLOSED_UNSOLVED, reason="x")
    content = visit(elmer, "needs:need_export", "csv").getvalue()

    own = imports.receive_sheet(upload=SimpleUploadedFile("necesidades.csv", content), by=elmer)

    assert [row.state for row in read_rows(own).rows] == ["known"]
