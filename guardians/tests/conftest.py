from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.accounts.enums import Role
from guardians.tests.factories import make_code, make_delivery, make_guardian
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.models import SchoolStaff
from schools.tests.factories import SchoolFactory
from tests.world import make_person

TODAY = datetime(2026, 9, 15, 12, tzinfo=ZoneInfo("America/Lima"))


@pytest.fixture(autouse=True)
def september():
    """These tests happen on one day of a school year."""
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def code(elmer):
    return make_code(elmer)


@pytest.fixture
def school(norte):
    return SchoolFactory(name="IE San Martín")


@pytest.fixture
def rosa(norte, school):
    """Heads the school San Martín."""
    person = make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
    SchoolStaff.objects.create(school=school, user=person, is_head=True)
    return person


@pytest.fixture
def army(norte, elmer):
    return PartnerFactory(name="Ejército del Perú", short_name="Ejército", kind="army", created_by=elmer)


@pytest.fixture
def colonel(army):
    return ContactFactory(partner=army, name="Coronel Díaz", search_name="coronel diaz")


@pytest.fixture
def watcher(elmer, code, gino, school):
    """gino, accepted for San Martín."""
    return make_guardian(elmer, user=gino, schools=[school])


@pytest.fixture
def delivery(elmer, school, colonel):
    """Ten chairs the army promised to San Martín for the day before yesterday, and confirmed."""
    return make_delivery(elmer, contact=colonel, school=school)
