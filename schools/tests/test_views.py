import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.jobs.models import Job
from core.jobs.runner import run_dispatch
from core.strategies.registry import MapLayer
from schools.enums import ImportState
from schools.models import PadronImport, School, Service, TargetList
from schools.tests.factories import (
    EnrolmentFactory,
    SchoolFactory,
    SchoolStaffFactory,
    ServiceFactory,
    TerritoryFactory,
)
from schools.tests.padron_files import row, write_csv


def names(response):
    """The schools of a list page, in its order."""
    return re.findall(r'<a href="/230008/escuelas/\d+/">([^<]+)</a>', response.content.decode())


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def work():
    """Run what the page just asked for, as the worker would."""
    return run_dispatch(Job.objects.order_by("-id").first().dispatch_id)


# --- list --------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(norte):
    ilabaya = TerritoryFactory(code="230302", name="ILABAYA")
    alfa = ServiceFactory(school__name="Alfa", school__district=ilabaya, codigo_modular="9990014").school
    beta = ServiceFactory(school__name="Beta Ñusta", school__area="urban", level="F0").school
    gama = SchoolFactory(name="Gama", is_active=False, lat=None, lon=None, management="private")
    EnrolmentFactory(service=alfa.services.get(), sex="boy", count=9)
    EnrolmentFactory(service=alfa.services.get(), sex="girl", count=8)
    EnrolmentFactory(service=alfa.services.get(), sex="girl", count=80, cut_date=date(2026, 3, 1))
    return alfa, beta, gama


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Alfa", "Beta Ñusta", "Gama"]),
        ("q=nusta", ["Beta Ñusta"]),
        ("q=99900", ["Alfa"]),
        ("q=%00", ["Alfa", "Beta Ñusta", "Gama"]),
        ("district=230302", ["Alfa"]),
        ("area=urban", ["Beta Ñusta"]),
        ("management=public", ["Alfa", "Beta Ñusta"]),
        ("management=private", ["Gama"]),
        ("level=F0", ["Beta Ñusta"]),
        ("status=inactive", ["Gama"]),
        ("hint=no_point", ["Gama"]),
        ("hint=no_enrolment&status=active", ["Beta Ñusta"]),
        ("sort=-name", ["Gama", "Beta Ñusta", "Alfa"]),
        ("sort=pupils&area=rural&status=active", ["Alfa"]),
        ("page=99", ["Alfa", "Beta Ñusta", "Gama"]),
        ("district=nonsense", ["Alfa", "Beta Ñusta", "Gama"]),
    ],
)
def test_school_list_finds_filters_and_sorts(elmer, visit, three, query, found):
    assert names(visit(elmer, "schools:school_list", query=query)) == found


def test_school_list_answers_first_and_shows_the_latest_pupils(elmer, visit, three):
    page = text(visit(elmer, "schools:school_list"))

    assert "1 escuelas públicas rurales activas, de 2 activas y 3 registradas." in page
    assert "Alfa" in page and " 17 " in page and " 97 " not in page


@pytest.mark.parametrize("count", [1, 3])
def test_school_list_queries_do_not_grow(elmer, visit, count, django_assert_max_num_queries):
    ServiceFactory.create_batch(count)
    visit(elmer, "schools:school_list")

    with CountedQueries() as counted:
        visit(elmer, "schools:school_list", query="q=martin&sort=pupils")

    assert counted.number == 7


class CountedQueries:
    """Queries of a page, without transaction control and set_config; the test's own sign-in left out."""

    def __enter__(self):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.captured = CaptureQueriesContext(connection)
        self.captured.__enter__()
        return self

    def __exit__(self, *failure):
        self.captured.__exit__(*failure)
        sql = [query["sql"] for query in self.captured.captured_queries]
        start = next(i for i, statement in enumerate(sql) if "tenancy_ugel" in statement)
        self.statements = [s for s in sql[start:] if not re.match(r"SAVEPOINT|RELEASE|SELECT set_config", s)]
        self.number = len(self.statements)


def test_school_list_of_an_empty_ugel_teaches_the_next_step(elmer, visit):
    assert "Importe el padrón de ESCALE" in text(visit(elmer, "schools:school_list"))


# --- one school --------------------------------------------------------------------------------------------------


def test_a_name_is_kept_without_marks_nobody_sees(visit, elmer, three):
    told = {"name": "San\u202e Martín\u2066", "is_active": "on"}

    visit(elmer, "schools:school_edit", three[0].pk, method="post", data=told)

    assert School.objects.get(pk=three[0].pk).name == "San Martín"


def test_school_page_shows_hints_and_history(elmer, visit, three):
    gama = three[2]
    School.objects.filter(pk=gama.pk).update(is_active=True)
    visit(elmer, "schools:school_edit", gama.pk, method="post", data={"name": "Gama II", "is_active": "on"})

    page = text(visit(elmer, "schools:school_detail", gama.pk))

    assert "Sin coordenadas" in page and "Sin matrícula registrada" in page
    assert "Datos de la escuela corregidos" in page and "Elmer Quispe" in page


def test_school_page_hides_contacts_from_those_who_may_not_see_them(elmer, raul, visit, three):
    three[0].services.get().contacts.create(director="QUISPE MAMANI, JOSÉ")

    assert "QUISPE MAMANI" in text(visit(elmer, "schools:school_detail", three[0].pk))
    assert "QUISPE MAMANI" not in text(visit(raul, "schools:school_detail", three[0].pk))


def test_a_point_is_given_whole_or_not_at_all(elmer, visit, three):
    data = {"name": "Gama", "lat": "-17.5", "lon": ""}

    response = visit(elmer, "schools:school_edit", three[2].pk, method="post", data=data)

    assert (response.status_code, School.objects.get(pk=three[2].pk).lat) == (422, None)
    assert "latitud y longitud, las dos" in text(response)


def test_a_corrected_point_is_marked_as_by_hand(elmer, visit, three):
    data = {"name": "Gama", "lat": "-17.5", "lon": "-70.6", "is_active": "on"}
    visit(elmer, "schools:school_edit", three[2].pk, method="post", data=data)

    assert School.objects.get(pk=three[2].pk).is_point_by_hand


def test_a_school_typed_by_hand_gets_its_services(elmer, visit):
    data = {"name": "Кой-Таш мектеби", "code": "2421", "levels": ["B0", "F0"], "is_active": "on"}
    visit(elmer, "schools:school_create", method="post", data=data)

    school = School.objects.get()
    assert (school.national_key, school.source) == ("2421", "typed")
    assert [(s.codigo_modular, s.anexo, s.level) for s in school.services.order_by("anexo")] == [
        ("2421", "0", "B0"),
        ("2421", "1", "F0"),
    ]
    again = visit(elmer, "schools:school_create", method="post", data=data)
    assert (again.status_code, School.objects.count()) == (422, 1)


def test_a_director_counts_the_pupils_of_the_own_school_only(gino, elmer, visit, three, norte):
    from core.accounts.enums import Role
    from tests.world import make_person

    rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    alfa, beta, _gama = three
    SchoolStaffFactory(school=beta, user=rosa)
    code = beta.services.get().codigo_modular
    data = {"cut_date": "2026-10-01", f"boys_{code}_0": "12", f"girls_{code}_0": ""}

    assert visit(rosa, "schools:enrolment_edit", alfa.pk, method="post", data=data).status_code == 403
    visit(rosa, "schools:enrolment_edit", beta.pk, method="post", data=data)

    assert list(beta.services.get().enrolments.values_list("sex", "count", "source")) == [("boy", 12, "typed")]


# --- map ---------------------------------------------------------------------------------------------------------


def test_map_and_list_say_the_same_and_layers_recolour(elmer, visit, three, monkeypatch):
    class Weak:
        tone, label = "risk", "En riesgo"

    layer = MapLayer("water", "Agua", lambda schools: {school.pk: Weak for school in schools if school.name == "Alfa"})
    monkeypatch.setattr("schools.selectors.maps.collect", lambda kind: [layer])

    page = text(visit(elmer, "schools:school_map", query="layer=water"))

    assert [name in page for name in ("Alfa", "Beta Ñusta", "Gama", "sin coordenadas", "En riesgo")] == [True] * 5


# --- padrón ------------------------------------------------------------------------------------------------------


def upload(rows, name="Padron_web_20260918.csv", tmp="/tmp"):  # noqa: S108  the caller gives its own
    from pathlib import Path

    path = write_csv(Path(tmp) / name, rows)
    return SimpleUploadedFile(name, path.read_bytes())


def test_a_padron_goes_from_upload_to_undo(elmer, visit, tmp_path):
    file = upload([row("7000003"), row("7000011", COD_MOD="x"), row("7000029", CODOOII="150101")], tmp=tmp_path)
    visit(elmer, "schools:padron_upload", method="post", data={"upload": file})
    work()
    padron = PadronImport.objects.get()
    page = text(visit(elmer, "schools:padron_detail", padron.pk))
    assert "Por confirmar" in page and "Filas de otra UGEL" in page and not School.objects.exists()
    assert "El código modular falta" in text(visit(elmer, "schools:padron_rows", padron.pk, "rechazadas"))

    visit(elmer, "schools:padron_confirm", padron.pk, method="post")
    work()
    assert School.objects.get().name == "43005 BOROGUEÑA"
    assert "43005 BOROGUEÑA" in text(visit(elmer, "schools:padron_rows", padron.pk, "nuevos"))

    visit(elmer, "schools:padron_undo", padron.pk, method="post")
    work()
    padron.refresh_from_db()
    assert (padron.state, School.objects.count()) == (ImportState.UNDONE, 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 carta", "no es un padrón"),
        (b"PK\x03\x04 roto", "está dañado"),
        (b"COD_MOD;ANEXO\n1;0\n", "le faltan columnas"),
    ],
)
def test_a_refused_file_says_why_and_leaves_nothing(elmer, visit, content, sentence):
    visit(elmer, "schools:padron_upload", method="post", data={"upload": SimpleUploadedFile("p.zip", content)})
    work()

    padron = PadronImport.objects.get()
    assert (padron.state, School.objects.count()) == (ImportState.REFUSED, 0)
    assert sentence in text(visit(elmer, "schools:padron_detail", padron.pk))


def test_the_preview_shows_the_region_at_that_cut_and_nothing_where_we_are_alone(elmer, visit, tmp_path):
    tacna = {"CODOOII": "230001", "D_DREUGEL": "UGEL TACNA"}
    pages = []
    for rows in ([row("7000003")], [row("7000003"), row("7000011", **tacna), row("7000029", CODOOII="150101")]):
        file = SimpleUploadedFile("p.csv", write_csv(tmp_path / "p.csv", rows, vintage="A").read_bytes())
        visit(elmer, "schools:padron_upload", method="post", data={"upload": file})
        work()
        pages.append(text(visit(elmer, "schools:padron_detail", PadronImport.objects.latest("pk").pk)))

    assert ["La región en este corte" in page for page in pages] == [False, True]
    region = pages[1][pages[1].index("La región en este corte") :]
    assert ("UGEL TACNA" in region, "(esta UGEL)" in region, "150101" in region) == (True, True, False)


def test_an_empty_upload_is_refused_in_the_form(elmer, visit):
    response = visit(elmer, "schools:padron_upload", method="post", data={"upload": SimpleUploadedFile("p.zip", b"")})

    assert (response.status_code, PadronImport.objects.count()) == (422, 0)
    assert "El archivo está vacío." in text(response)


def test_questions_are_asked_in_words_and_answered(elmer, visit, tmp_path):
    from schools.tests.padron_files import COLUMNS

    rows = [row("7000003", CODINST="25255585"), row("7000011", CODINST="25255586", CEN_EDU="CEBA LOCUMBA")]
    path = write_csv(tmp_path / "p.csv", rows, columns=COLUMNS["C"])
    file = SimpleUploadedFile("p.csv", path.read_bytes())
    visit(elmer, "schools:padron_upload", method="post", data={"upload": file})
    work()
    padron = PadronImport.objects.get()
    assert "Son una sola escuela" in text(visit(elmer, "schools:padron_detail", padron.pk))
    refused = visit(elmer, "schools:padron_confirm", padron.pk, method="post", follow=True)
    assert "Falta responder" in text(refused)

    data = {"local_700001": "together", "is_full": "yes"}
    visit(elmer, "schools:padron_revise", padron.pk, method="post", data=data)
    work()
    visit(elmer, "schools:padron_confirm", padron.pk, method="post")
    work()

    assert (School.objects.count(), Service.objects.count()) == (1, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_import_list_queries_do_not_grow(elmer, visit, count):
    for _ in range(count):
        PadronImport.objects.create(file_name="p.zip", created_by=elmer)
    with CountedQueries() as counted:
        visit(elmer, "schools:padron_list")

    assert counted.number == 5


# --- ámbito ------------------------------------------------------------------------------------------------------


def test_the_ambito_is_proposed_adjusted_and_frozen(elmer, visit, three):
    alfa, beta, _gama = three
    visit(elmer, "schools:target_propose", method="post", data={"year": "2026"})
    target = TargetList.objects.get()
    visit(elmer, "schools:target_adjust", target.pk, beta.pk, method="post", data={"is_included": "on", "reason": ""})
    assert list(target.entries.values_list("school", flat=True)) == [alfa.pk]

    data = {"is_included": "on", "reason": "Atiende anexos"}
    visit(elmer, "schools:target_adjust", target.pk, beta.pk, method="post", data=data)
    visit(elmer, "schools:target_freeze", target.pk, method="post", data={"resolution": "RD 045-2026"})

    page = text(visit(elmer, "schools:target_detail", target.pk))
    assert "2 escuelas" in page and "RD 045-2026" in page and "Atiende anexos" in page
    assert "Congelar el ámbito" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_target_page_queries_do_not_grow(elmer, visit, count, norte):
    SchoolFactory.create_batch(count)
    visit(elmer, "schools:target_propose", method="post", data={"year": "2026"})
    with CountedQueries() as counted:
        visit(elmer, "schools:target_detail", TargetList.objects.get().pk)

    assert counted.number == 5
