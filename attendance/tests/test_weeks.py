from datetime import date

import pytest
from django.db import DatabaseError, transaction

from attendance import selectors, services
from attendance.models import WeekChange, WeekCount
from schools.tests.factories import EnrolmentFactory

MONDAY, BEFORE = date(2026, 9, 14), date(2026, 9, 7)


def tell(service, by, absent, uncaused=0, monday=MONDAY, enrolled=10):
    line = services.Line(service.pk, enrolled, absent, uncaused)
    return services.record_week(school=service.school, monday=monday, lines=[line], by=by)


def test_a_week_is_told_corrected_and_keeps_what_it_said(service, rosa):
    tell(service, rosa, 4, 2)
    tell(service, rosa, 5, 2)
    tell(service, rosa, 5, 2)

    assert WeekCount.objects.get().totals == (5, 50, 5, 2)
    change = WeekChange.objects.get()
    assert (change.old_absent_days, change.old_lines[0]["absent"]) == (4, 4)
    with pytest.raises(DatabaseError), transaction.atomic():
        WeekChange.objects.all().delete()


def test_what_cannot_be_is_refused(service, rosa):
    for absent, uncaused in ((51, 0), (4, 5)):
        with pytest.raises(services.TooManyAbsences):
            tell(service, rosa, absent, uncaused)
    with pytest.raises(services.WeekNotOver):
        tell(service, rosa, 0, monday=date(2026, 9, 21))
    with pytest.raises(services.NoClasses):
        tell(service, rosa, 0, monday=date(2026, 2, 2))
    with pytest.raises(services.NothingToTell):
        tell(service, rosa, 0, enrolled=0)


def test_a_week_nobody_told_is_missing_and_in_no_sum(service, rosa):
    tell(service, rosa, 5, 1)

    (found,) = selectors.standings([service.school], BEFORE, MONDAY).values()

    assert (found.expected, found.told, found.missing, found.totals.rate) == (2, 1, 1, 90)


def test_before_and_after_count_as_many_weeks_of_the_same_schools(service, rosa):
    other = EnrolmentFactory(count=10).service
    for monday, absent in ((date(2026, 8, 24), 50), (date(2026, 8, 31), 10), (MONDAY, 5)):
        tell(service, rosa, absent, monday=monday)
    tell(other, rosa, 0)

    found = selectors.since(BEFORE, WeekCount.objects.all())

    assert (found.schools, found.left_out, found.weeks) == (1, 1, 1)
    assert (found.before.rate, found.after.rate) == (80, 90)
