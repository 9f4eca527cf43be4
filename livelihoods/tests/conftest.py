from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.accounts.enums import Role
from livelihoods.tests.factories import make_enterprise, make_group, make_village
from tests.world import make_person

TODAY = datetime(2026, 9, 15, 12, tzinfo=ZoneInfo("America/Lima"))


@pytest.fixture(autouse=True)
def september():
    """These tests happen on one day of a school year."""
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def village(norte):
    return make_village()


@pytest.fixture
def group(village, elmer):
    return make_group(elmer, village)


@pytest.fixture
def greenhouse(group, elmer):
    return make_enterprise(elmer, group)


@pytest.fixture
def rosa(norte):
    """Speaks for schools."""
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
