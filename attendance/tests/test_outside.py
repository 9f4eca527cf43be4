"""Of a list so many do not come: told by day, the latest holds, what nobody knows is no zero."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from attendance import indicators, services
from attendance.models import OutsideCount
from attendance.selectors import listed, outside_version
from core.strategies.indicators import Frame
from core.tenancy.errors import ChangedMeanwhile
from core.tenancy.scope import region_scope, scope
from schools.tests.factories import SchoolFactory, freeze_target
from tests.queries import queries_of

MARCH, MAY = date(2026, 3, 16), date(2026, 5, 4)
FRAME = Frame(date(2026, 1, 1), date(2026, 12, 31), datetime(2026, 6, 1, tzinfo=UTC))
IN_MARCH, IN_MAY, IN_JULY = (datetime(2026, month, 20, tzinfo=UTC) for month in (3, 5, 7))


def tell(school, by, pupils=50, not_going=4, day=MARCH, **more):
    return services.record_outside(school=school, day=day, pupils=pupils, not_going=not_going, by=by, **more)


def told(frame=FRAME):
    """(not going, on the list) of each school of the ámbito, by id."""
    rows = indicators.NOT_ATTENDING.amounts(frame).order_by("pk")
    return list(rows.values_list("pk", "numerator_amount", "denominator_amount"))


@pytest.fixture
def schools(norte, friday):
    made = SchoolFactory.create_batch(4)
    freeze_target(*made[:3], at=datetime(2026, 1, 2, tzinfo=UTC))
    return made


def test_worked_by_hand(norte, elmer, schools):
    first, second, silent, outside_the_ambito = schools
    tell(first, elmer, 120, 9, at=IN_MARCH)
    tell(first, elmer, 118, 7, day=MAY, at=IN_MAY)  # the later day holds
    tell(second, elmer, 50, 3, at=IN_MARCH)
    tell(second, elmer, 50, 4, at=IN_MAY)  # of a day the last word holds
    tell(second, elmer, 50, 1, at=IN_JULY)  # said after the cut-off
    tell(silent, elmer, 80, None, at=IN_MARCH)
    tell(outside_the_ambito, elmer, 60, 30, at=IN_MARCH)

    assert told() == [(first.pk, 7, 118), (second.pk, 4, 50), (silent.pk, None, 80)]


def test_nobody_told_is_unknown_and_other_years_do_not_count(norte, elmer, schools):
    tell(schools[0], elmer, day=date(2025, 9, 1), at=IN_MARCH)

    assert told() == [(one.pk, None, None) for one in schools[:3]]


def test_another_ugels_are_in_no_sum(norte, sur, elmer, schools):
    with scope(sur):
        other = SchoolFactory()
        freeze_target(other, at=datetime(2026, 1, 2, tzinfo=UTC))
        tell(other, elmer, 10, 10, at=IN_MARCH)
    tell(schools[0], elmer, at=IN_MARCH)

    with region_scope([norte, sur]):
        assert sorted(n for _pk, n, _of in told() if n is not None) == [4, 10]
    with scope(norte):
        assert [n for _pk, n, _of in told()] == [4, None, None]


def test_what_was_told_stays(elmer, schools):
    first = tell(schools[0], elmer)
    assert tell(schools[0], elmer) == first  # the same again writes nothing
    tell(schools[0], elmer, not_going=5)

    assert list(OutsideCount.objects.order_by("pk").values_list("not_going", flat=True)) == [4, 5]
    with pytest.raises(DatabaseError), transaction.atomic():
        OutsideCount.objects.update(not_going=1)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"pupils": None, "not_going": None}, services.NeitherNumber),
        ({"pupils": 3, "not_going": 4}, services.MoreThanListed),
        ({"day": date(2026, 9, 19)}, services.DayStillToCome),
    ],
)
def test_what_cannot_be_is_refused(elmer, schools, told, refusal):
    with pytest.raises(refusal):
        tell(schools[0], elmer, **told)


def test_what_another_told_meanwhile_is_read_first(elmer, schools):
    seen = outside_version(schools[0])
    tell(schools[0], elmer)

    with pytest.raises(ChangedMeanwhile):
        tell(schools[0], elmer, not_going=6, seen=seen)


def test_a_director_tells_it_and_the_list_says_who_did_not(rosa, elmer, service, visit):
    school = service.school
    answer = visit(
        rosa,
        "attendance:outside_tell",
        school.pk,
        method="post",
        data={"seen": "0", "day": "2026-09-18", "pupils": "10", "not_going": ""},
    )
    assert answer.status_code == 302
    assert list(listed(only_untold=True)) == [school]
    untold = visit(elmer, "attendance:outside_list", data={"sin_decir": "1"}).content.decode()
    assert school.name in untold
    assert "sin dato" in untold

    tell(school, rosa, 10, 1, day=date(2026, 9, 18))

    page = visit(elmer, "attendance:outside_list", data={"sin_decir": "1"}).content.decode()
    assert school.name not in page
    assert "no van 1" in " ".join(visit(rosa, "attendance:outside_tell", school.pk).content.decode().split())


def test_questions_do_not_grow_with_schools(norte, elmer, schools):
    tell(schools[0], elmer)
    one = queries_of(elmer, "attendance:outside_list", ugel=norte)
    for school in (*schools[1:], *SchoolFactory.create_batch(3)):
        tell(school, elmer)
    assert len(queries_of(elmer, "attendance:outside_list", ugel=norte)) == len(one)
