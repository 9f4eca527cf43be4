from datetime import UTC, date, datetime

import pytest
import time_machine

from core.audit.models import Entry
from newstrategy.enums import ActivityState
from newstrategy.models import Activity
from newstrategy.services import ActivityStateChanged, finish_activity, plan_activity
from newstrategy.tests.factories import ActivityFactory
from schools.tests.factories import SchoolFactory

NOON = datetime(2026, 9, 30, 17, tzinfo=UTC)


def test_planned_activity_is_in_the_schools_history(elmer):
    school = SchoolFactory()

    plan_activity(school=school, title="Taller", due_date=date(2026, 9, 30), by=elmer)

    assert list(Entry.objects.values_list("verb", "school_id")) == [("newstrategy.activity_planned", school.pk)]


@time_machine.travel(NOON, tick=False)
def test_finished_activity_is_done_now(elmer, hilda):
    activity = finish_activity(activity=ActivityFactory(planned_by=elmer), by=hilda)

    activity.refresh_from_db()
    assert (activity.state, activity.done_at) == (ActivityState.DONE, NOON)


def test_activity_finished_by_another_first_is_refused(elmer, hilda):
    activity = ActivityFactory(planned_by=elmer)
    finish_activity(activity=Activity.objects.get(pk=activity.pk), by=hilda)

    with pytest.raises(ActivityStateChanged):
        finish_activity(activity=activity, by=hilda)
    assert Entry.objects.filter(verb="newstrategy.activity_done").count() == 1
