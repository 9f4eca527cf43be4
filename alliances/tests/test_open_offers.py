"""A call's open link: who was not asked offers without an account, and the UGEL says who it is or why not."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from alliances import services
from alliances.enums import OpenOfferState
from alliances.models import CalledContact, Offered, OpenOffer
from alliances.selectors import calls_to_answer
from alliances.services import open_offers
from alliances.tests.factories import make_call, offer_openly
from commitments.models import Commitment
from commitments.tests.test_door import LIMIT, refuse_writes
from core.accounts.enums import Role
from core.notifications.models import Message
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from needs.tests.factories import NeedFactory
from partners.enums import ContactRole
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.races import at_once
from tests.world import make_person, path_of

DAY = date(2050, 1, 2)


@pytest.fixture
def need(norte, elmer):
    return NeedFactory(school=SchoolFactory(name="IE San Martín"), reported_by=elmer, what="Faltan carpetas")


@pytest.fixture
def call(need, elmer):
    return make_call(elmer, need)


@pytest.fixture
def contact(norte, hilda):
    """Of a hardware store that is a partner, as the UGEL found out."""
    partner = PartnerFactory(name="Ferretería", short_name="", created_by=hilda)
    return ContactFactory(partner=partner, name="Pedro Choque", role=ContactRole.AUTHORISES)


@pytest.fixture
def one(call):
    return offer_openly(call)


def told(call, **more):
    asked = call.needs.order_by("pk").first()
    answers = {"asked": asked.pk, "quantity": "5", "due_date": "2050-01-02", "entity": "Ferretería Ite"}
    return {**answers, "name": "Pedro Choque", "phone": "952000444", "submission": uuid.uuid4(), **more}


def link_of(call, ugel):
    return path_of("alliances:call_open", services.OPEN_LINKS.token_of(call), ugel=ugel)


def test_the_open_page_changes_nothing_weighs_little_and_runs_no_script(call, need, elmer, norte):
    """With the most needs a call may have."""
    call = make_call(elmer, *(NeedFactory(school=need.school, reported_by=elmer) for _ in range(12)))
    link = link_of(call, norte)

    with connection.execute_wrapper(refuse_writes):
        pages = [Client().get(link, headers={"accept-language": "en"}) for _ in range(20)]

    page = pages[0].content.decode()
    assert {answer.status_code for answer in pages} == {200}
    assert (len(pages[0].content) < LIMIT, "<script" in page, 'lang="en"' in page) == (True, False, True)
    assert page.count('name="asked"') == 12


def test_an_offer_by_the_open_link_waits_until_somebody_says_whose_it_is(call, norte, elmer):
    answer = Client().post(link_of(call, norte), told(call), follow=True)

    assert "La UGEL recibió su oferta y le responderá." in answer.content.decode()
    made = OpenOffer.objects.get()
    assert (made.entity, made.quantity, str(made.phone), made.state) == (
        "Ferretería Ite", 5, "+51952000444", OpenOfferState.WAITING,
    )  # fmt: skip
    assert (Offered.objects.count(), Commitment.objects.count()) == (0, 0)
    assert Message.objects.get(kind="alliances.offered").user == elmer
    assert [row.unknown_count for row in calls_to_answer()] == [1]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"phone": ""}, "Deje un celular o un correo"),
        ({"quantity": "-1"}, "mayor o igual"),
        ({"asked": "999999"}, "opción"),
        ({"due_date": "2020-01-01"}, "La fecha ya pasó"),
    ],
)
def test_what_is_no_offer_is_told(call, norte, more, words):
    answer = Client().post(link_of(call, norte), told(call, **more))

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not OpenOffer.objects.exists()


def test_recognised_it_is_that_partners_offer_and_becomes_its_promise(one, call, contact, elmer, visit, norte):
    data = {"contact": contact.pk}
    visit(elmer, "alliances:offer_recognise", one.pk, method="post", data=data)

    offered = Offered.objects.get()
    assert (offered.called.contact, offered.quantity, offered.words) == (contact, 5, "Con flete")
    assert "anotó su oferta" in Message.objects.get(key__contains="known").body
    quantities = {"quantity": Decimal(5), "due_date": DAY, "offered_at": offered.offered_at}
    services.accept_offer(offered=offered, by=elmer, **quantities)
    assert (Commitment.objects.get().partner, Commitment.objects.get().state) == (contact.partner, "confirmed")
    own = path_of("alliances:call_answer", services.LINKS.token_of(CalledContact.objects.get()), ugel=norte)
    assert "La UGEL aceptó: 5 carpetas" in Client().get(own).content.decode()


def test_set_aside_says_why_where_they_left_word(call, elmer, visit):
    one = offer_openly(call, email="pedro@example.pe", phone="")
    visit(elmer, "alliances:offer_set_aside", one.pk, method="post", data={"reply": "Se piden nuevas"})

    assert OpenOffer.objects.get().state == OpenOfferState.ASIDE
    message = Message.objects.get(key=f"open_offer:{one.pk}:aside")
    assert (message.name, "Se piden nuevas" in message.body) == ("Pedro Choque", True)
    again = visit(elmer, "alliances:offer_recognise", one.pk, method="post", data={"contact": 0})
    assert again.status_code == 422


def test_who_offered_by_their_own_link_is_not_taken_twice(one, call, contact, elmer):
    (called,) = services.ask_contacts(call=call, contacts=[contact], by=elmer)
    services.offer(called=called, call_need=call.needs.get(), quantity=Decimal(9), due_date=DAY)

    with pytest.raises(services.OfferedAlready):
        services.recognise(open_offer=one, contact=contact, by=elmer)
    assert Offered.objects.get().quantity == 9


def test_who_no_longer_speaks_for_the_partner_is_not_named(one, contact, elmer):
    contact.is_active = False
    contact.save()

    with pytest.raises(services.CannotSpeak):
        services.recognise(open_offer=one, contact=contact, by=elmer)


def test_a_flood_ends_at_what_a_person_can_read(call, norte, monkeypatch):
    monkeypatch.setattr(open_offers, "MOST_WAITING", 2)
    statuses = [Client().post(link_of(call, norte), told(call)).status_code for _ in range(3)]

    assert (statuses, OpenOffer.objects.count()) == ([302, 302, 422], 2)


def test_after_the_last_day_it_takes_nothing_and_what_came_is_still_answered(one, call, contact, elmer, time_machine):
    time_machine.move_to(date(2050, 1, 3))

    with pytest.raises(services.CallIsOver):
        offer_openly(call, due_date=date(2050, 2, 1))
    assert services.recognise(open_offer=one, contact=contact, by=elmer).quantity == 5


def test_a_wrong_open_link_opens_nothing_and_another_calls_letters_do_not_fit(call, need, elmer, norte):
    other = make_call(elmer, NeedFactory(school=need.school, reported_by=elmer))
    letters = services.OPEN_LINKS.token_of(other).split("-")[1]
    addresses = [path_of("alliances:call_open", token, ugel=norte) for token in (f"{call.pk}-{letters}", "1-ABC")]

    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    personal = path_of("alliances:call_answer", services.OPEN_LINKS.token_of(call), ugel=norte)
    assert Client().get(personal).status_code == 404


def test_the_page_of_the_call_shows_link_and_offers_to_who_may_write(one, call, elmer, norte, visit):
    page = visit(elmer, "alliances:call_detail", call.pk).content.decode()

    assert [services.OPEN_LINKS.token_of(call) in page, "Ferretería Ite" in page] == [True, True]


def test_another_ugel_has_none_of_it(one, sur, delia, visit):
    assert visit(delia, "alliances:offer_recognise", one.pk).status_code == 404
    with scope(sur):
        assert not OpenOffer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_recognises_while_the_other_sets_aside(norte_closed):
    by = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    with scope(norte_closed):
        contact = ContactFactory(partner=PartnerFactory(created_by=by))
        one = offer_openly(make_call(by, NeedFactory(school=SchoolFactory(), reported_by=by)))

    met = at_once(
        norte_closed,
        lambda: services.recognise(open_offer=one, contact=contact, by=by).pk,
        lambda: services.set_aside(open_offer=one, reply="No", by=by).pk,
    )

    assert [type(error) for error in met if isinstance(error, DomainError)] == [services.OfferIsDecided]
    with scope(norte_closed):
        one.refresh_from_db()
        assert (one.state == OpenOfferState.KNOWN) == Offered.objects.exists()
