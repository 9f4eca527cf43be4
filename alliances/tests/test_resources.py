"""What an alliance put on the table, promised, delivered and spent, worked by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from alliances import services
from alliances.models import Resource
from alliances.selectors import stages_of
from alliances.services import ResourceGone
from alliances.tests.factories import make_alliance, make_signed
from commitments.enums import Outcome, Party, Promiser
from commitments.services import Voice, attest, confirm, make_commitment, on_dates
from core.audit.models import Entry
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory


@pytest.fixture
def army(norte, hilda):
    partner = PartnerFactory(name="Ejército", created_by=hilda)
    ContactFactory(partner=partner)
    return partner


@pytest.fixture
def promised(elmer):
    """promised(partner, school, 10, valuation, seen): confirmed for ten, of which two saw so many."""

    def make(who, school, *, valuation=None, seen=0, day=date(2026, 6, 1)):
        contact = who.contacts.first()
        told = {"valuation": valuation, "valuation_basis": "Factura"} if valuation else {}
        made = make_commitment(
            school=school,
            parts=on_dates([day], Decimal(10)),
            promiser=Promiser.PARTNER,
            partner=who,
            what="Sillas",
            unit="sillas",
            category="furniture",
            by=elmer,
            **told,
        )
        made = confirm(commitment=made, version=1, voice=Voice.of_contact(contact))
        for voice in (Voice.of_contact(contact), Voice.of_user(elmer, Party.UGEL)) if seen else ():
            attest(instalment=made.instalments.get(), voice=voice, outcome=Outcome.DELIVERED, quantity=Decimal(seen))
        return made

    return make


def told(alliance):
    return {one.stage.value: (one.value, one.rows, one.unknown) for one in stages_of(alliance)}


def test_the_four_stages_worked_by_hand(army, promised, elmer, hilda):
    """1 000 + unvalued put; 500 + 300 + unvalued promised; 500 and 8/10 of 300 delivered; 250 spent."""
    school, elsewhere = SchoolFactory.create_batch(2)
    alliance = make_signed(elmer, date(2026, 1, 1), date(2026, 12, 31), partners=[army], schools=[school])
    put = {"alliance": alliance, "by": elmer}
    services.add_resource(what="Fondo", pledged=Decimal(1000), basis="money", spent=250, spent_source="Acta 2", **put)
    services.add_resource(what="Flete", **put)
    wrong = services.add_resource(what="Error", pledged=Decimal(9), basis="money", **put)
    services.strike_resource(resource=wrong, reason="Repetido", by=elmer)
    promised(army, school, valuation=Decimal(500), seen=10)
    promised(army, school, valuation=Decimal(300), seen=8)
    promised(army, school)
    # of nobody of it, for no school of it, after it
    other = PartnerFactory(created_by=hilda)
    ContactFactory(partner=other)
    promised(other, school, valuation=Decimal(7))
    promised(army, elsewhere, valuation=Decimal(7))
    promised(army, school, valuation=Decimal(7), day=date(2027, 1, 1))

    assert told(alliance) == {
        "pledged": (1000, 2, 1),
        "committed": (800, 3, 1),
        "delivered": (740, 2, 0),
        "spent": (250, 1, 0),
    }


def test_nothing_known_is_no_zero_and_talks_have_no_promises(army, promised, elmer):
    school = SchoolFactory()
    alliance = make_alliance(elmer, partners=[army], schools=[school])
    promised(army, school, valuation=Decimal(500))

    assert set(told(alliance).values()) == {(None, 0, 0)}


def test_for_a_territory_every_school_of_it_counts(army, promised, elmer):
    school = SchoolFactory()
    alliance = make_signed(elmer, partners=[army], territory=school.district)
    promised(army, school, valuation=Decimal(500))

    assert told(alliance)["committed"] == (500, 1, 0)


def test_a_correction_stays_on_record_and_what_was_struck_is_gone(army, elmer, visit):
    alliance = make_alliance(elmer, partners=[army])
    data = {"what": "Fondo", "pledged": "1000"}
    refused = visit(elmer, "alliances:resource_add", alliance.pk, method="post", data=data)
    visit(elmer, "alliances:resource_add", alliance.pk, method="post", data={**data, "basis": "money"})
    resource = Resource.objects.get()
    assert (refused.status_code, "cómo se sabe cuánto vale" in refused.content.decode()) == (422, True)

    mended = {"what": "Fondo", "pledged": "1200", "basis": "money", "version": "1"}
    visit(elmer, "alliances:resource_edit", resource.pk, method="post", data=mended)
    late = visit(elmer, "alliances:resource_edit", resource.pk, method="post", data={**mended, "pledged": "900"})
    assert (late.status_code, "Otra persona cambió" in late.content.decode()) == (422, True)
    assert 'name="version" value="2"' in late.content.decode()
    assert Entry.objects.get(verb="alliances.resource_corrected").data["before"] == {"pledged": "1000.00"}
    assert "1 200" in visit(elmer, "alliances:alliance_detail", alliance.pk).content.decode().replace("\xa0", " ")

    visit(elmer, "alliances:resource_strike", resource.pk, method="post", data={"reason": "Era de otra"})
    assert visit(elmer, "alliances:resource_edit", resource.pk).status_code == 404
    with pytest.raises(ResourceGone):
        services.correct_resource(resource=resource, version=1, what="x", by=elmer)


def test_the_database_wants_a_basis_too(army, elmer):
    alliance = make_alliance(elmer, partners=[army])
    with pytest.raises(IntegrityError), transaction.atomic():
        services.add_resource(alliance=alliance, what="Fondo", pledged=Decimal(5), by=elmer)
