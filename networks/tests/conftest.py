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
def doctor(norte, hilda):
    """Speaks for the health post, reached by WhatsApp."""
    post = PartnerFactory(name="Puesto de Salud de Locumba", kind="health_network", created_by=hilda)
    return ContactFactory(partner=post, name="Doctora Vilca", search_name="doctora vilca", post="Jefa")


@pytest.fixture
def rosa(norte):
    """Speaks for schools."""
    return make_person("rosa", Role.SCHOOL_HEAD, ugel=norte)
