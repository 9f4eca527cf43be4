from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.accounts.enums import Role
from schools.models import SchoolStaff
from schools.tests.factories import EnrolmentFactory
from tests.world import make_person
from water.tests.factories import make_calendar

TODAY = datetime(2026, 9, 18, 12, tzinfo=ZoneInfo("America/Lima"))  # a Friday


@pytest.fixture(autouse=True)
def september():
    """These tests happen on one day of a school year."""
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def school(norte, hilda, elmer):
    """Ten pupils, in a year with a calendar; 200 litres a day at 20 a pupil."""
    make_calendar()
    return EnrolmentFactory(count=10, service__school__name="IE Alfa").service.school


@pytest.fixture
def rosa(norte, school):
    user = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=school, user=user, is_head=True)
    return user
