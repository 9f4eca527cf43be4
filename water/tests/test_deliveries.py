from datetime import date, timedelta
from decimal import Decimal

import pytest

from commitments.enums import InstalmentState
from commitments.models import Attestation
from commitments.services import Voice, attest
from core.notifications.models import Message
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.models import School
from water import services
from water.enums import Fitness
from water.models import Delivery, SampleCommitment
from water.selectors.months import litres_bars, months_of
from water.selectors.supply import expiring_between, next_promised, to_note
from water.tests.factories import promise_water, take

TODAY = date(2026, 9, 18)


def test_a_delivery_of_a_promise_is_a_witness_and_two_verify_it(school, rosa, elmer):
    contact = ContactFactory(partner=PartnerFactory(created_by=elmer))
    instalment = promise_water(school, elmer, litres=5000, contact=contact)

    made = services.record_delivery(
        school=school, day=TODAY, litres=4800, party=Party.SCHOOL, instalment=instalment, by=rosa
    )

    said = Attestation.objects.get()
    assert (said.party, said.quantity, made.partner) == ("school", Decimal(4800), contact.partner)
    instalment.refresh_from_db()
    assert instalment.state != InstalmentState.VERIFIED

    attest(instalment=instalment, voice=Voice.of_contact(contact), outcome="partly", quantity=Decimal(4800))
    instalment.refresh_from_db()
    assert instalment.verified_quantity == Decimal(4800)


def test_a_promised_delivery_is_noted_once(school, rosa, elmer):
    instalment = promise_water(school, elmer)
    assert list(to_note(school)) == [instalment]
    told = {"school": school, "day": TODAY, "litres": 100, "party": Party.SCHOOL, "instalment": instalment, "by": rosa}
    services.record_delivery(**told)

    with pytest.raises(services.DeliveryAlreadyNoted):
        services.record_delivery(**told)
    assert (list(to_note(school)), Delivery.objects.count()) == ([], 1)


def test_a_lorry_whose_authorisation_ran_out_is_noted_as_that(school, rosa, elmer):
    partner = PartnerFactory(created_by=elmer)
    tanker = services.save_tanker(
        partner=partner, plate="z1a-234", authorisation="RD 12", valid_to=TODAY - timedelta(days=1), by=elmer
    )
    for day, expected in ((TODAY, False), (TODAY - timedelta(days=1), True)):
        made = services.record_delivery(school=school, day=day, litres=9, party=Party.SCHOOL, tanker=tanker, by=rosa)
        assert (made.is_authorised, made.partner) == (expected, partner)

    with pytest.raises(services.PlateTaken):
        services.save_tanker(partner=partner, plate="Z1A-234 ", authorisation="x", valid_to=TODAY, by=elmer)
    (line,) = expiring_between(None, TODAY - timedelta(days=2), TODAY)
    assert (line.day, line.what) == (TODAY - timedelta(days=1), f"Z1A-234 · {partner}")


def test_a_delivery_of_another_year_is_a_date_typed_wrong(school, rosa):
    with pytest.raises(services.DayTooOld):
        services.record_delivery(school=school, day=TODAY - timedelta(days=401), litres=10, party=Party.SCHOOL, by=rosa)

    assert not Delivery.objects.exists()


def test_what_a_lorry_brought_is_no_share_of_a_well(school, rosa, elmer):
    services.record_delivery(school=school, day=TODAY, litres=280, party=Party.SCHOOL, by=rosa)

    def said():
        month = months_of(School.objects.filter(pk=school.pk), TODAY.replace(day=1))[0]
        return month.litres, month.share_of_need, month.litres_pupil_day, litres_bars(school, [TODAY.replace(day=1)])

    assert said()[:3] == (280, Decimal(10), Decimal(2))  # ten pupils, fourteen days, 2800 litres
    services.save_supply(school=school, source="covered", by=elmer)
    assert said() == (280, None, None, [{"label": "09/2026", "value": None}])


def test_the_next_supplier_is_the_earliest_delivery_still_to_come(school, elmer):
    promise_water(school, elmer, days=-3)
    promise_water(school, elmer, days=6)
    soon = promise_water(school, elmer, days=2)

    assert next_promised(school) == soon


def test_unfit_water_is_told_at_once_and_its_correction_proposed(school, elmer, hilda):
    take(school, elmer, chlorine="0.49")
    assert not SampleCommitment.objects.exists()

    sample = take(school, elmer, chlorine="0.29")

    link = SampleCommitment.objects.get()
    assert (sample.fitness, link.sample, link.commitment.school) == (Fitness.UNFIT, sample, school)
    assert link.commitment.next_due_date == TODAY + timedelta(days=7)
    assert link.origin_url.endswith(f"/agua/escuela/{school.pk}/")
    told = Message.objects.filter(kind="water.unfit")
    assert sorted(told.values_list("user", flat=True)) == sorted([hilda.pk, elmer.pk])


def test_a_sample_says_something_of_a_day_that_came(school, elmer):
    with pytest.raises(services.NothingMeasured):
        take(school, elmer, chlorine=None, turbidity=None)
    with pytest.raises(services.SampleNotYet):
        take(school, elmer, day=TODAY + timedelta(days=1))
