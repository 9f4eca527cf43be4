"""Partners and their contacts by spreadsheet: tried row by row, saved whole, out and in again without a change."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from core.jobs.models import Job
from core.jobs.runner import run_dispatch
from core.tenancy.scope import scope
from partners import services
from partners.models import Contact, Partner
from partners.resources import SHEET
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SheetImport
from schools.tests.factories import SchoolFactory, TerritoryFactory

HEAD = ";".join(SHEET.names)
ITE = {
    "ALIADO": "Municipalidad Distrital de Ite",
    "TIPO": "Municipalidad",
    "RUC": "20131312955",
    "DONDE": "Locumba; Ite",
}


def line(**cells):
    return ";".join(f'"{cells[name]}"' if ";" in cells.get(name, "") else cells.get(name, "") for name in SHEET.names)


ROWS = [
    line(**ITE, CONTACTO="Julián Mamani", CARGO="Alcalde", FUNCION="Autoriza", CELULAR="952 000 109"),
    line(**ITE, CONTACTO="Sonia Paredes", FUNCION="coordina", CORREO="ATM@example.pe", IDIOMA="Español"),
    line(ALIADO="JASS de Mirave", TIPO="jass", APOYA="No"),
]


@pytest.fixture(autouse=True)
def districts(norte):
    SchoolFactory(district=TerritoryFactory(code="230303", name="ITE"))
    return SchoolFactory(district=TerritoryFactory(name="LOCUMBA")).district


@pytest.fixture
def hand_in(elmer, visit):
    """hand_in(lines): the sheet as it stands after it was tried."""

    def go(*lines, content=None, name="aliados.csv", person=elmer, **place):
        content = "\n".join([HEAD, *lines]).encode() if content is None else content
        upload = SimpleUploadedFile(name, content)
        visit(person, "partners:sheet_upload", method="post", data={"upload": upload}, **place)
        return _ran(**place)

    return go


@pytest.fixture
def save(elmer, visit):
    def go(sheet):
        visit(elmer, "partners:sheet_confirm", sheet.pk, method="post")
        return _ran()

    return go


def _ran(ugel=None):
    def run():
        run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
        return SheetImport.objects.order_by("-id").first()

    if ugel is None:
        return run()
    with scope(ugel):
        return run()


def counts(sheet):
    return sheet.state, sheet.new, sheet.changed, sheet.unchanged, sheet.errors


def people():
    return sorted(Contact.objects.values_list("partner__name", "name", "role", "channel", "email"))


def test_partners_and_contacts_come_in_after_a_preview(hand_in, save):
    sheet = hand_in(*ROWS)
    assert (counts(sheet), Partner.objects.count()) == (("preview", 3, 0, 0, []), 0)

    assert save(sheet).state == "applied"

    ite = Partner.objects.get(ruc=ITE["RUC"])
    places = ite.territories.order_by("territory__code").values_list("territory__name", flat=True)
    assert (ite.name, ite.kind, list(places)) == (ITE["ALIADO"], "municipality", ["LOCUMBA", "ITE"])
    assert people() == [
        (ite.name, "Julián Mamani", "authorises", "whatsapp", ""),
        (ite.name, "Sonia Paredes", "coordinates", "mail", "atm@example.pe"),
    ]
    assert not Partner.objects.get(kind="jass").is_active


def test_same_sheet_again_changes_nothing(hand_in, save):
    save(hand_in(*ROWS))

    assert counts(hand_in(*ROWS)) == ("preview", 0, 0, 3, [])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_without_a_change(hand_in, save, elmer, visit, kind):
    save(hand_in(*ROWS))
    services.correct_partner(
        partner=Partner.objects.get(kind="jass"), by=elmer, notes="Primera línea\nsegunda", siaf="12"
    )
    ContactFactory(partner=Partner.objects.get(kind="jass"), name="Ulan Asanov", phone="+996555123456", language="ky")

    content = visit(elmer, "partners:partner_export", kind, query="state=").getvalue()

    sheet = hand_in(content=content, name=f"aliados.{kind}")
    assert counts(sheet) == ("preview", 0, 0, 3, [])


def test_an_empty_cell_leaves_things_and_a_filled_one_changes_them(hand_in, save):
    save(hand_in(*ROWS))

    sheet = hand_in(line(ALIADO="MUNICIPALIDAD DISTRITAL DE ITE", TIPO="", SECTOR="14031", CONTACTO="Julian Mamani"))
    assert counts(sheet)[:4] == ("preview", 0, 1, 0)
    save(sheet)

    ite = Partner.objects.get(ruc=ITE["RUC"])
    assert (ite.name, ite.kind, ite.sector, ite.territories.count()) == (ITE["ALIADO"], "municipality", "14031", 2)
    assert Contact.objects.get(name="Julián Mamani").post == "Alcalde"


REFUSED = [
    ({"ALIADO": ""}, "Falta el nombre del aliado"),
    ({"TIPO": "Amigos"}, "TIPO: «Amigos» no se entiende. Escriba Municipalidad"),
    ({"TIPO": ""}, "necesita ALIADO y TIPO"),
    ({"RUC": "20131312950"}, "último dígito no coincide"),
    ({"DONDE": "Locumba; Lima"}, "no conocemos «Lima». Escriba uno de estos: Ite, Locumba"),
    ({"APOYA": "quizás"}, "APOYA debe ser Sí o No"),
    ({"CELULAR": "952000109"}, "Falta el nombre de la persona"),
    ({"CONTACTO": "Ana", "CELULAR": "952"}, "CELULAR: El teléfono no parece completo"),
    ({"CONTACTO": "Ana", "CORREO": "ana@"}, "El correo ana@ no está bien escrito"),
    ({"CONTACTO": "Ana", "FUNCION": "manda"}, "FUNCION: «manda» no se entiende"),
    ({"CONTACTO": "Ana", "MEDIO": "WhatsApp"}, "Para avisar por ese medio falta"),
    ({"SIGLAS": "x" * 41}, "SIGLAS tiene más de 40 letras"),
]


@pytest.mark.parametrize(
    ("cells", "sentence"), REFUSED, ids=[next(iter(cells)) + sentence[:12] for cells, sentence in REFUSED]
)
def test_row_that_is_not_understood_says_why_and_nothing_is_saved(hand_in, elmer, visit, cells, sentence):
    sheet = hand_in(ROWS[2], line(**{"ALIADO": "ONG Yachay", "TIPO": "ONG", **cells}))

    assert [(error["row"], sentence in error["error"]) for error in sheet.errors] == [(3, True)]
    visit(elmer, "partners:sheet_confirm", sheet.pk, method="post")
    assert (SheetImport.objects.get().state, Partner.objects.count()) == ("preview", 0)
    assert sentence in visit(elmer, "partners:sheet_detail", sheet.pk).content.decode()


def test_rows_that_contradict_each_other_are_named(hand_in):
    sheet = hand_in(ROWS[0], line(**{**ITE, "TIPO": "Minera"}))

    assert [error["error"] for error in sheet.errors] == [
        "TIPO dice «Minera», y una fila anterior del mismo aliado dice «Municipalidad»."
    ]


def test_name_like_a_known_one_is_asked_about(hand_in, elmer):
    PartnerFactory(created_by=elmer, name="Mun. Dist. Ite")
    row = {"ALIADO": "Municipalidad Distrital de Ite", "TIPO": "Municipalidad"}

    assert "Se parece a «Mun. Dist. Ite»" in hand_in(line(**row)).errors[0]["error"]
    assert counts(hand_in(line(**row, ES_OTRO="Sí")))[:2] == ("preview", 1)


def test_known_name_with_another_ruc_is_refused(hand_in, save):
    save(hand_in(*ROWS))

    sheet = hand_in(line(**{**ITE, "RUC": "20100130204"}))

    assert "ya está registrado con otro RUC (20131312955)" in sheet.errors[0]["error"]


def test_name_of_a_merged_partner_means_the_one_that_stayed(hand_in, save, elmer):
    save(hand_in(*ROWS))
    kept = services.register_partner(by=elmer, name="Gobierno local de Ite", kind="municipality")
    services.merge_partners(gone=Partner.objects.get(ruc=ITE["RUC"]), kept=kept, by=elmer)

    assert counts(hand_in(*ROWS[:2])) == ("preview", 0, 0, 2, [])


def test_contact_who_left_is_not_brought_back_by_an_old_sheet(hand_in, save, elmer):
    save(hand_in(*ROWS))
    services.end_contact(contact=Contact.objects.get(name="Julián Mamani"), by=elmer)

    assert "ya no representa a este aliado" in hand_in(*ROWS).errors[0]["error"]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 << 20))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7 nothing", b"PK\x03\x04 cut off", b"ALIADO;TIPO\n", b"NOMBRE;CLASE\nx;y\n", bomb()],
    ids=["pdf", "truncated", "empty", "columns", "bomb"],
)
def test_bad_file_is_refused_with_a_sentence_and_nothing_is_saved(hand_in, content):
    sheet = hand_in(content=content, name="aliados.xlsx")

    assert (sheet.state, len(sheet.refusal) > 20, Partner.objects.count()) == ("refused", True, 0)


def test_nul_in_a_cell_is_taken_away(hand_in, save):
    save(hand_in(line(ALIADO="ONG \x00Yachay", TIPO="ONG")))

    assert Partner.objects.get().name == "ONG Yachay"


def test_export_holds_no_formula(elmer, visit):
    PartnerFactory(created_by=elmer, name="=1+1")

    content = visit(elmer, "partners:partner_export", "xlsx").getvalue()

    head, row = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["ALIADO"] == "'=1+1"


def test_export_is_what_the_list_asks_for(elmer, visit):
    PartnerFactory(created_by=elmer, name="JASS de Mirave", kind="jass")
    PartnerFactory(created_by=elmer, name="ONG Yachay", kind="ngo")

    lines = (
        visit(elmer, "partners:partner_export", "csv", query="kind=jass").getvalue().decode("utf-8-sig").splitlines()
    )

    assert [text.split(";")[0] for text in lines] == ["ALIADO", "JASS de Mirave"]


def test_ruc_of_another_ugel_is_nobody_here(hand_in, save, delia, sur):
    save(hand_in(*ROWS))
    with scope(sur):
        SchoolFactory(district=TerritoryFactory())
        SchoolFactory(district=TerritoryFactory(code="230303", name="ITE"))

    sheet = hand_in(*ROWS, person=delia, ugel=sur)

    assert (sheet.new, sheet.changed) == (3, 0)


def test_template_names_every_column(elmer, visit):
    content = visit(elmer, "partners:sheet_template").getvalue()

    assert [cell.value for cell in load_workbook(io.BytesIO(content)).worksheets[0][1]] == SHEET.names
