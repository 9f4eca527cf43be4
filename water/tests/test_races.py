"""Two people at once on one day or one delivery: one row, and nobody's word is lost."""

from datetime import date

import pytest
from django.utils import timezone

from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from schools.enums import Party
from schools.tests.factories import SchoolFactory
from tests.races import at_once
from tests.world import make_person
from water import services
from water.enums import HadWater
from water.models import DayChange, DayState, Delivery
from water.tests.factories import promise_water

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def september():
    """Races happen on the clock of the machine."""


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


def test_two_words_on_one_day_are_one_row_and_one_correction(norte_closed, elmer):
    with scope(norte_closed):
        school = SchoolFactory()
    today = timezone.localdate()

    def say(state):
        return lambda: services.record_day(school=school, day=today, state=state, by=elmer)

    at_once(norte_closed, say(HadWater.YES), say(HadWater.PARTLY))

    with scope(norte_closed):
        row, change = DayState.objects.get(), DayChange.objects.get()
        assert {row.state, change.old_state} == {"yes", "partly"}


def test_one_promised_delivery_noted_by_two_is_noted_once(norte_closed, elmer):
    with scope(norte_closed):
        school = SchoolFactory()
        instalment = promise_water(school, elmer)
    told = {"school": school, "day": timezone.localdate(), "litres": 100, "party": Party.UGEL, "by": elmer}

    met = at_once(norte_closed, *[lambda: services.record_delivery(instalment=instalment, **told)] * 2)

    assert [type(one).__name__ for one in met if isinstance(one, DomainError)] == ["DeliveryAlreadyNoted"]
    with scope(norte_closed):
        assert Delivery.objects.count() == 1


def test_two_lorries_of_one_plate(norte_closed, elmer):
    from partners.tests.factories import PartnerFactory

    with scope(norte_closed):
        partner = PartnerFactory(created_by=elmer)
    told = {"partner": partner, "plate": "Z1A-234", "authorisation": "RD 1", "valid_to": date(2030, 1, 9)}

    met = at_once(norte_closed, *[lambda: services.save_tanker(by=elmer, **told)] * 2)

    assert [type(one).__name__ for one in met if isinstance(one, DomainError)] == ["PlateTaken"]
