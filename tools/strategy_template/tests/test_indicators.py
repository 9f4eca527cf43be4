from datetime import UTC, date, datetime

import pytest

from core.strategies.indicators import Frame
from newstrategy import indicators
from newstrategy.enums import ActivityState
from newstrategy.tests.factories import ActivityFactory
from schools.tests.factories import SchoolFactory, freeze_target

FRAME = Frame(date(2026, 3, 1), date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("done_at", "count"),
    [
        (datetime(2026, 6, 1, 12, tzinfo=UTC), 1),
        (datetime(2025, 6, 1, 12, tzinfo=UTC), 0),  # before the period
        (datetime(2027, 6, 1, 12, tzinfo=UTC), 0),  # after the cut-off
    ],
)
def test_one_of_two_schools_had_an_activity(elmer, done_at, count):
    helped, other, outside = SchoolFactory.create_batch(3)
    freeze_target(helped, other)
    for school in (helped, outside):
        ActivityFactory(school=school, planned_by=elmer, state=ActivityState.DONE, done_at=done_at)
    ActivityFactory(school=other, planned_by=elmer)

    figures = indicators.WITH_ACTIVITY.achieved(FRAME).count(), indicators.WITH_ACTIVITY.eligible(FRAME).count()

    assert figures == (count, 2)
