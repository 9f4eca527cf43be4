import io

import openpyxl
import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from core.documents.pdf import pdf_of
from core.documents.photos import shareable_photo
from core.files.services import store_image
from core.tenancy.scope import scope
from reports.selectors.reading import Reading
from reports.services.printing import html_of
from reports.services.spreadsheet import workbook_of
from reports.services.texts import write_texts
from reports.tests.factories import make_report
from schools.models import School
from schools.tests.factories import SchoolFactory
from tests.tenancy.things import photo


def stored(report, kind):
    return default_storage.open(report.files.get(kind=kind).key)


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def squeezed(text):
    return "".join(text.split())


@pytest.fixture
def pdf(issued_and_printed):
    return PdfReader(stored(issued_and_printed, "pdf"))


def test_pdf_is_tagged_and_says_its_language(pdf):
    root = pdf.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "es"
    assert pdf.metadata.title == "Informe de logros 2026 · UGEL Norte"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_every_picture_of_the_pdf_has_words(pdf):
    def figures(node):
        node = node.get_object()
        if node.get("/S") == "/Figure":
            yield node
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if hasattr(child.get_object(), "get"):
                yield from figures(child)

    found = list(figures(pdf.trailer["/Root"]["/StructTreeRoot"]))
    assert found
    assert [figure for figure in found if not figure.get("/Alt")] == []


def test_pdf_says_what_the_report_says(pdf, issued_and_printed):
    text = text_of(pdf)

    for said in (
        "UGEL Norte DRE Tacna",
        "«Año de la Esperanza y Fortalecimiento de la Democracia»",
        "Informe de logros N.º 001-2026",
        "avance al 23/11/2026",
        "63 %",
        "5 de 8 escuelas",
        "Lo que no se sabe",
        "1. Problemática",
        "5. Lecciones aprendidas",
        "Escuelas rurales con agua ÷ escuelas rurales",
        "Litros por estudiante: 20",
        "rivers.teachers · v2 sin dato",
        issued_and_printed.document.printed_code,
        f"/230008/v/{issued_and_printed.document.printed_code}/",
    ):
        # Lines break inside addresses and hashes: letters only.
        assert squeezed(said) in squeezed(text), said
    chapters = [text.index(f"{n}. {name}") for n, name in enumerate(("Problemática", "Objetivos", "Estrategias"), 1)]
    assert chapters == sorted(chapters)
    assert issued_and_printed.snapshot_sha256 in squeezed(text)


def test_draft_says_it_is_one_and_has_no_code(printed):
    text = text_of(PdfReader(stored(printed, "pdf")))

    assert "Borrador: no tiene número ni valor de documento." in text
    assert "Huella SHA-256" not in text


def test_long_lists_are_capped_in_the_pdf_and_whole_in_the_spreadsheet(norte, elmer, declared, at_noon):
    SchoolFactory.create_batch(70, centre="agua")
    reading = Reading(make_report(by=elmer))

    assert "Faltan 10 escuelas: la lista completa está en la hoja de cálculo del informe." in html_of(reading)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of(reading)))["Escuelas"]
    assert sum(row[0].value == "rivers.water" for row in sheet.iter_rows()) == 70


def test_spreadsheet_numbers_are_numbers(built):
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Reading(built))))

    rows = list(book["Cifras"].iter_rows(min_row=2, values_only=True))
    assert [row[:7] for row in rows] == [
        ("rivers.water", 1, "Escuelas con agua", 5, 8, 63, "escuelas"),
        ("rivers.points", 1, "Escuelas con punto en el mapa", 9, None, None, "escuelas"),
        ("rivers.teachers", 2, "Docentes por sección", None, None, None, "docentes"),
    ]
    parts = [row[5:7] for row in book["Escuelas"].iter_rows(min_row=2, values_only=True) if row[0] == "rivers.water"]
    assert parts == [("Cumplen", 1)] * 5 + [("Nadie preguntó", 0)] + [("No cumplen", 0)] * 2


@pytest.mark.parametrize("name", ["=1+1", "+51952", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_spreadsheet_never_holds_a_formula(norte, elmer, declared, at_noon, name):
    SchoolFactory(name=name, centre="agua")

    book = openpyxl.load_workbook(io.BytesIO(workbook_of(Reading(make_report(by=elmer)))))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert f"'{name}" in {cell.value for cell in cells}


def test_words_of_people_are_escaped(built):
    School.objects.filter(name="Húmeda 0").update(name="<script>alert(1)</script>")
    write_texts(report=built, texts=[{"chapter": "lessons", "title": "<b>", "body": "- <i>uno</i>\n\ndos & tres"}])

    html = html_of(Reading(built))

    assert "<ul><li>&lt;i&gt;uno&lt;/i&gt;</li></ul><p>dos &amp; tres</p>" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    "address", ["http://example.com/x.png", "file:///etc/passwd", "/etc/passwd", "/archivos/x/", "//host/x.png"]
)
def test_pdf_asks_nobody_outside_the_house(caplog, address):
    pdf = pdf_of(f"<html lang=es><title>x</title><img alt=x src='{address}'><p>dentro</p></html>")

    assert "dentro" in text_of(PdfReader(io.BytesIO(pdf)))
    assert PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/XObject"] == {}


def test_only_a_photo_a_person_released_may_be_printed(norte, sur, elmer):
    released, kept = (store_image(photo(), owner="x.Y", by=elmer, is_shareable=share) for share in (True, False))

    assert shareable_photo(norte, f"/230008/archivos/{released.pk}/")[1] == "image/jpeg"
    assert shareable_photo(norte, f"/230008/archivos/{kept.pk}/") is None
    assert shareable_photo(sur, f"/230008/archivos/{released.pk}/") is None
    with scope(sur):
        assert shareable_photo(sur, f"/230008/archivos/{released.pk}/") is None
