"""A school's page offers only what the person may open there."""

import pytest

from schools.tests.factories import SchoolFactory, ServiceFactory


def page_of(visit, person, school):
    return visit(person, "schools:school_detail", school.pk).content.decode()


@pytest.mark.parametrize("is_own", [True, False])
def test_director_is_offered_needs_and_enrolment_at_her_own_school_only(rosa, school, visit, is_own):
    school = school if is_own else SchoolFactory()
    ServiceFactory(school=school)
    page = page_of(visit, rosa, school)

    offered = [f"/necesidades/escuela/{school.pk}/" in page, f"/escuelas/{school.pk}/matricula/" in page]
    assert offered == [is_own, is_own]


def test_specialist_is_offered_them_everywhere(elmer, visit):
    school = ServiceFactory().school
    page = page_of(visit, elmer, school)
    assert f"/necesidades/escuela/{school.pk}/" in page
