"""Which days are school days: set-based, per school, and never guessed where nobody wrote a calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tenancy.scope import scope
from schools.models import Closure, School, SchoolTerm, SchoolYear
from schools.selectors.calendar import is_school_day, pupil_days, school_days, with_school_days
from schools.selectors.year_view import year_view
from schools.services import calendar as services
from schools.services.holidays import easter_sunday, peruvian_holidays
from schools.tests.factories import EnrolmentFactory, SchoolFactory

MONDAY, FRIDAY = date(2026, 3, 16), date(2026, 3, 20)
WEEK = {date(2026, 3, day) for day in range(16, 21)}


@pytest.fixture
def year(norte, elmer):
    made = services.open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5], by=elmer)
    services.save_term(school_year=made, name="I", from_date=MONDAY, to_date=date(2026, 5, 15), by=elmer)
    return made


def close(first, last, **told):
    return services.save_closure(kind="strike", reason="Paro", from_date=first, to_date=last, **told)


def test_school_days_are_weekdays_of_terms_minus_closures_of_all_and_own(year):
    alfa, beta = SchoolFactory(), SchoolFactory()
    close(MONDAY, MONDAY)
    close(date(2026, 3, 18), date(2026, 3, 30), school=alfa)

    found = school_days(date(2026, 3, 1), date(2026, 3, 22))

    assert found == {
        alfa.pk: {date(2026, 3, 17)},
        beta.pk: WEEK - {MONDAY},
    }


def test_without_a_calendar_nothing_is_known(norte, elmer):
    school = EnrolmentFactory().service.school
    assert (school_days(MONDAY, FRIDAY), is_school_day(school, MONDAY)) == ({}, None)
    assert pupil_days(MONDAY, FRIDAY) == {school.pk: None}

    services.open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5], by=elmer)  # and no term yet

    assert with_school_days(School.objects.all(), MONDAY, FRIDAY).get().school_days is None


def test_a_period_over_a_year_without_calendar_is_unknown(year):
    SchoolFactory()

    assert school_days(date(2025, 12, 1), FRIDAY) == {}


def test_outside_the_terms_is_known_to_have_none(year):
    school = SchoolFactory()

    assert school_days(date(2026, 1, 1), date(2026, 1, 31)) == {school.pk: set()}
    assert is_school_day(school, date(2026, 3, 21)) is False
    assert is_school_day(school, FRIDAY) is True


def test_pupil_days_are_pupils_times_school_days_and_unknown_without_enrolment(year):
    counted = EnrolmentFactory(count=12).service.school
    uncounted = SchoolFactory()

    assert pupil_days(MONDAY, FRIDAY) == {counted.pk: 60, uncounted.pk: None}
    assert pupil_days(MONDAY, FRIDAY, school_ids=[counted.pk]) == {counted.pk: 60}


def test_another_ugel_has_its_own_calendar(year, sur):
    with scope(sur):
        SchoolFactory()
        assert school_days(MONDAY, FRIDAY) == {}


@pytest.mark.parametrize("schools", [1, 4])
def test_queries_do_not_grow(year, schools, django_assert_num_queries):
    for _n in range(schools):
        EnrolmentFactory()
    with django_assert_num_queries(2):
        school_days(MONDAY, FRIDAY)
        pupil_days(MONDAY, FRIDAY)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"name": "II", "from_date": date(2026, 5, 15), "to_date": date(2026, 7, 1)}, services.TermsOverlap),
        ({"name": "I", "from_date": date(2026, 6, 1), "to_date": date(2026, 7, 1)}, services.NameTaken),
        ({"name": "II", "from_date": date(2026, 7, 2), "to_date": date(2026, 7, 1)}, services.DatesTurned),
        ({"name": "II", "from_date": date(2026, 7, 2), "to_date": date(2027, 1, 1)}, services.OutsideYear),
    ],
)
def test_a_term_is_refused(year, told, error):
    with pytest.raises(error):
        services.save_term(school_year=year, **told)


def test_a_term_and_a_closure_are_corrected_and_removed(year, elmer):
    term = year.terms.get()
    services.save_term(school_year=year, term=term, name="I bim", from_date=MONDAY, to_date=FRIDAY, by=elmer)
    closure = close(MONDAY, MONDAY)
    close(MONDAY, date(2026, 3, 17), closure=closure)
    school = SchoolFactory()
    assert school_days(MONDAY, date(2026, 4, 30))[school.pk] == WEEK - {MONDAY, date(2026, 3, 17)}

    services.remove_closure(closure=closure, by=elmer)
    assert school_days(MONDAY, date(2026, 4, 30))[school.pk] == WEEK
    services.remove_term(term=term, by=elmer)

    assert (SchoolTerm.objects.count(), Closure.objects.count(), SchoolYear.objects.count()) == (0, 0, 1)


def test_the_year_view_says_the_same_as_the_days(year):
    school = SchoolFactory()
    close(MONDAY, FRIDAY, school=school)
    close(date(2026, 4, 2), date(2026, 4, 3))
    known = school_days(date(2026, 1, 1), date(2026, 12, 31))[school.pk]

    view = year_view(year, school=school)

    shown = {
        square.day
        for month in view.months
        for week in month.weeks
        for square in week
        if square and square.is_school_day
    }
    assert (shown, view.school_days) == (known, len(known))
    assert year_view(year).school_days == len(known) + 5


def test_holidays_of_2026(norte):
    found = dict(peruvian_holidays(2026))

    assert (len(found), found[date(2026, 4, 2)], found[date(2026, 4, 3)]) == (16, "Jueves Santo", "Viernes Santo")


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    easter = easter_sunday(year)

    assert easter.isoweekday() == 7
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_the_page_teaches_then_shows_the_year(norte, elmer, visit):
    assert "Este año no tiene calendario" in visit(elmer, "schools:calendar", query="year=2026").content.decode()


def test_the_page_of_a_year_lists_what_its_squares_say(year, elmer, visit):
    close(date(2026, 3, 18), date(2026, 3, 18), school=SchoolFactory(name="IE Alfa"))

    page = visit(elmer, "schools:calendar", query="year=2026").content.decode()

    assert ("16/03/2026" in page, "IE Alfa" in page, "45 días de clase" in page) == (True, True, True)
