from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from core.accounts.enums import Role
from partners.tests.factories import ContactFactory, PartnerFactory
from tests.world import make_person

TODAY = datetime(2026, 9, 15, 12, tzinfo=ZoneInfo("America/Lima"))


@pytest.fixture(autouse=True)
def september():
    """These tests happen on one day of a school year."""
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def colonel(norte, hilda):
    """Coordinates for the army, reached by WhatsApp."""
    army = PartnerFactory(name="Ejército del Perú", short_name="Ejército", kind="army", created_by=hilda)
    return ContactFactory(partner=army, name="Coronel Díaz", search_name="coronel diaz")


@pytest.fixture
def captain(norte, hilda):
    """Coordinates for another unit."""
    company = PartnerFactory(name="Compañía de Ite", kind="army", created_by=hilda)
    return ContactFactory(partner=company, name="Capitán Rojas", search_name="capitan rojas")


@pytest.fixture
def rosa(norte):
    """Speaks for schools."""
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
