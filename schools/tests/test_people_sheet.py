"""Directors, teams and guardians by spreadsheet: tried row by row, saved whole, printed as cards."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from core.access.models import AccessKey
from core.accounts.models import Membership, User
from core.jobs.models import Job
from core.jobs.runner import run_dispatch
from core.people.models import CardSheet, Contact
from core.tenancy.scope import scope
from schools.models import SchoolStaff, SheetImport
from schools.services.staff import add_colleague, name_head
from schools.tests.factories import SchoolFactory, ServiceFactory
from tests.world import make_person

HEAD = "CODIGO;NOMBRES;FUNCION;CELULAR;CORREO;DESDE"


@pytest.fixture
def school(norte):
    return ServiceFactory(codigo_modular="0234567", school__codlocal="700500", school__name="IE San Martín").school


@pytest.fixture
def hand_in(elmer, visit, school):
    """hand_in(lines): the sheet as it stands after it was tried."""

    def go(*lines, content=None, name="personas.csv"):
        content = "\n".join([HEAD, *lines]).encode() if content is None else content
        visit(
            elmer, "schools:sheet_upload", "personas", method="post", data={"upload": SimpleUploadedFile(name, content)}
        )
        run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
        return SheetImport.objects.order_by("-id").first()

    return go


@pytest.fixture
def save(elmer, visit):
    """save(sheet): the job that saved it, as it ended."""

    def go(sheet):
        visit(elmer, "schools:sheet_confirm", sheet.pk, method="post")
        job = run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
        sheet.refresh_from_db()
        return job

    return go


def counts(sheet):
    return sheet.new, sheet.changed, sheet.unchanged


def staff():
    return sorted(SchoolStaff.objects.on().values_list("school__name", "user__full_name", "is_head"))


ROWS = [
    "234567;Rosa Chambilla;Directora;952 000 001;rosa@example.pe;01/03/2026",
    "700500;Julio Nina;DOCENTE;;;",
    "0234567;Gino Laura;auxiliar;952000002;;2026-04-01",
]


def test_people_come_by_sheet_after_a_preview_and_their_cards_are_printed(hand_in, save):
    sheet = hand_in(*ROWS)
    assert (sheet.state, counts(sheet), sheet.errors) == ("preview", (3, 0, 0), [])
    assert (staff(), Contact.objects.count()) == ([], 0)

    job = save(sheet)

    assert staff() == [
        ("IE San Martín", "Gino Laura", False),
        ("IE San Martín", "Julio Nina", False),
        ("IE San Martín", "Rosa Chambilla", True),
    ]
    roles = Membership.objects.filter(user__full_name__in=["Gino Laura", "Julio Nina", "Rosa Chambilla"])
    assert sorted(roles.values_list("role", flat=True)) == ["school_head", "school_member", "school_member"]
    assert SchoolStaff.objects.get(is_head=True).from_date == date(2026, 3, 1)
    assert User.objects.get(full_name="Rosa Chambilla").email == "rosa@example.pe"
    assert sorted(str(one.phone) for one in Contact.objects.all()) == ["+51952000001", "+51952000002"]
    assert job.result["next"].startswith("/230008/trabajos/")
    printing = run_dispatch(Job.objects.order_by("-id").first().dispatch_id)
    assert (CardSheet.objects.get().count, AccessKey.objects.opening().count()) == (3, 3)
    assert printing.result["next"].startswith("/230008/personas/tarjetas/")


def test_same_sheet_again_changes_nothing(hand_in, save):
    save(hand_in(*ROWS))
    before = User.objects.count()

    sheet = hand_in(*ROWS)

    assert (counts(sheet), sheet.errors) == ((0, 0, 3), [])
    save(sheet)
    assert (User.objects.count(), SchoolStaff.objects.count()) == (before, 3)


def test_new_number_is_a_change_and_no_new_person(hand_in, save):
    save(hand_in(*ROWS))

    sheet = hand_in("0234567;ROSA CHAMBILLA;Director;952 000 009;;")
    assert counts(sheet) == (0, 1, 0)
    save(sheet)

    rosa = User.objects.get(full_name="Rosa Chambilla")
    assert str(Contact.objects.get(user=rosa).phone) == "+51952000009"


def test_new_director_takes_over_and_the_old_one_is_out(hand_in, save, hilda, school):
    ana = name_head(school=school, full_name="Ana Cruz", from_date=date(2025, 3, 1), by=hilda).assignment.user

    save(hand_in("0234567;Rosa Chambilla;Director;;;01/03/2026"))

    assert staff() == [("IE San Martín", "Rosa Chambilla", True)]
    assert not Membership.objects.active().filter(user=ana).exists()


def test_person_of_the_next_school_is_known_by_number_and_name(hand_in, save, hilda):
    for code in ("700600", "700700"):
        SchoolFactory(codlocal=code)
    save(hand_in(*ROWS))

    sheet = hand_in("700600;Gino Laura;Docente;952 000 002;;", "700700;Gino Laura;Docente;952 000 003;;")
    assert counts(sheet) == (1, 1, 0)
    save(sheet)

    known = SchoolStaff.objects.filter(user__full_name="Gino Laura").values_list("school__codlocal", "user")
    users = dict(known)
    assert users["700600"] == users["700500"] != users["700700"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("999999;Rosa;Director;;;", "No hay una escuela con el código 999999"),
        (";Rosa;Director;;;", "No hay una escuela con el código —"),
        ("0234567;;Director;;;", "El nombre (NOMBRES) falta"),
        ("0234567;Rosa;Jefa;;;", "FUNCION debe ser Director o Docente"),
        ("0234567;Rosa;;;;", "FUNCION debe ser Director o Docente"),
        ("0234567;Rosa;Director;952;;", "El teléfono no parece completo"),
        ("0234567;Rosa;Director;;rosa@;", "no está bien escrito"),
        ("0234567;Rosa;Director;;;32/13/2026", "La fecha DESDE no se entiende"),
        ("0234567;Rosa;Director;;", "La fila no tiene el mismo número de columnas"),
    ],
)
def test_bad_row_is_told_and_nothing_is_written(hand_in, elmer, visit, row, sentence):
    sheet = hand_in(ROWS[1], row)

    assert [error["row"] for error in sheet.errors] == [3]
    assert sentence in sheet.errors[0]["error"]
    page = visit(elmer, "schools:sheet_confirm", sheet.pk, method="post", follow=True)
    assert "filas con errores" in page.content.decode()
    assert (staff(), User.objects.filter(full_name__in=["Rosa", "Julio Nina"]).exists()) == ([], False)


def test_two_directors_of_one_school_in_one_sheet_are_told(hand_in):
    sheet = hand_in("0234567;Rosa;Director;;;01/03/2026", "0234567;Ana;Director;;;01/03/2026")

    assert [error["row"] for error in sheet.errors] == [3]
    assert "ya figura otra persona en la dirección" in sheet.errors[0]["error"]


def test_school_of_another_tenant_is_not_known(hand_in, sur):
    with scope(sur):
        ServiceFactory(codigo_modular="0999999")

    sheet = hand_in("0999999;Rosa;Director;;;")

    assert "No hay una escuela" in sheet.errors[0]["error"]


def test_person_of_another_tenant_is_not_found_by_number(hand_in, save, sur, hilda):
    with scope(sur):
        theirs = add_colleague(school=SchoolFactory(), full_name="Julio Nina", phone="+51952000005", by=None).user

    save(hand_in("0234567;Julio Nina;Docente;952000005;;"))

    assert SchoolStaff.objects.get().user != theirs


def test_person_known_by_email_keeps_name_and_account(hand_in, save, sur):
    sara = make_person("sara", "ugel_specialist", ugel=sur)

    save(hand_in("0234567;Otra Persona;Docente;;SARA@example.pe;"))

    assert SchoolStaff.objects.get().user == sara
    assert User.objects.get(pk=sara.pk).full_name == "Sara Quispe"


def test_formula_in_a_name_stays_text_on_the_way_out(hand_in, save, elmer, visit):
    save(hand_in("0234567;=1+1;Docente;;;"))

    book = load_workbook(io.BytesIO(visit(elmer, "schools:people_export").content))

    cell = book.active["B2"]
    assert (cell.data_type, cell.value) == ("s", "'=1+1")


def test_what_goes_out_comes_back_unchanged(hand_in, save, elmer, visit):
    save(hand_in(*ROWS))
    content = visit(elmer, "schools:people_export").content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[:2] == [
        ("CODIGO", "NOMBRES", "FUNCION", "CELULAR", "CORREO", "DESDE"),
        ("0234567", "Rosa Chambilla", "Director", "952 000 001", "rosa@example.pe", "01/03/2026"),
    ]

    sheet = hand_in(content=content, name="personas.xlsx")

    assert (counts(sheet), sheet.errors) == ((0, 0, 3), [])


def test_number_of_the_other_country_comes_back_too(hand_in, save, elmer, visit):
    save(hand_in("0234567;Айгүл Токтосунова;Docente;+996 555 123 456;;"))

    content = visit(elmer, "schools:people_export").content

    assert counts(hand_in(content=content, name="personas.xlsx")) == (0, 0, 1)


def test_workbook_is_taken_as_well(hand_in):
    book, out = Workbook(), io.BytesIO()
    for row in (HEAD.split(";"), ["0234567", "Rosa", "Director", 952000001, None, date(2026, 3, 1)]):
        book.active.append(row)
    book.save(out)

    assert counts(hand_in(content=out.getvalue(), name="personas.xlsx")) == (1, 0, 0)
