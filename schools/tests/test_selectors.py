from datetime import UTC, date, datetime

import pytest

from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from schools.models import TargetSchool
from schools.selectors import target_schools
from schools.tests.factories import SchoolFactory, freeze_target

FRAME = Frame(date(2026, 3, 1), date(2026, 12, 31), datetime(2026, 11, 20, 17, tzinfo=UTC))
BEFORE, BETWEEN, AFTER = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 6, 12))


@pytest.mark.parametrize(("second_at", "expected"), [(BETWEEN, "second"), (AFTER, "first")])
def test_target_schools_are_those_of_the_version_in_force_at_the_cut_off(norte, second_at, expected):
    first, second, last_year = SchoolFactory(), SchoolFactory(), SchoolFactory()
    freeze_target(last_year, year=2025, at=BEFORE)
    freeze_target(first, version=1, at=BEFORE)
    freeze_target(second, version=2, at=second_at)

    assert list(target_schools(FRAME)) == [{"first": first, "second": second}[expected]]


def test_target_schools_leave_out_what_was_considered_and_excluded(norte):
    kept, dropped = SchoolFactory(), SchoolFactory()
    target = freeze_target(kept, at=BEFORE)
    TargetSchool.objects.create(
        target_list=target, school=dropped, is_proposed=True, is_included=False, reason="Cerrada en abril"
    )

    assert list(target_schools(FRAME)) == [kept]


def test_target_schools_of_a_region_are_each_ugels_own(norte_closed, sur):
    names = {}
    for ugel, versions in ((norte_closed, 1), (sur, 2)):
        with scope(ugel):
            for version in range(1, versions + 1):
                school = SchoolFactory(name=f"{ugel.name} {version}")
                freeze_target(school, version=version, at=BEFORE)
            names[ugel.pk] = school.name

    with region_scope([norte_closed, sur]):
        found = dict(target_schools(FRAME).values_list("ugel_id", "name"))

    assert found == names
