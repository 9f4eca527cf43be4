"""Territories and imports: what a padrón brings is its guardian's, and its undoing takes it back."""

from datetime import date

import pytest

from commitments.enums import Outcome
from commitments.services import Voice, attest
from guardians import selectors, services
from guardians.tests.factories import make_guardian
from schools.enums import ImportState, Party
from schools.models import School, SchoolStaff
from schools.selectors.staff import MOST_NAMED, workplaces
from schools.services import padron_imports as life
from schools.services.padron_reading import Options, import_file
from schools.services.staff import add_colleague
from schools.tests.factories import SchoolFactory, TerritoryFactory
from schools.tests.padron_files import row, write_csv

TODAY = date(2026, 9, 15)


@pytest.fixture
def ilabaya(norte):
    province = TerritoryFactory(code="2303", name="JORGE BASADRE", kind="province")
    return TerritoryFactory(code="230302", name="ILABAYA", parent=province)


@pytest.fixture
def load(tmp_path, norte):
    def go(*rows, name="Padron_web_20260910.csv"):
        path = write_csv(tmp_path / name, rows, vintage="C", encoding="latin-1")
        return import_file(path, ugels=[norte], apply=True, options=Options()).imports[0]

    return go


def undone(padron_import):
    life.start_undo(padron_import=padron_import, by=None)
    return life.undo_import(padron_import)


def names(guardian):
    return sorted(selectors.schools_of(guardian).values_list("codlocal", flat=True))


def test_what_an_import_brings_to_the_territory_is_theirs_and_the_import_can_be_undone(elmer, code, ilabaya, load):
    guardian = make_guardian(elmer, territories=[ilabaya])
    done = load(row("7000003"), row("7000011", CODLOCAL="700002"))
    assert names(guardian) == ["700001", "700002"]
    assert {one.from_date for one in SchoolStaff.objects.all()} == {TODAY}

    assert undone(done).state == ImportState.UNDONE
    assert (names(guardian), School.objects.count(), SchoolStaff.objects.count()) == ([], 0, 0)


def test_a_province_holds_the_schools_of_its_districts(elmer, code, ilabaya, load):
    guardian = make_guardian(elmer, territories=[ilabaya.parent])
    load(row("7000003"))
    assert names(guardian) == ["700001"]


def test_a_school_somebody_chose_keeps_the_import_from_being_undone(elmer, code, ilabaya, load):
    territory = make_guardian(elmer, territories=[ilabaya], full_name="Ana Cruz")
    done = load(row("7000003"))
    chosen = make_guardian(elmer, schools=[School.objects.get()])

    assert undone(done).state == ImportState.APPLIED
    assert (names(territory), names(chosen)) == (["700001"], ["700001"])


def test_a_whole_district_is_said_in_a_few_names(elmer, code, ilabaya):
    for number in range(1, 8):
        SchoolFactory(name=f"IE {number}", district=ilabaya)
    guardian = make_guardian(elmer, territories=[ilabaya])
    said = workplaces([guardian.user_id])[guardian.user_id]
    assert said == ["IE 1", "IE 2", "IE 3", "y 4 escuelas más"]
    assert len(said) == MOST_NAMED


def test_the_morning_job_leaves_the_rows_of_a_team_alone(elmer, gino, school, watcher):
    other = SchoolFactory()
    SchoolStaff.objects.create(school=other, user=gino)

    services.follow_places()

    rows = SchoolStaff.objects.on().filter(user=gino)
    assert set(rows.values_list("school", "kind")) == {(school.pk, "witness"), (other.pk, "team")}


def test_a_guardian_joins_no_team_and_the_sentence_does_not_say_why(elmer, gino, school, watcher):
    with pytest.raises(services.HasAnErrand) as refused:
        add_colleague(school=SchoolFactory(), full_name="", user=gino, by=elmer)

    assert "guardi" not in str(refused.value).lower()
    services.end(guardian=watcher, reason="Entra a la escuela", by=elmer)
    assert add_colleague(school=school, full_name="", user=gino, by=elmer).kind == "team"


def test_who_works_there_is_no_witness_of_what_was_promised_to_it(gino, school, delivery):
    SchoolStaff.objects.create(school=school, user=gino)

    with pytest.raises(services.WorksThere):
        attest(instalment=delivery, voice=Voice.of_user(gino, Party.GUARDIAN), outcome=Outcome.DELIVERED)
