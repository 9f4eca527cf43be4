from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.accounts.enums import Role
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.world import make_person

NOW = datetime(2026, 9, 16, 12, tzinfo=ZoneInfo("America/Lima"))  # a Wednesday


@pytest.fixture(autouse=True)
def september():
    """These tests happen on one day of a school year."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def school(norte):
    return SchoolFactory(name="IE San Martín")


@pytest.fixture
def rosa(norte, school):
    """Heads the school San Martín."""
    person = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=school, user=person, is_head=True, from_date=NOW.date())
    return person
