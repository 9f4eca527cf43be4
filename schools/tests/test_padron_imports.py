from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.tenancy.scope import scope
from core.tenancy.services import create_ugel
from schools.enums import ImportState
from schools.models import (
    Enrolment,
    PadronChange,
    PadronImport,
    RegionTotal,
    School,
    SchoolFact,
    Service,
    ServiceContact,
    Territory,
)
from schools.services import padron_imports as life
from schools.services.padron_questions import UnknownAnswer, answer_questions
from schools.services.padron_reading import Options, import_file
from schools.tests.factories import SchoolFactory, SchoolStaffFactory, ServiceFactory
from schools.tests.padron_files import row, write_csv, write_dbf
from tests.world import as_owner

SYNTHETIC = Path(__file__).resolve().parents[3] / "shared/data/synthetic"
FILES = {"dbf": "padron_SYNTHETIC_230002_v2026_cp850.dbf", "csv": "padron_SYNTHETIC_230002_v2022_semicolon_latin1.csv"}


@pytest.fixture
def load(tmp_path, norte):
    """load([rows], vintage="C", …): write a file and import it at UGEL Norte; gives the import."""

    def go(rows, *, ugel=norte, vintage="C", apply=True, name="Padron_web_20260918.csv", **options):
        path = write_csv(tmp_path / name, rows, vintage=vintage, encoding=options.pop("encoding", "latin-1"))
        return import_file(path, ugels=[ugel], apply=apply, options=Options(**options)).imports[0]

    return go


def counts(padron_import):
    return tuple(padron_import.counts.values())


def undo(padron_import, by=None):
    life.start_undo(padron_import=padron_import, by=by)
    return life.undo_import(padron_import)


def everything():
    """All that an import may touch, without ids of its own making."""
    return {
        "schools": sorted(School.objects.values_list("national_key", "codinst", "name", "is_active", "area", "lat")),
        "services": sorted(Service.objects.values_list("codigo_modular", "school__national_key", "level", "is_active")),
        "missing": sorted(Service.objects.exclude(not_in_cut_since=None).values_list("codigo_modular", flat=True)),
        "facts": SchoolFact.objects.count(),
        "facts_since": sorted(School.objects.values_list("national_key", "facts_since")),
        "pupils": sorted(Enrolment.objects.values_list("service__codigo_modular", "cut_date", "sex", "count")),
        "contacts": sorted(ServiceContact.objects.values_list("service__codigo_modular", "director")),
        "search": sorted(School.objects.values_list("search_name", flat=True)),
    }


# --- first, again, later -----------------------------------------------------------------------------------------


def test_first_import_makes_schools_services_and_territories(load):
    done = load([row("7000003", CODINST="25255585"), row("7000011", CODINST="25255585", NIV_MOD="A2")])

    school = School.objects.get()
    assert (done.state, counts(done), done.cut_date) == ("applied", (2, 0, 0, 0, 0), date(2026, 9, 18))
    assert (school.name, school.search_name) == ("43005 BOROGUEÑA", "43005 boroguena boroguena")
    assert (school.national_key, school.area, school.is_current) == ("700001-25255585", "rural", True)
    assert (school.lat, school.lon) == (Decimal("-17.434510"), Decimal("-70.515062"))
    assert [service.level for service in school.services.order_by("codigo_modular")] == ["B0", "A2"]
    assert school.district.name == "ILABAYA"
    assert list(Territory.objects.order_by("code").values_list("code", "parent__code")) == [
        ("23", None),
        ("2303", "23"),
        ("230302", "2303"),
    ]


@pytest.mark.parametrize("vintage", ["A", "B", "C"])
def test_importing_twice_changes_nothing(load, vintage):
    rows = [row("7000003", CODINST="25255585"), row("7000011", CODLOCAL="", CODINST="")]
    load(rows, vintage=vintage)
    before = everything()

    assert counts(load(rows, vintage=vintage)) == (0, 0, 2, 0, 0)
    assert everything() == before


def test_a_later_cut_changes_closes_and_marks_what_is_missing(load):
    load([row("7000003"), row("7000011", CODLOCAL="700002"), row("7000029", CODLOCAL="700003")])

    done = load(
        [row("7000003", AREA_CENSO="1"), row("7000011", CODLOCAL="700002", ESTADO="2")], name="Padron_web_20261001.csv"
    )

    urban, closed, missing = School.objects.order_by("codlocal")
    assert counts(done) == (0, 2, 0, 0, 1)
    assert (urban.area, closed.is_active, missing.is_active) == ("urban", False, True)
    assert (missing.not_in_cut_since, missing.is_current) == (date(2026, 10, 1), False)
    assert list(urban.facts.values_list("area", "valid_from", "valid_to")) == [
        ("rural", date(2026, 9, 18), date(2026, 10, 1))
    ]
    assert urban.facts_since == date(2026, 10, 1)


def test_a_missing_service_that_comes_back_is_in_the_cut_again(load):
    rows = [row("7000003"), row("7000011", CODLOCAL="700002")]
    load(rows)
    load(rows[:1], name="Padron_web_20261001.csv")

    done = load(rows, name="Padron_web_20261008.csv")

    assert counts(done) == (0, 1, 1, 0, 0)
    assert School.objects.filter(not_in_cut_since=None).count() == 2


def test_a_file_with_less_than_half_of_what_is_known_marks_nothing(load):
    rows = [row(code, CODLOCAL=f"70000{n}") for n, code in enumerate(("7000003", "7000011", "7000029"), start=1)]
    load(rows)

    partial = load(rows[:1], name="Padron_web_20261001.csv")

    assert (counts(partial), partial.is_full, partial.absent) == ((0, 0, 1, 0, 0), False, 2)


@pytest.mark.parametrize(("is_full", "missing"), [(True, 2), (False, 0)])
def test_a_person_says_whether_a_cut_is_whole(load, is_full, missing):
    rows = [row(code, CODLOCAL=f"70000{n}") for n, code in enumerate(("7000003", "7000011", "7000029"), start=1)]
    load(rows)

    assert load(rows[:1], name="Padron_web_20261001.csv", is_full=is_full).missing == missing


def test_a_partial_file_leaves_the_facts_of_the_leading_service_alone(load):
    load([row("7000003"), row("7000011", NIV_MOD="A2", CEN_EDU="43005 BOROGUEÑA", ESTADO="2")])

    load([row("7000011", NIV_MOD="A2", CEN_EDU="CUNA JARDIN", ESTADO="2")], is_full=False)

    school = School.objects.get()
    assert (school.name, school.is_active) == ("43005 BOROGUEÑA", True)


def test_an_older_cut_only_fills_what_is_blank(load):
    load([row("7000003", CEN_EDU="NOMBRE NUEVO")], name="Padron_web_20260918.csv")

    done = load(
        [row("7000003", CEN_EDU="NOMBRE VIEJO", ESTADO="2"), row("7000011", CODLOCAL="700009")],
        vintage="A",
        name="Padron_web_20220301.csv",
    )

    school, old = School.objects.order_by("codlocal")
    assert (done.is_older, done.missing, school.name, school.is_active) == (True, 0, "NOMBRE NUEVO", True)
    assert school.services.get().characteristic == "unidocente"
    assert (old.not_in_cut_since, old.is_current) == (date(2026, 9, 18), False)
    assert set(Enrolment.objects.values_list("year", flat=True)) == {2022}


@pytest.mark.skipif(not SYNTHETIC.exists(), reason="the shared synthetic padrón files are not on this machine")
@pytest.mark.parametrize("order", [["dbf"], ["csv"], ["dbf", "csv"], ["csv", "dbf"], ["csv", "dbf", "csv"]])
def test_the_synthetic_files_give_28_target_schools_in_any_order(region, order):
    with as_owner():
        basadre = create_ugel(code="230002", name="UGEL Jorge Basadre", region=region)
    for kind in order:
        import_file(SYNTHETIC / FILES[kind], ugels=[basadre], apply=True)

    with scope(basadre):
        target = School.objects.default_target()
        services = Service.objects.current().filter(school__in=target)
        pupils = sum(Enrolment.objects.filter(service__in=services).values_list("count", flat=True))
        assert (School.objects.count(), Service.objects.count()) == (37, 53)
        assert (target.count(), services.count()) == (28, 39)
        assert pupils == (594 if "csv" in order else 0)
        assert School.objects.exclude(codinst="").count() == (37 if "dbf" in order else 0)


# --- which school ------------------------------------------------------------------------------------------------


def test_codinst_appearing_later_keeps_the_school(load):
    load([row("7000003")], vintage="A")
    first = School.objects.get()

    done = load([row("7000003", CODINST="25255585")], name="Padron_web_20261001.csv")

    school = School.objects.get()
    assert (school.pk, school.codinst, school.national_key) == (first.pk, "25255585", "700001-25255585")
    assert counts(done) == (0, 1, 0, 0, 0)


def test_one_institution_in_two_locals_is_two_schools(load):
    load([row("7000003", CODINST="25255585"), row("7000003", ANEXO="1", CODINST="25255585", CODLOCAL="700002")])

    assert sorted(School.objects.values_list("national_key", flat=True)) == ["700001-25255585", "700002-25255585"]


def test_two_institutions_in_one_local_are_two_schools_unless_the_ugel_joins_them(load):
    rows = [row("7000003", CODINST="25255585"), row("7000011", CODINST="25255586", CEN_EDU="CEBA")]
    preview = load(rows, apply=False)
    question = preview.questions.get()

    with pytest.raises(life.QuestionsOpen):
        life.confirm_import(padron_import=preview, by=None)
    with pytest.raises(UnknownAnswer):
        answer_questions(padron_import=preview, answers={"700001": "ninguna"})

    assert (question.options, question.default) == (["separate", "together"], "separate")
    assert [i["codinst"] for i in question.facts["institutions"]] == ["25255585", "25255586"]
    load(rows)
    assert School.objects.count() == 2


def test_the_default_of_a_question_continues_the_school_with_most_services(load):
    load([row("7000003"), row("7000011", NIV_MOD="A2"), row("7000029", NIV_MOD="D1")], vintage="A")
    first = School.objects.get()

    done = load(
        [
            row("7000003", CODINST="25255586"),
            row("7000011", NIV_MOD="A2", CODINST="25255586"),
            row("7000029", NIV_MOD="D1", CODINST="25255585", CEN_EDU="CEBA"),
        ],
        name="Padron_web_20261001.csv",
    )

    kept, new = School.objects.order_by("id")
    assert (kept.pk, kept.codinst, new.codinst, new.name) == (first.pk, "25255586", "25255585", "CEBA")
    assert list(Service.objects.filter(school=new).values_list("codigo_modular", flat=True)) == ["7000029"]
    assert counts(done) == (0, 3, 0, 0, 0)


def test_programmes_without_local_stand_alone(load):
    load([row("7000003", CODLOCAL="", NIV_MOD="A5"), row("7000011", CODLOCAL="", NIV_MOD="A5")])

    assert sorted(School.objects.values_list("national_key", flat=True)) == ["P7000003-0", "P7000011-0"]


def test_a_service_that_moves_leaves_an_empty_school_closed(load):
    load([row("7000003"), row("7000011", CODLOCAL="700002")])

    load([row("7000003", CODLOCAL="700002"), row("7000011", CODLOCAL="700002")], name="Padron_web_20261001.csv")

    left, joined = School.objects.order_by("codlocal")
    assert (left.is_active, left.services.count(), joined.services.count()) == (False, 0, 2)


# --- values ------------------------------------------------------------------------------------------------------


def test_a_damaged_name_keeps_the_stored_one(load):
    load([row("7000003", CEN_EDU="43005 BOROGUEÑA")])

    damaged = [row("7000003", CEN_EDU="43005 BOROGUE\ufffdA", CEN_POB="BOROGUE\ufffdA")]
    done = load(damaged, encoding="utf-8", name="Padron_web_20261001.csv")

    assert School.objects.get().name == "43005 BOROGUEÑA"
    assert done.remarks["name_damaged"] == {"count": 1, "rows": [2]}


def test_a_new_service_without_a_name_says_so(load):
    load([row("7000003", CEN_EDU="")])

    assert School.objects.get().name == "Sin nombre 7000003"


def test_a_point_corrected_by_hand_stays(load):
    load([row("7000003")])
    School.objects.update(lat="-17.5", lon="-70.6", is_point_by_hand=True)

    assert counts(load([row("7000003")])) == (0, 0, 1, 0, 0)


def test_personal_data_stay_out_unless_asked_for(load):
    load([row("7000003")])
    assert not ServiceContact.objects.exists()

    done = load([row("7000003")], with_contacts=True)

    assert (counts(done), ServiceContact.objects.get().director) == ((0, 1, 0, 0, 0), "QUISPE MAMANI, JOSÉ")


def test_enrolment_of_an_equal_later_cut_is_not_a_change(load):
    load([row("7000003")], vintage="A")

    done = load([row("7000003")], vintage="A", name="Padron_web_20261001.csv")

    assert counts(done) == (0, 0, 1, 0, 0)
    assert sorted(Enrolment.objects.values_list("sex", "count")) == [("boy", 6), ("girl", 7)]


def test_rejected_rows_are_kept_with_number_and_reason(load):
    done = load([row("7000003"), row("7000003"), row("70000111"), row("7000029", CODOOII="230001")])

    assert counts(done) == (1, 0, 0, 3, 0)
    assert done.reasons == {"repeated": 1, "codigo_modular": 1, "other_ugel": 1}
    assert list(done.rejections.order_by("row_number").values_list("row_number", "reason", "detail")) == [
        (3, "repeated", ""),
        (4, "codigo_modular", "70000111"),
    ]


# --- other tenants -----------------------------------------------------------------------------------------------


def test_other_ugels_are_one_line_and_reference_figures_without_schools(load):
    rows = [row("7000003"), row("7000011", CODOOII="230001", D_DREUGEL="UGEL TACNA"), row("7000029", CODOOII="150101")]

    done = load(rows, vintage="A")

    assert (done.others, School.objects.count()) == ({"rows": 2, "ugels": 2}, 1)
    assert list(RegionTotal.objects.order_by("ugel_code").values_list("ugel_code", "services", "pupils")) == [
        ("230001", 1, 13),
        ("230008", 1, 13),
    ]


def test_a_file_without_rows_of_the_ugel_is_refused_whole(load):
    with pytest.raises(life.NothingOfThisUgel) as caught:
        load([row("7000003", CODOOII="230001", D_DREUGEL="UGEL TACNA")])

    assert "UGEL TACNA (230001)" in str(caught.value)
    assert not School.objects.exists()


def test_a_national_cut_gives_each_ugel_its_own(tmp_path, norte_closed, sur):
    rows = [row("7000003"), row("7000011", CODOOII="230009"), row("7000029", CODOOII="010101")]
    path = write_dbf(tmp_path / "Padron_web_20260918.dbf", rows)

    summary = import_file(path, ugels=[norte_closed, sur], apply=True)

    assert (summary.counts, summary.reasons) == (
        {"new": 2, "changed": 0, "unchanged": 0, "rejected": 1, "missing": 0},
        {"other_ugel": 1},
    )
    for ugel, codigo_modular in ((norte_closed, "7000003"), (sur, "7000011")):
        with scope(ugel):
            assert [service.codigo_modular for service in Service.objects.all()] == [codigo_modular]
            assert PadronImport.objects.get().is_national


@pytest.mark.parametrize(("options", "states"), [({"dry_run": True}, []), ({}, [ImportState.PREVIEW])])
def test_a_dry_run_writes_nothing_and_a_preview_no_school(tmp_path, norte, options, states):
    path = write_csv(tmp_path / "p.csv", [row("7000003")])

    summary = import_file(path, ugels=[norte], apply=False, **options)

    assert summary.counts["new"] == 1
    assert [i.state for i in PadronImport.objects.all()] == states
    assert not School.objects.exists()


# --- undo --------------------------------------------------------------------------------------------------------


def test_undo_restores_exactly_what_was_there(load):
    load([row("7000003"), row("7000011", CODLOCAL="700002"), row("7000029", CODLOCAL="700003")], vintage="A")
    before = everything()

    done = load(
        [
            row("7000003", CODINST="25255585", AREA_CENSO="1", CEN_EDU="OTRO NOMBRE", TALUM_HOM="9"),
            row("7000011", CODLOCAL="700001", CODINST="25255585", ESTADO="2", NLAT_IE="-17.5"),
            row("7000037", CODLOCAL="700004", CODINST="25255588"),
        ],
        vintage="B",
        with_contacts=True,
        name="Padron_web_20261001.csv",
    )
    assert everything() != before

    assert undo(done).state == ImportState.UNDONE
    assert everything() == before


def test_undo_of_the_same_day_brings_the_overwritten_enrolment_back(load):
    load([row("7000003")], vintage="A")
    done = load([row("7000003", TALUM_HOM="9")], vintage="A")

    undo(done)

    assert sorted(Enrolment.objects.values_list("sex", "count")) == [("boy", 6), ("girl", 7)]


def test_after_undo_the_file_can_be_imported_again(load):
    rows = [row("7000003"), row("7000011", CODLOCAL="700002")]
    undo(load(rows))
    assert not School.objects.exists()

    assert counts(load(rows)) == (2, 0, 0, 0, 0)


def test_undo_is_refused_after_a_later_import(load):
    first = load([row("7000003")])
    load([row("7000003", AREA_CENSO="1")], name="Padron_web_20261001.csv")

    with pytest.raises(life.LaterImport):
        undo(first)


def test_undo_is_refused_when_later_data_depend_on_it(load, elmer):
    done = load([row("7000003")])
    SchoolStaffFactory(school=School.objects.get(), user=elmer)
    before = everything()

    assert undo(done).state == ImportState.APPLIED
    assert everything() == before


@pytest.mark.parametrize(
    "correct",
    [
        lambda: School.objects.update(name="CORREGIDO"),
        lambda: Service.objects.update(characteristic="unidocente"),
        lambda: School.objects.update(is_point_by_hand=True),
    ],
)
def test_undo_is_refused_when_somebody_corrected_by_hand_since(load, correct):
    done = load([row("7000003")])
    correct()

    with pytest.raises(life.LaterData):
        undo(done)


# --- people at once, work cut off --------------------------------------------------------------------------------


def test_a_preview_grown_stale_is_not_applied(load):
    load([row("7000003")])
    preview = load([row("7000003", AREA_CENSO="1")], apply=False, name="Padron_web_20261001.csv")
    School.objects.update(area="")

    life.confirm_import(padron_import=preview, by=None)
    with pytest.raises(life.StalePreview):
        life.apply_import(preview)


def test_a_preview_overtaken_by_another_import_is_not_applied(load):
    preview = load([row("7000003")], apply=False)
    load([row("7000011", CODLOCAL="700002")])

    life.confirm_import(padron_import=preview, by=None)
    with pytest.raises(life.StalePreview):
        life.apply_import(preview)


def test_a_service_typed_by_hand_meanwhile_is_not_doubled(load):
    preview = load([row("7000003")], apply=False)
    ServiceFactory(school=SchoolFactory(source="typed"), codigo_modular="7000003")

    life.confirm_import(padron_import=preview, by=None)
    with pytest.raises(life.StalePreview):
        life.apply_import(preview)


def test_confirming_twice_is_refused_and_applying_twice_is_harmless(load):
    preview = load([row("7000003")], apply=False)
    life.confirm_import(padron_import=preview, by=None)

    with pytest.raises(life.NotWaiting):
        life.confirm_import(padron_import=preview, by=None)
    assert life.apply_import(preview).state == ImportState.APPLIED
    assert life.apply_import(preview).state == ImportState.APPLIED
    assert Service.objects.count() == 1


def test_discarding_drops_what_was_staged(load):
    preview = load([row("7000003")], apply=False)

    life.discard_import(padron_import=preview)

    assert not PadronChange.objects.exists()
    with pytest.raises(life.NotWaiting):
        life.confirm_import(padron_import=preview, by=None)
