"""Two people at once on one alliance: one is heard, the other reads why."""

from datetime import date

import pytest

from alliances import services
from alliances.enums import Stage
from alliances.models import Alliance
from alliances.tests.factories import make_alliance, make_signed
from core.accounts.enums import Role
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from tests.races import at_once
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 1, 2)


@pytest.fixture
def by(norte_closed):
    return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


def refusals(outcomes):
    return sorted(type(one).__name__ for one in outcomes if isinstance(one, DomainError))


def test_two_renew_and_there_is_one_renewal(norte_closed, by):
    with scope(norte_closed):
        old = make_signed(by)

    met = at_once(norte_closed, *[lambda: services.renew_alliance(alliance=old, by=by)] * 2)

    assert refusals(met) == ["RenewedAlready"]
    with scope(norte_closed):
        assert Alliance.objects.filter(renews=old).count() == 1


def test_one_signs_while_the_other_ends(norte_closed, by):
    with scope(norte_closed):
        alliance = make_alliance(by)

    met = at_once(
        norte_closed,
        lambda: services.sign_alliance(alliance=alliance, signed_date=DAY, from_date=DAY, by=by),
        lambda: services.end_alliance(alliance=alliance, reason="Cerró", by=by),
    )

    # Signed first it may still end; ended first it is signed no more.
    with scope(norte_closed):
        alliance.refresh_from_db()
    assert alliance.stage == Stage.ENDED
    assert (alliance.signed_date is None) == (refusals(met) == ["NotFromHere"])


def test_two_correct_what_both_saw(norte_closed, by):
    with scope(norte_closed):
        alliance = make_alliance(by)
        told = {"partners": [one.partner for one in alliance.parties.all()], "schools": [], "by": by, "version": 1}

    met = at_once(
        norte_closed,
        *(lambda t=t: services.correct_alliance(alliance=alliance, title=t, **told) for t in ("Agua", "Techos")),
    )

    assert refusals(met) == ["ChangedMeanwhile"]


def test_two_mend_one_resource(norte_closed, by):
    with scope(norte_closed):
        resource = services.add_resource(alliance=make_alliance(by), what="Fondo", by=by)

    met = at_once(
        norte_closed,
        *(lambda t=t: services.correct_resource(resource=resource, version=1, what=t, by=by) for t in ("Agua", "Luz")),
    )

    assert refusals(met) == ["ChangedMeanwhile"]
