from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from core.audit.selectors import timeline_for_school
from core.notifications.models import Message
from schools.models import School
from schools.tests.factories import SchoolFactory
from water import selectors, services
from water.enums import HadWater, Reading
from water.models import DayChange, DayState
from water.selectors.months import months_of
from water.services.days import Told
from water.tests.factories import promise_water, tell

TODAY = date(2026, 9, 18)
YESTERDAY = TODAY - timedelta(days=1)


def test_a_day_is_corrected_and_keeps_what_it_said(school, rosa, elmer):
    tell(school, rosa, TODAY, state=HadWater.YES, litres=400)
    tell(school, elmer, TODAY, state=HadWater.PARTLY, litres=300)
    tell(school, elmer, TODAY, state=HadWater.PARTLY, litres=300)

    row = DayState.objects.get()
    assert (row.state, row.litres_left, row.recorded_by) == ("partly", 300, rosa)
    assert list(DayChange.objects.values_list("old_state", "old_litres", "changed_by")) == [("yes", 400, elmer.pk)]


def test_what_a_day_said_cannot_be_changed_or_taken_away(school, rosa):
    tell(school, rosa, TODAY)
    tell(school, rosa, TODAY, state=HadWater.NO)
    for act in (DayChange.objects.all().delete, lambda: DayChange.objects.update(old_state="no")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    assert DayChange.objects.get().old_state == "yes"


def test_days_to_come_and_long_past_are_refused(school, rosa):
    with pytest.raises(services.DayNotYet):
        tell(school, rosa, TODAY + timedelta(days=1))
    with pytest.raises(services.DayTooOld):
        tell(school, rosa, TODAY - timedelta(days=401))


def dry_messages():
    return Message.objects.filter(kind="water.interruption")


def test_the_first_dry_day_tells_head_and_specialists_once_with_who_comes_next(school, rosa, hilda, elmer):
    promised = promise_water(school, elmer, days=2)
    tell(school, rosa, YESTERDAY, TODAY, state=HadWater.NO)

    assert sorted(dry_messages().values_list("user", flat=True)) == sorted([hilda.pk, elmer.pk])
    assert promised.commitment.promiser_name in dry_messages().first().body


def test_a_dry_day_after_water_is_another_interruption(school, rosa):
    services.record_days(
        school=school,
        told=[
            Told(TODAY, HadWater.NO),
            Told(YESTERDAY, HadWater.YES),
            Told(TODAY - timedelta(days=2), HadWater.NO),
        ],
        by=rosa,
    )

    assert dry_messages().count() == 4  # two interruptions, two people


def test_an_earlier_day_told_late_is_no_second_alarm(school, rosa):
    tell(school, rosa, TODAY, state=HadWater.NO)
    tell(school, rosa, YESTERDAY, state=HadWater.NO)

    assert dry_messages().count() == 2  # one interruption, two people


def test_an_old_interruption_is_history_not_an_alarm(school, rosa):
    tell(school, rosa, TODAY - timedelta(days=8), state=HadWater.NO)

    assert not dry_messages().exists()


def standing(school):
    return selectors.standings(School.objects.filter(pk=school.pk))[school.pk]


def test_what_is_left_is_read_less_used_plus_brought(school, rosa, elmer):
    services.save_supply(school=school, source="tanker", tank_litres=2000, by=elmer)
    tell(school, rosa, TODAY - timedelta(days=2), litres=1200)  # Wednesday and Thursday take 200 each
    services.record_delivery(school=school, day=YESTERDAY, litres=100, party="school", by=rosa)

    found = standing(school)

    assert (found.left.litres, found.left.days) == (900, 4)
    assert found.left.ends_date == date(2026, 9, 24)  # Friday, Monday, Tuesday, Wednesday
    assert (found.is_ending, found.reading) == (False, Reading.UNTOLD)


def test_a_night_makes_the_water_last_no_longer(school, rosa):
    tell(school, rosa, TODAY, litres=1000)
    ends = [selectors.standings(School.objects.all(), TODAY + timedelta(days=n))[school.pk].left for n in range(5)]

    assert {left.ends_date for left in ends} == {date(2026, 9, 25)}
    assert [left.days for left in ends] == [5, 4, 4, 4, 3]  # Saturday and Sunday take nothing


def test_without_a_reading_pupils_or_calendar_nothing_is_said_to_be_left(school, rosa):
    bare = SchoolFactory()
    tell(bare, rosa, TODAY, litres=500)

    assert (standing(school).left, standing(bare).left) == (None, None)
    assert standing(bare).reading == Reading.WET


def test_a_tank_that_fills_by_itself_is_not_said_to_run_out(school, rosa, elmer):
    tell(school, rosa, TODAY, litres=100)
    services.save_supply(school=school, source="network", by=elmer)
    assert (standing(school).left, standing(school).reading) == (None, Reading.WET)

    services.save_supply(school=school, source="tanker", by=elmer)

    assert (standing(school).left.days, standing(school).reading) == (0, Reading.ENDING)


def test_the_lists_say_what_home_counts(school, rosa):
    other = SchoolFactory()
    tell(school, rosa, TODAY, state=HadWater.NO, litres=300)

    assert list(selectors.dry_today()) == [school]
    assert list(selectors.ending_soon()) == [school]
    assert list(selectors.untold_today()) == [other]


def test_the_month_counts_untold_days_apart(school, rosa):
    first = date(2026, 9, 1)
    tell(school, rosa, first, date(2026, 9, 2))
    tell(school, rosa, date(2026, 9, 3), state=HadWater.NO)
    tell(school, rosa, date(2026, 9, 5))  # a Saturday is no school day
    services.record_delivery(school=school, day=first, litres=1400, party="school", by=rosa)

    (row,) = months_of(School.objects.all(), first)

    assert (row.school_days, row.wet, row.partly, row.dry, row.untold) == (14, 2, 0, 1, 11)
    assert (row.litres, row.need, row.share_of_need, row.litres_pupil_day) == (1400, 2800, 50, 10)


def test_at_the_end_of_the_year_the_next_ones_calendar_is_not_asked_for(school, rosa):
    with time_machine.travel(datetime(2026, 12, 10, 12, tzinfo=ZoneInfo("America/Lima"))):
        tell(school, rosa, date(2026, 12, 10), litres=5000)
        found = standing(school)

    assert (found.left.days, found.left.ends_date) == (7, None)


def test_litres_of_a_school_on_the_network_are_unknown_and_of_one_by_tanker_none(school, rosa, elmer):
    tell(school, rosa, date(2026, 9, 1))
    services.save_supply(school=school, source="network", by=elmer)
    assert months_of(School.objects.all(), date(2026, 9, 1))[0].litres is None

    services.save_supply(school=school, source="tanker", by=elmer)

    assert months_of(School.objects.all(), date(2026, 9, 1))[0].litres == 0


def test_a_school_of_which_nobody_noted_anything_has_no_litres(school):
    (row,) = months_of(School.objects.all(), date(2026, 9, 1))

    assert (row.litres, row.share_of_need, row.untold) == (None, None, 14)


@pytest.mark.parametrize("count", [1, 5])
def test_queries_of_all_schools_do_not_grow(school, rosa, count, django_assert_max_num_queries):
    for one in SchoolFactory.create_batch(count):
        tell(one, rosa, timezone.localdate(), litres=100)
    with django_assert_max_num_queries(8):
        selectors.standings(School.objects.all())
    with django_assert_max_num_queries(8):
        months_of(School.objects.all(), date(2026, 9, 1))


def test_a_schools_story_tells_the_dry_day_and_water_alone_tells_them_all(school, rosa):
    services.record_day(school=school, day=TODAY - timedelta(days=1), state=HadWater.YES, by=rosa)
    services.record_day(school=school, day=TODAY, state=HadWater.NO, by=rosa)

    told = timeline_for_school(school.pk)
    assert [item.label for item in told] == ["La escuela estuvo sin agua"] and f"{TODAY:%d/%m/%Y}" == told[0].text
    assert len(timeline_for_school(school.pk, app="water")) == 2
