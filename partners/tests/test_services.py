from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.audit.models import Entry
from core.tenancy.errors import ChangedMeanwhile
from core.tenancy.scope import scope
from partners import services
from partners.enums import ContactChannel
from partners.models import Contact, Partner
from partners.readers.codes import NotARuc
from partners.services.errors import (
    ContactNameTaken,
    NameTaken,
    NothingAnswered,
    NoWayToReach,
    RucTaken,
)
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import TerritoryFactory

RUC = "20131312955"


def verbs(partner):
    return list(Entry.objects.of(partner).order_by("id").values_list("verb", flat=True))


def test_register_partner_keeps_what_was_told_and_where_it_works(elmer):
    ite = TerritoryFactory(name="Ite")

    partner = services.register_partner(
        by=elmer,
        name="  Red de  Salud\x00 Jorge Basadre ",
        kind="health_network",
        ruc="20-131312955",
        territories=[ite],
    )

    partner.refresh_from_db()
    assert (partner.name, partner.search_name, partner.ruc, partner.created_by) == (
        "Red de Salud Jorge Basadre",
        "red de salud jorge basadre",
        RUC,
        elmer,
    )
    assert [link.territory for link in partner.territories.all()] == [ite]
    assert verbs(partner) == ["partners.partner_registered"]


def test_same_name_or_ruc_is_refused_with_what_to_do(army, elmer):
    services.correct_partner(partner=army, by=elmer, ruc=RUC)

    with pytest.raises(NameTaken, match="distinga"):
        services.register_partner(by=elmer, name="BATALLÓN de Ingenieria Alto Locumba", kind="army")
    with pytest.raises(RucTaken, match="ese RUC"):
        services.register_partner(by=elmer, name="Otro nombre", kind="army", ruc=RUC)
    assert Partner.objects.count() == 1


def test_same_ruc_in_another_ugel_is_another_partner(army, elmer, delia, sur):
    services.correct_partner(partner=army, by=elmer, ruc=RUC)

    with scope(sur):
        assert services.register_partner(by=delia, name=army.name, kind="army", ruc=RUC).ruc == RUC


def test_wrong_ruc_saves_nothing(elmer):
    with pytest.raises(NotARuc):
        services.register_partner(by=elmer, name="Minera", kind="mine", ruc="20131312950")
    assert Partner.objects.count() == 0


def test_correcting_nothing_writes_nothing(army, elmer):
    services.correct_partner(partner=army, by=elmer, name=army.name, kind="army", territories=[])

    army.refresh_from_db()
    assert (army.version, verbs(army)) == (1, ["partners.partner_registered", "partners.contact_added"])


def test_who_saves_second_learns_that_somebody_was_faster(army, elmer, hilda):
    services.correct_partner(partner=army, by=hilda, version=1, short_name="BIM 5")

    with pytest.raises(ChangedMeanwhile):
        services.correct_partner(partner=army, by=elmer, version=1, short_name="Cuartel")
    assert Partner.objects.get().short_name == "BIM 5"


def test_deactivating_is_undone_and_said_twice_is_said_once(army, elmer):
    services.deactivate_partner(partner=army, by=elmer, reason="Rotó la unidad")
    services.deactivate_partner(partner=army, by=elmer, reason="Rotó la unidad")
    assert (Partner.objects.current().count(), Partner.objects.count()) == (0, 1)

    services.reactivate_partner(partner=army, by=elmer)

    assert Partner.objects.current().get() == army
    assert verbs(army)[2:] == ["partners.partner_deactivated", "partners.partner_reactivated"]


@pytest.mark.parametrize(
    ("told", "channel"),
    [
        ({"phone": "+51952000222", "email": "a@example.pe"}, ContactChannel.WHATSAPP),
        ({"email": "a@example.pe"}, ContactChannel.MAIL),
        ({}, ContactChannel.NONE),
        ({"phone": "+51952000222", "channel": "sms"}, ContactChannel.SMS),
    ],
)
def test_channel_follows_what_is_known_unless_told(army, elmer, told, channel):
    contact = services.add_contact(partner=army, by=elmer, name="Ana Ríos", **told)

    assert contact.channel == channel


def test_empty_channel_follows_what_is_left(army, elmer):
    contact = army.contacts.get()

    corrected = services.correct_contact(
        contact=contact, by=elmer, phone="", email="raul@example.pe", channel="", version=1
    )

    assert (corrected.channel, corrected.version) == (ContactChannel.MAIL, 2)


def test_channel_that_cannot_work_is_refused_also_by_the_database(army, elmer):
    contact = army.contacts.get()

    with pytest.raises(NoWayToReach):
        services.correct_contact(contact=contact, by=elmer, phone="")
    with pytest.raises(IntegrityError, match="channel_works"), transaction.atomic():
        Contact.objects.update(phone="")


def test_same_person_twice_is_refused(army, elmer):
    with pytest.raises(ContactNameTaken):
        services.add_contact(partner=army, by=elmer, name="RAUL  MAMANI QUISPE")


def test_contact_who_left_speaks_no_more_until_resumed(army, elmer):
    contact = services.end_contact(contact=army.contacts.get(), by=elmer)
    assert list(army.contacts.active()) == []

    services.resume_contact(contact=contact, by=elmer)

    assert list(army.contacts.active()) == [contact]


def test_contacts_of_tomorrow_and_yesterday_do_not_speak_today(elmer):
    partner = PartnerFactory(created_by=elmer)
    ContactFactory(partner=partner, from_date=date(2999, 1, 1))
    ContactFactory(partner=partner, from_date=date(2020, 1, 1), to_date=date(2020, 12, 31))
    today = ContactFactory(partner=partner, from_date=date(2020, 1, 1), to_date=date(2999, 12, 31))

    assert list(partner.contacts.active()) == [today]
    assert today.speaks_today


def test_offer_needs_its_unit(army, elmer):
    with pytest.raises(IntegrityError, match="offer_quantity"), transaction.atomic():
        services.record_offer(partner=army, by=elmer, category="water", description="Agua", quantity=10)


def test_offer_withdrawn_is_no_longer_open_and_comes_back(army, elmer):
    offer = services.record_offer(
        partner=army, by=elmer, category="premises", description="Cuadrilla de pintado", quantity=12, unit="personas"
    )
    services.withdraw_offer(offer=offer, by=elmer)
    assert list(army.offers.open()) == []

    services.reopen_offer(offer=offer, by=elmer)

    assert list(army.offers.open()) == [offer]


def test_answer_of_the_partner_is_kept_once_with_who_said_it(army):
    contact = army.contacts.get()
    said = {"partner": army, "text": " Llovió y no había paso. ", "said_by": "Raúl Mamani", "contact": contact}
    services.answer_record(**said)
    services.answer_record(**said)
    services.answer_record(**{**said, "text": "Ya entregamos todo."})

    assert list(army.record_answers.order_by("id").values_list("text", flat=True)) == [
        "Llovió y no había paso.",
        "Ya entregamos todo.",
    ]
    with pytest.raises(NothingAnswered):
        services.answer_record(partner=army, text="\x00 ", said_by="Raúl Mamani")
