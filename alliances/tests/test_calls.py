"""A call for offers: asked by link, offered without an account, accepted into a promise or declined with why."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from alliances import services
from alliances.enums import CallState, OfferState
from alliances.models import Call, Offered
from alliances.services import (
    CallIsOver,
    DateIsPast,
    MoreThanAsked,
    NeedIsOver,
    NothingAsked,
    OfferChanged,
    OfferIsDecided,
)
from alliances.tests.factories import make_call
from commitments.models import Commitment, NeedCover
from commitments.services import cancel
from commitments.tests.test_door import LIMIT, refuse_writes
from core.accounts.enums import Role
from core.notifications.models import Message
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from needs.enums import NeedState
from needs.tests.factories import NeedFactory
from partners.enums import ContactRole
from partners.services import end_contact
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.races import at_once
from tests.world import make_person, path_of

DAY = date(2050, 1, 2)


@pytest.fixture
def need(norte, elmer):
    return NeedFactory(school=SchoolFactory(name="IE San Martín"), reported_by=elmer, what="Faltan carpetas")


@pytest.fixture
def contacts(norte, hilda):
    """A colonel who may authorise and writes English, and an engineer of the mine who may not."""
    army, mine = (PartnerFactory(name=name, short_name="", created_by=hilda) for name in ("Ejército", "Minera"))
    colonel = ContactFactory(partner=army, name="Coronel Díaz", role=ContactRole.AUTHORISES, language="en")
    return [colonel, ContactFactory(partner=mine, name="Ingeniera Soto", role=ContactRole.COORDINATES)]


@pytest.fixture
def call(need, contacts, elmer):
    return make_call(elmer, need, contacts=contacts)


@pytest.fixture
def offered(call):
    """offered(0, 40): what the first (second) of the contacts says they could give."""

    def go(who, quantity, day=DAY):
        called = call.called.order_by("pk")[who]
        return services.offer(called=called, call_need=call.needs.get(), quantity=Decimal(quantity), due_date=day)

    return go


def accept(one, quantity, by, day=DAY):
    return services.accept_offer(
        offered=one, quantity=Decimal(quantity), due_date=day, offered_at=one.offered_at, by=by
    )


def link_of(call, ugel, who=0):
    return path_of("alliances:call_answer", services.LINKS.token_of(call.called.order_by("pk")[who]), ugel=ugel)


def test_each_contact_is_asked_once_in_their_language(call, contacts, elmer):
    services.ask_contacts(call=call, contacts=contacts, by=elmer)

    told = Message.objects.filter(kind="alliances.call").order_by("pk")
    assert [(one.name, one.subject) for one in told] == [
        ("Coronel Díaz", "Call for offers: Carpetas"),
        ("Ingeniera Soto", "Convocatoria: Carpetas"),
    ]


def test_the_page_behind_the_link_changes_nothing_weighs_little_and_runs_no_script(call, norte_closed, norte):
    link = link_of(call, norte)

    with connection.execute_wrapper(refuse_writes):
        pages = [Client().get(link) for _ in range(50)]

    page = pages[0].content.decode()
    assert {one.status_code for one in pages} == {200}
    assert (len(pages[0].content) < LIMIT, "<script" in page, 'lang="en"' in page) == (True, False, True)
    assert ("Faltan carpetas" in page, "IE San Martín" in page) == (True, True)


def test_with_the_most_needs_and_an_offer_for_each_the_page_still_weighs_little(need, contacts, elmer, norte):
    needs = [NeedFactory(school=need.school, reported_by=elmer, what=f"Falta {n} " * 12) for n in range(12)]
    call = make_call(elmer, *needs, contacts=contacts)
    for asked in call.needs.all():
        told = {"quantity": Decimal(5), "due_date": DAY, "words": "Puestas en la escuela, con flete desde Locumba"}
        services.offer(called=call.called.order_by("pk")[1], call_need=asked, **told)

    page = Client().get(link_of(call, norte, 1))

    assert page.content.decode().count("Usted ofreció: 5 carpetas") == 12
    assert len(page.content) < LIMIT, len(page.content)


def said(asked, quantity, words="", day="2050-01-02"):
    """What a partner's browser sends of one need."""
    name = f"n{asked.pk}"
    told = {f"{name}-quantity": str(quantity), f"{name}-due_date": day, f"{name}-words": words}
    return {**told, "submission": uuid.uuid4()}


def test_who_fills_in_two_needs_sends_both_or_neither(need, contacts, norte, elmer):
    other = NeedFactory(school=need.school, reported_by=elmer, what="Faltan pizarras")
    call = make_call(elmer, need, other, contacts=contacts)
    link, (first, second) = link_of(call, norte), call.needs.order_by("pk")

    nothing = Client().post(link, {**said(first, "", day=""), **said(second, "", day="")})
    halves = Client().post(link, {**said(first, 5), **said(second, -1)})
    past = Client().post(link, {**said(first, 5), **said(second, 6, day="2020-01-01")})

    assert [page.status_code for page in (nothing, halves, past)] == [422] * 3
    assert ('value="5"' in halves.content.decode(), 'value="-1"' in halves.content.decode()) == (True, True)
    assert not Offered.objects.exists()
    assert Client().post(link, {**said(first, 5), **said(second, 6)}).status_code == 302
    assert [one.quantity for one in Offered.objects.order_by("call_need")] == [5, 6]


def test_a_partner_offers_by_link_changes_it_and_reads_what_became_of_it(call, need, norte, elmer):
    link, asked = link_of(call, norte, 1), call.needs.get()
    wrong = Client().post(link, said(asked, "-3"))
    assert wrong.status_code == 422
    for quantity in ("10", "15"):
        assert Client().post(link, said(asked, quantity, "Con flete")).status_code == 302

    one = Offered.objects.get()
    assert (one.quantity, one.words) == (15, "Con flete")
    accept(one, 15, elmer)
    assert "La UGEL aceptaría 15 carpetas" in Client().get(link).content.decode()
    late = Client().post(link, said(asked, 15, "Con flete"))
    assert (late.status_code, "ya respondió a esta oferta" in late.content.decode()) == (422, True)


def test_taken_as_offered_by_who_authorises_it_is_a_confirmed_promise_that_covers_the_need(offered, need, elmer):
    one = accept(offered(0, 40), 40, elmer)

    made = Commitment.objects.get()
    assert (made.state, made.partner.name, made.quantity, made.unit, made.next_due_date) == (
        "confirmed",
        "Ejército",
        40,
        "carpetas",
        DAY,
    )
    assert NeedCover.objects.get().need == need
    need.refresh_from_db()
    assert (need.state, one.state) == (NeedState.COVERED, OfferState.ACCEPTED)
    assert made.origin_text == "Carpetas"


@pytest.mark.parametrize(("who", "quantity", "day"), [(0, 30, DAY), (0, 40, DAY + timedelta(days=9)), (1, 40, DAY)])
def test_taken_otherwise_or_from_who_may_not_authorise_it_is_asked(offered, elmer, who, quantity, day):
    accept(offered(who, 40), quantity, elmer, day)

    assert Commitment.objects.get().state == "proposed"
    assert Message.objects.filter(kind="commitments.promiser").exists()


def test_from_who_no_longer_speaks_for_the_partner_it_is_asked(offered, elmer):
    one = offered(0, 40)
    end_contact(contact=one.called.contact, by=elmer)

    accept(one, 40, elmer)

    assert Commitment.objects.get().state == "proposed"


def test_the_page_says_that_the_partner_still_has_to_confirm(offered, norte, elmer, visit):
    one = offered(1, 40)
    data = {"quantity": "30", "due_date": "2050-01-02", "offered_at": one.offered_at.isoformat()}

    answer = visit(elmer, "alliances:offer_accept", one.pk, method="post", data=data, follow=True)

    assert "Falta que el aliado confirme" in answer.content.decode()
    page = Client().get(f"/{norte.code}{services.LINKS.path_of(one.called)}").content.decode()
    assert ("Falta que su entidad lo confirme" in page, "Gracias" in page) == (True, False)


@pytest.mark.parametrize(
    ("quantity", "day", "words"), [(41, DAY, "más de lo que ofrecieron"), (40, date(2020, 1, 1), "La fecha ya pasó")]
)
def test_more_than_was_offered_or_a_day_that_passed_is_refused(offered, elmer, quantity, day, words):
    with pytest.raises(DomainError, match=words):
        accept(offered(0, 40), quantity, elmer, day)
    assert not Commitment.objects.exists()


def test_what_was_annulled_leaves_its_part_to_another(offered, elmer, norte, visit):
    one = accept(offered(1, 40), 40, elmer)
    cancel(commitment=Commitment.objects.get(), reason="No hay flete", by=elmer)

    page = Client().get(f"/{norte.code}{services.LINKS.path_of(one.called)}").content.decode()
    assert ("Anulado" in page, "Gracias" in page) == (True, False)
    accept(offered(0, 40), 40, elmer)
    assert "aceptado: 40" in visit(elmer, "alliances:call_detail", one.call_need.call_id).content.decode()


def test_a_call_closed_too_early_is_opened_again(call, norte, elmer, visit):
    services.close_call(call=call, by=elmer)
    with pytest.raises(services.DateIsPast):
        services.reopen_call(call=call, until=date(2020, 1, 1), by=elmer)

    visit(elmer, "alliances:call_reopen", call.pk, method="post", data={"until": "2050-02-01"})

    assert Call.objects.get().state == CallState.OPEN
    assert Client().post(link_of(call, norte, 1), said(call.needs.get(), 5)).status_code == 302


def test_a_link_is_handed_over_from_the_calls_page(call, norte, elmer, visit):
    called = call.called.first()
    page = visit(elmer, "alliances:called_link", called.pk).content.decode()

    assert services.LINKS.path_of(called) in page
    assert ("wa.me" in page) == bool(called.contact.phone)


def test_a_new_call_begins_with_what_is_known_to_be_missing(call, need, offered, elmer, visit):
    accept(offered(0, 30), 30, elmer)

    form = visit(elmer, "alliances:call_create", query=f"necesidad={need.pk}").context["form"]

    assert (form[f"quantity_{need.pk}"].value(), form[f"unit_{need.pk}"].value()) == ("10", "carpetas")


@pytest.mark.parametrize(
    "change", [lambda rows: rows.update(accepted_quantity=5), lambda rows: rows._raw_delete(rows.db)]
)
def test_the_database_keeps_what_was_answered(offered, elmer, change):
    one = accept(offered(0, 30), 30, elmer)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        change(Offered.objects.filter(pk=one.pk))


def test_no_more_is_accepted_than_is_asked(offered, elmer, visit):
    accept(offered(0, 30), 30, elmer)
    second = offered(1, 20)
    data = {"quantity": "20", "due_date": "2050-01-02", "offered_at": second.offered_at.isoformat()}

    answer = visit(elmer, "alliances:offer_accept", second.pk, method="post", data=data)

    assert (answer.status_code, "Falta cubrir: 10 carpetas" in answer.content.decode()) == (422, True)
    assert Commitment.objects.count() == 1
    accept(second, 10, elmer)


def test_a_declined_offer_tells_why(offered, elmer, norte, call):
    one = offered(0, 40)
    services.decline_offer(offered=one, reply="Ya llegaron", offered_at=one.offered_at, by=elmer)

    assert "Ya llegaron" in Client().get(link_of(call, norte)).content.decode()
    assert "Ya llegaron" in Message.objects.get(key__contains="decided", name="Coronel Díaz").body
    with pytest.raises(OfferIsDecided):
        accept(one, 40, elmer)


def test_what_the_partner_changed_meanwhile_is_not_accepted_unseen(offered, elmer):
    first = offered(0, 40)
    offered(0, 5)

    with pytest.raises(OfferChanged):
        accept(first, 40, elmer)
    assert Commitment.objects.count() == 0


def test_after_its_day_or_closed_a_call_takes_nothing(call, offered, contacts, elmer, time_machine, visit):
    visit(elmer, "alliances:call_close", call.pk, method="post")
    with pytest.raises(CallIsOver):
        offered(0, 40)
    with pytest.raises(CallIsOver):
        services.ask_contacts(call=call, contacts=contacts, by=elmer)
    assert Call.objects.get().state == CallState.CLOSED

    Call.objects.update(closed_at=None)
    time_machine.move_to(date(2050, 1, 3))
    with pytest.raises(CallIsOver):
        offered(0, 40)
    assert Call.objects.get().state == CallState.OVER


def test_what_makes_no_call_is_refused(need, elmer, offered):
    with pytest.raises(NothingAsked):
        make_call(elmer)
    with pytest.raises(DateIsPast):
        make_call(elmer, need, until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(DateIsPast):
        offered(0, 4, timezone.localdate() - timedelta(days=1))
    one = offered(0, 4)
    need.state = NeedState.CLOSED_UNSOLVED
    need.reason = "x"
    need.save()
    with pytest.raises(NeedIsOver):
        accept(one, 4, elmer)


def test_from_the_gap_to_the_call_by_the_pages(need, contacts, elmer, visit):
    page = visit(elmer, "alliances:call_create", query=f"necesidad={need.pk}&necesidad=x&contacto={contacts[0].pk}")
    assert page.context["form"]["contacts"].value() == [str(contacts[0].pk)]
    told = {
        "title": "Carpetas",
        "until": "2050-01-01",
        f"quantity_{need.pk}": "40",
        f"unit_{need.pk}": "carpetas",
        "contacts": [one.pk for one in contacts],
    }
    query = f"necesidad={need.pk}"

    refused = visit(elmer, "alliances:call_create", query=query, method="post", data={**told, "contacts": []})
    made = visit(elmer, "alliances:call_create", query=query, method="post", data=told)

    assert (refused.status_code, made.status_code) == (422, 302)
    call = Call.objects.get()
    assert [(one.need, one.quantity, one.unit) for one in call.needs.all()] == [(need, 40, "carpetas")]
    assert call.called.count() == 2


def test_home_counts_the_calls_that_wait_and_its_link_shows_them(call, offered, need, elmer, visit):
    make_call(elmer, need)
    one = offered(0, 4)

    def waiting():
        page = visit(elmer, "alliances:call_list", query="agenda=answer").context["page"]
        return list(page), "convocatoria con ofertas por responder" in visit(elmer, "home").content.decode()

    assert waiting() == ([call], True)
    services.decline_offer(offered=one, reply="No", offered_at=one.offered_at, by=elmer)
    assert waiting() == ([], False)


def test_more_than_a_dozen_needs_are_not_dropped_in_silence(need, elmer, visit):
    needs = NeedFactory.create_batch(13, school=need.school, reported_by=elmer)
    page = visit(elmer, "alliances:call_create", query="&".join(f"necesidad={one.pk}" for one in needs))

    assert len(page.context["form"].needs) == 12
    assert "hasta 12 necesidades" in page.content.decode()


def test_pages_ask_as_often_for_many(call, need, offered, elmer, norte, hilda):
    offered(0, 3)

    def asked():
        pages = (("call_list",), ("need_gaps",), ("call_detail", call.pk))
        return [len(queries_of(elmer, f"alliances:{name}", *args, ugel=norte)) for name, *args in pages]

    few = asked()
    for number in range(6):
        contact = ContactFactory(partner=PartnerFactory(created_by=hilda))
        (called,) = services.ask_contacts(call=call, contacts=[contact], by=elmer)
        services.offer(called=called, call_need=call.needs.get(), quantity=Decimal(number + 1), due_date=DAY)
        make_call(elmer, NeedFactory(school=need.school, reported_by=elmer))

    assert asked() == few


def test_the_database_wants_to_know_how_much_was_accepted(offered):
    one = offered(0, 4)

    with pytest.raises(IntegrityError), transaction.atomic():
        Offered.objects.filter(pk=one.pk).update(state=OfferState.ACCEPTED)


def test_another_ugels_call_does_not_exist(call, sur, delia, visit):
    assert visit(delia, "alliances:call_detail", call.pk).status_code == 404
    with scope(sur):
        assert not Call.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_take_no_more_than_is_asked(norte_closed):
    by = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    with scope(norte_closed):
        need = NeedFactory(school=SchoolFactory(), reported_by=by)
        contacts = [ContactFactory(partner=PartnerFactory(created_by=by)) for _ in range(2)]
        call = make_call(by, need, contacts=contacts)
        asked = call.needs.get()
        told = {"call_need": asked, "quantity": Decimal(30), "due_date": DAY}
        offers = [services.offer(called=called, **told) for called in call.called.order_by("pk")]

    met = at_once(norte_closed, *[lambda one=one: accept(one, 30, by).pk for one in offers])

    assert [type(one) for one in met if not isinstance(one, int)] == [MoreThanAsked]
    with scope(norte_closed):
        assert Commitment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_the_same_offer_at_once_make_one_promise(norte_closed):
    by = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    with scope(norte_closed):
        need = NeedFactory(school=SchoolFactory(), reported_by=by)
        call = make_call(by, need, contacts=[ContactFactory(partner=PartnerFactory(created_by=by))], quantity=None)
        told = {"call_need": call.needs.get(), "quantity": Decimal(30), "due_date": DAY}
        one = services.offer(called=call.called.get(), **told)

    met = at_once(norte_closed, *[lambda: accept(one, 30, by).pk] * 2)

    assert [str(error) for error in met if not isinstance(error, int)] == [str(OfferIsDecided.message)]
    with scope(norte_closed):
        assert (Commitment.objects.count(), NeedCover.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_an_offer_and_the_end_of_its_call_at_once(norte_closed):
    """Heard before the end it stays to be answered; after it, the partner reads that it is over."""
    by = make_person("hilda", Role.UGEL_HEAD, ugel=norte_closed)
    with scope(norte_closed):
        need = NeedFactory(school=SchoolFactory(), reported_by=by)
        call = make_call(by, need, contacts=[ContactFactory(partner=PartnerFactory(created_by=by))])
        told = {"called": call.called.get(), "call_need": call.needs.get(), "quantity": Decimal(3), "due_date": DAY}

    met = at_once(norte_closed, lambda: services.offer(**told).pk, lambda: services.close_call(call=call, by=by).pk)

    refused = [type(one) for one in met if not isinstance(one, int)]
    with scope(norte_closed):
        assert (Call.objects.get().state, refused) in [(CallState.CLOSED, []), (CallState.CLOSED, [CallIsOver])]
        assert Offered.objects.count() == 1 - len(refused)


def test_after_the_last_day_the_page_says_so_and_takes_nothing(call, norte, time_machine):
    link, asked = link_of(call, norte), call.needs.get()
    time_machine.move_to(date(2050, 1, 3))
    answer = Client().post(link, said(asked, 5, day="2050-01-20"))

    page = answer.content.decode()
    assert (answer.status_code, "The call no longer takes offers. If you can still help" in page) == (422, True)
    assert not Offered.objects.exists()
