from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from attendance.tests.factories import make_case
from core.accounts.enums import Role
from schools.models import SchoolStaff
from schools.services.calendar import open_school_year, save_term
from schools.tests.factories import EnrolmentFactory
from tests.world import make_person

TODAY = datetime(2026, 9, 18, 12, tzinfo=ZoneInfo("America/Lima"))  # a Friday


@pytest.fixture
def friday():
    """These tests happen on one day of a school year."""
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def service(norte, friday):
    """Ten pupils, in a year with a calendar."""
    made = open_school_year(year=2026, weekdays=[1, 2, 3, 4, 5])
    save_term(school_year=made, name="Año", from_date=date(2026, 3, 16), to_date=date(2026, 12, 18))
    return EnrolmentFactory(count=10).service


@pytest.fixture
def rosa(norte, service):
    user = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=service.school, user=user, is_head=True)
    return user


@pytest.fixture
def ana(norte):
    """An Educhasqui of the UGEL."""
    return make_person("ana", Role.CASE_WORKER, ugel=norte)


@pytest.fixture
def case(service, rosa):
    """Opened by its director."""
    return make_case(service.school, rosa)
