"""Two people at once, on connections of their own: one wins, the other reads why."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core.accounts.enums import Role
from core.tenancy.errors import ChangedMeanwhile, DomainError
from core.tenancy.scope import scope
from partners import services
from partners.models import Contact, Partner
from partners.services.errors import ContactNameTaken, NameTaken, PartnerWasMerged, RucTaken
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)
RUC = "20131312955"


@pytest.fixture
def at_once(norte_closed):
    """at_once(act, act): what each gave, or the refusal's class, in the order of their names."""

    def go(*acts):
        start = Barrier(len(acts))

        def run(act):
            try:
                with scope(norte_closed):
                    start.wait(10)
                    act()
                    return None
            except DomainError as refusal:
                return type(refusal)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return sorted(pool.map(run, acts), key=str)

    return go


@pytest.fixture
def by(norte_closed):
    with scope(norte_closed):
        return make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


@pytest.fixture
def partner(norte_closed, by):
    with scope(norte_closed):
        return services.register_partner(by=by, name="Cuartel", kind="army")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [([{"name": "JASS Ite"}] * 2, NameTaken), ([{"name": "A", "ruc": RUC}, {"name": "B", "ruc": RUC}], RucTaken)],
)
def test_two_register_one_partner(at_once, by, norte_closed, facts, refusal):
    acts = [lambda told=told: services.register_partner(by=by, kind="jass", **told) for told in facts]

    assert at_once(*acts) == [refusal, None]
    with scope(norte_closed):
        assert Partner.objects.count() == 1


def test_two_correct_what_both_saw(at_once, by, partner):
    acts = [lambda t=t: services.correct_partner(partner=partner, by=by, version=1, short_name=t) for t in ("A", "B")]

    assert at_once(*acts) == [ChangedMeanwhile, None]


def test_two_add_one_contact(at_once, by, partner, norte_closed):
    acts = [lambda: services.add_contact(partner=partner, by=by, name="Luz Paz")] * 2

    assert at_once(*acts) == [ContactNameTaken, None]
    with scope(norte_closed):
        assert Contact.objects.count() == 1


def test_two_merge_a_pair_the_two_ways(at_once, by, partner, norte_closed):
    with scope(norte_closed):
        twin = services.register_partner(by=by, name="El cuartel", kind="army")
    acts = [
        lambda: services.merge_partners(gone=twin, kept=partner, by=by),
        lambda: services.merge_partners(gone=partner, kept=twin, by=by),
    ]

    assert at_once(*acts) == [PartnerWasMerged, None]
    with scope(norte_closed):
        assert Partner.objects.not_merged().count() == 1


def test_contact_added_while_its_partner_is_merged_is_refused_or_goes_along(at_once, by, partner, norte_closed):
    with scope(norte_closed):
        twin = services.register_partner(by=by, name="El cuartel", kind="army")

    refusals = at_once(
        lambda: services.merge_partners(gone=twin, kept=partner, by=by),
        lambda: services.add_contact(partner=twin, by=by, name="Luz Paz"),
    )

    with scope(norte_closed):
        stays = list(partner.contacts.values_list("name", flat=True))
    assert (refusals, stays) in (([None, None], ["Luz Paz"]), ([PartnerWasMerged, None], []))
