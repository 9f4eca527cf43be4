from core.strategies.registry import open_at_school
from needs.tests.factories import NeedFactory
from schools.tests.factories import SchoolFactory


def test_new_head_inherits_the_open_needs_of_their_school(norte, elmer):
    school = SchoolFactory()
    assert open_at_school(school.pk) == []
    NeedFactory(school=school, reported_by=elmer)
    NeedFactory(reported_by=elmer)

    (item,) = open_at_school(school.pk)

    assert (item.label, item.count, item.url) == (
        "Necesidades abiertas",
        1,
        f"/230008/necesidades/escuela/{school.pk}/",
    )
