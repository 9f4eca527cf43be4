from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from core.strategies import settings as ugel_settings
from needs.enums import Category, NeedState, Severity
from needs.models import Need
from needs.selectors import most_needy_schools, score_of, similar_to, terms_of, with_score, zero_help_schools
from needs.selectors.priority import MONTH, WEIGHTS
from needs.tests.factories import NeedFactory
from schools.enums import Area
from schools.tests.factories import SchoolFactory, freeze_target

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("America/Lima"))


def test_terms_of_a_need_worked_by_hand(rosa, school):
    """4/4 of 40 + ½ of 20 + 15 + 6/12 of 15 + 10 = 82.5 of 100."""
    need = NeedFactory(
        school=school,
        reported_by=rosa,
        category=Category.WATER,
        severity=Severity.DANGER,
        affected_students=13,
        reported_at=NOW - 6 * MONTH,
    )

    terms = terms_of(need, now=NOW)

    assert [(t.name, round(t.points, 2)) for t in terms] == [
        ("severity", 40),
        ("pupils", 10),
        ("rurality", 15),
        ("waiting", 7.5),
        ("service", 10),
    ]
    assert score_of(terms) == pytest.approx(82.5)


def test_what_nobody_knows_is_left_out_of_both_sides(rosa):
    """Without pupils and area: (40·½ + 0 + 0) ÷ (40 + 15 + 10) = 30.77, not 20 of 100."""
    need = NeedFactory(school=SchoolFactory(area=""), reported_by=rosa, reported_at=NOW)

    terms = terms_of(need, now=NOW)

    assert [t.name for t in terms if t.points is None] == ["pupils", "rurality"]
    assert score_of(terms) == pytest.approx(100 * 20 / 65)


@how(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    severity=st.sampled_from(Severity),
    category=st.sampled_from(Category),
    affected=st.none() | st.integers(0, 500),
    area=st.sampled_from([Area.RURAL, Area.URBAN, ""]),
    days=st.integers(0, 900),
    weights=st.lists(st.sampled_from([0, 1, 10, 40]), min_size=5, max_size=5),
)
def test_database_and_people_read_the_same_score(rosa, severity, category, affected, area, days, weights):
    for name, weight in zip(WEIGHTS, weights, strict=True):
        ugel_settings.change(name=name, new_value=weight)
    need = NeedFactory(
        school=SchoolFactory(area=area),
        reported_by=rosa,
        severity=severity,
        category=category,
        affected_students=affected,
        reported_at=NOW - timedelta(days=days),
    )

    computed = with_score(Need.objects.filter(pk=need.pk), now=NOW).get().score

    assert computed == pytest.approx(score_of(terms_of(need, now=NOW)))


def test_similar_needs_are_open_of_the_same_school_and_thing(need, rosa, school):
    NeedFactory(school=school, reported_by=rosa, category=Category.WATER)
    NeedFactory(reported_by=rosa)
    NeedFactory(school=school, reported_by=rosa, state=NeedState.CLOSED_UNSOLVED, reason="x")
    asked = NeedFactory.build(school=school)

    assert list(similar_to(asked)) == [need]


@pytest.fixture
def three_schools(norte):
    schools = [SchoolFactory(name=f"IE {letter}") for letter in "ABC"]
    freeze_target(*schools, at=NOW - timedelta(days=200))
    return schools


def test_most_needy_is_by_the_worst_then_by_how_many(three_schools, rosa):
    a, b, c = three_schools
    outside = SchoolFactory(name="IE fuera del ámbito")
    for school, severity in [(a, 2), (b, 4), (b, 1), (outside, 4)]:
        NeedFactory(school=school, severity=severity, state=NeedState.ACCEPTED, reported_by=rosa, reported_at=NOW)
    NeedFactory(school=c, severity=4, reported_by=rosa, reported_at=NOW)

    rows = most_needy_schools(now=NOW)

    assert [(s.name, s.open_needs) for s in rows] == [("IE B", 2), ("IE A", 1)]


def test_zero_help_leaves_out_whoever_got_something(three_schools, rosa, elmer):
    a, b, c = three_schools
    NeedFactory.create_batch(2, school=a, reported_by=rosa)
    NeedFactory(school=b, reported_by=rosa)
    NeedFactory(school=b, reported_by=rosa, state=NeedState.COVERED)
    NeedFactory(
        school=c,
        reported_by=rosa,
        state=NeedState.SOLVED,
        solved_said_by=rosa,
        solved_said_at=NOW,
        closed_by=elmer,
        closed_at=NOW,
    )

    assert [(s.name, s.open_needs) for s in zero_help_schools(now=NOW)] == [("IE A", 2)]
