"""Two partners turn out to be one."""

from datetime import date

import pytest

from core.audit.models import Entry
from core.tenancy.scope import scope
from partners import services
from partners.models import Partner
from partners.services import merging
from partners.services.errors import PartnerWasMerged, RucsDiffer, SamePartner
from partners.signals import partner_merged
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import TerritoryFactory

RUC, OTHER_RUC = "20131312955", "20100130204"


@pytest.fixture
def twin(elmer):
    """The barracks once more, under another name."""
    return services.register_partner(
        by=elmer, name="Cuartel de Locumba", kind="army", ruc=RUC, sector="11120", territories=[TerritoryFactory()]
    )


def test_everything_goes_to_the_one_that_stays(army, twin, elmer):
    services.add_contact(partner=twin, by=elmer, name="Luz Paz", email="luz@example.pe")
    services.record_offer(partner=twin, by=elmer, category="premises", description="Pintado")
    services.answer_record(partner=twin, text="Llovió.", said_by="Luz Paz")

    kept = services.merge_partners(gone=twin, kept=army, by=elmer)

    kept.refresh_from_db()
    twin.refresh_from_db()
    assert (kept.name, kept.ruc, kept.sector, kept.is_active) == (army.name, RUC, "11120", True)
    assert (twin.ruc, twin.is_active, twin.merged_into) == ("", False, kept)
    assert sorted(kept.contacts.values_list("name", flat=True)) == ["Luz Paz", "Raúl Mamani Quispe"]
    assert [kept.offers.count(), kept.record_answers.count(), kept.territories.count()] == [1, 1, 1]
    assert [twin.contacts.count(), twin.offers.count(), twin.territories.count()] == [0, 0, 0]
    assert Entry.objects.of(kept).order_by("-id").first().data == {"name": twin.name, "gone_id": twin.pk}


def test_namesakes_become_one_contact_with_what_either_knew(army, twin, elmer):
    services.add_contact(partner=twin, by=elmer, name="RAUL MAMANI QUISPE", email="raul@example.pe")
    heard = []

    def listen(sender, kept, gone, namesakes, by, **kwargs):
        heard.append((kept.pk, gone.pk, list(namesakes.values()), by))

    partner_merged.connect(listen)
    try:
        services.merge_partners(gone=twin, kept=army, by=elmer)
    finally:
        partner_merged.disconnect(listen)

    stays = army.contacts.get()
    assert (stays.email, str(stays.phone), stays.channel) == ("raul@example.pe", "+51952000111", "whatsapp")
    assert heard == [(army.pk, twin.pk, [stays], elmer)]
    assert list(twin.contacts.active()) == []


def test_what_was_merged_earlier_follows(army, twin, elmer):
    first = PartnerFactory(created_by=elmer, name="Cuartel", merged_into=twin, is_active=False)

    services.merge_partners(gone=twin, kept=army, by=elmer)

    first.refresh_from_db()
    assert first.merged_into == army


@pytest.mark.parametrize("swap", [False, True])
def test_merging_again_or_the_other_way_is_refused(army, twin, elmer, swap):
    services.merge_partners(gone=twin, kept=army, by=elmer)

    with pytest.raises(PartnerWasMerged):
        services.merge_partners(gone=army if swap else twin, kept=twin if swap else army, by=elmer)


def test_a_partner_is_not_merged_with_itself_nor_two_entities_into_one(army, twin, elmer):
    with pytest.raises(SamePartner):
        services.merge_partners(gone=army, kept=army, by=elmer)
    services.correct_partner(partner=army, by=elmer, ruc=OTHER_RUC)
    with pytest.raises(RucsDiffer):
        services.merge_partners(gone=twin, kept=army, by=elmer)
    assert Partner.objects.not_merged().count() == 2


def test_merged_partner_takes_nothing_more(army, twin, elmer):
    services.merge_partners(gone=twin, kept=army, by=elmer)

    for act in (
        lambda: services.add_contact(partner=twin, by=elmer, name="X"),
        lambda: services.record_offer(partner=twin, by=elmer, category="water", description="x"),
        lambda: services.reactivate_partner(partner=twin, by=elmer),
        lambda: services.answer_record(partner=twin, text="x", said_by="x"),
    ):
        with pytest.raises(PartnerWasMerged):
            act()


def test_what_is_left_behind_is_named_loudly(army, twin, elmer, monkeypatch):
    services.record_offer(partner=twin, by=elmer, category="premises", description="Pintado")
    monkeypatch.setattr(merging, "MOVED", ())

    with pytest.raises(RuntimeError, match=r"partners\.Offer\.partner still points"):
        services.merge_partners(gone=twin, kept=army, by=elmer)
    assert Partner.objects.not_merged().count() == 2


def test_partner_of_another_ugel_cannot_be_merged(army, elmer, delia, sur):
    with scope(sur):
        theirs = services.register_partner(by=delia, name="Cuartel", kind="army")

    with pytest.raises(KeyError):
        services.merge_partners(gone=theirs, kept=army, by=elmer)


def test_contact_of_the_past_goes_along(army, twin, elmer):
    past = ContactFactory(partner=twin, from_date=date(2020, 1, 1), to_date=date(2020, 2, 1), is_active=False)

    services.merge_partners(gone=twin, kept=army, by=elmer)

    past.refresh_from_db()
    assert (past.partner, past.is_active) == (army, False)
