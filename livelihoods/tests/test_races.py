"""Two people at once: one income, one group, and nobody's word is lost."""

from decimal import Decimal

import pytest

from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from livelihoods import services
from livelihoods.models import Allocation, Income, InitiativeGroup
from livelihoods.tests.factories import make_enterprise, make_group, make_village, tell_month
from tests.races import at_once
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = 1


@pytest.fixture(autouse=True)
def september():
    """Races happen on the clock of the machine."""


@pytest.fixture
def elmer(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def greenhouse(norte_closed, elmer):
    with scope(norte_closed):
        return make_enterprise(elmer, make_group(elmer, make_village(), days=900), days=900)


def refused(met):
    return [type(one).__name__ for one in met if isinstance(one, DomainError)]


def test_an_income_told_by_two_is_told_once(norte_closed, elmer, greenhouse):
    met = at_once(norte_closed, *[lambda: tell_month(elmer, greenhouse, MONTH)] * 2)
    assert refused(met) == ["AlreadyTold"]
    with scope(norte_closed):
        assert (Income.objects.count(), Allocation.objects.count()) == (1, 1)


def test_an_income_corrected_by_two_is_corrected_once(norte_closed, elmer, greenhouse):
    with scope(norte_closed):
        income = tell_month(elmer, greenhouse, MONTH)

    def correct(net):
        return lambda: tell_month(elmer, greenhouse, MONTH, net=net, corrects=income, reason="Otra cuenta")

    met = at_once(norte_closed, correct("900"), correct("800"))
    assert refused(met) == ["AlreadyStruck"]
    with scope(norte_closed):
        assert Income.objects.standing().get().net in {Decimal(900), Decimal(800)}
        assert Income.objects.count() == 2


def test_a_group_formed_by_two_is_formed_once(norte_closed, elmer):
    with scope(norte_closed):
        village = make_village()
    met = at_once(norte_closed, *[lambda: make_group(elmer, village)] * 2)
    assert refused(met) == ["VillageHasGroup"]
    with scope(norte_closed):
        assert InitiativeGroup.objects.count() == 1


def test_an_enterprise_closed_while_its_income_is_told(norte_closed, elmer, greenhouse):
    def close():
        day = greenhouse.opened_date
        return services.close_enterprise(enterprise=greenhouse, closed_date=day, reason="Helada", by=elmer)

    met = at_once(norte_closed, lambda: tell_month(elmer, greenhouse, MONTH), close)
    assert len(refused(met)) == 1
    with scope(norte_closed):
        greenhouse.refresh_from_db()
        assert Income.objects.exists() != greenhouse.is_closed
