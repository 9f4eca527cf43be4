import pytest

from schools.models import School
from schools.permissions import heads, works_at
from schools.tests.factories import SchoolFactory, SchoolStaffFactory, ServiceFactory


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("boroguena", ["Santa Ñusta de Borogueña"]),
        ("BOROGUEÑA ñusta", ["Santa Ñusta de Borogueña"]),
        ("cambaya", ["San Pedro"]),
        ("99900", ["San Pedro"]),
        ("700500", ["Santa Ñusta de Borogueña"]),
        ("borogueña cambaya", []),
    ],
)
def test_search_finds_names_places_and_codes_without_accents(norte, text, found):
    SchoolFactory(name="Santa Ñusta de Borogueña", codlocal="700500")
    ServiceFactory(school=SchoolFactory(name="San Pedro", centre="CAMBAYA"), codigo_modular="9990014")
    SchoolFactory(name="Otra")

    assert [school.name for school in School.objects.search(text)] == found


def test_default_target_takes_current_public_rural_schools_only(norte):
    kept = SchoolFactory()
    SchoolFactory(area="urban")
    SchoolFactory(management="private")
    SchoolFactory(is_active=False)
    SchoolFactory(not_in_cut_since="2026-09-18")

    assert list(School.objects.default_target()) == [kept]


def test_works_at_follows_the_dates_of_the_assignment(elmer, hilda):
    school = SchoolFactory()
    SchoolStaffFactory(school=school, user=elmer, to_date="2025-12-31")
    SchoolStaffFactory(school=school, user=hilda, is_head=False)

    assert (works_at(elmer, school.pk), works_at(hilda, school.pk), heads(hilda, school.pk)) == (False, True, False)
