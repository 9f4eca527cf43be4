"""The month, and the secret address of a person's own calendar."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from commitments import services
from commitments.models import CalendarFeed
from commitments.services import on_dates
from core.accounts.models import Membership
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of
from tests.world import path_of


def soon(days=3):
    return timezone.localdate() + timedelta(days=days)


def feed_of(person, ugel):
    return path_of("commitments:feed_show", services.feed_token(services.make_feed(user=person)), ugel=ugel)


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_grid_and_list_say_the_same(confirmed, elmer, visit):
    confirmed(parts=on_dates([date(2026, 5, 12), date(2026, 5, 12), date(2026, 5, 31), date(2026, 6, 1)], Decimal(10)))

    answer = visit(elmer, "commitments:calendar", query="mes=2026-05")

    days = {square.day: (square.total, square.late) for week in answer.context["weeks"] for square in week}
    assert (days[date(2026, 5, 12)], days[date(2026, 5, 31)]) == ((2, 2), (1, 1))
    assert (answer.context["page"].paginator.count, sum(total for total, _late in days.values())) == (3, 3)
    one_day = visit(elmer, "commitments:calendar", query="mes=2026-05&dia=12")
    assert [one.due_date for one in one_day.context["page"]] == [date(2026, 5, 12)] * 2


@pytest.mark.parametrize("query", ["mes=2026-13", "mes=x", "mes=9999-12", "mes=2026-02&dia=31", "dia=²", "page=x"])
def test_a_month_that_is_none_shows_this_one(query, elmer, norte, visit):
    assert visit(elmer, "commitments:calendar", query=query).status_code == 200


def test_queries_of_the_calendar_do_not_grow(confirmed, elmer, norte):
    confirmed()
    few = len(queries_of(elmer, "commitments:calendar", ugel=norte, query="mes=2026-05"))
    confirmed()
    confirmed()

    assert (len(queries_of(elmer, "commitments:calendar", ugel=norte, query="mes=2026-05")), few <= 8) == (few, True)


def test_program_reads_the_dates_without_a_session(confirmed, rosa, norte):
    commitment = confirmed(parts=on_dates([soon()], Decimal(100)))
    confirmed(school=SchoolFactory(), parts=on_dates([soon()], Decimal(100)))

    answer = Client().get(feed_of(rosa, norte))

    (event,) = events(answer)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/calendar; charset=utf-8",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )
    assert (event["dtstart"].dt, str(event["summary"])) == (soon(), "Cien sillas · IE San Martín")
    assert str(event["url"]).endswith(f"/230008/compromisos/{commitment.pk}/")
    assert "Díaz" not in answer.content.decode()


def test_at_the_ugel_it_holds_what_the_person_follows(confirmed, elmer, hilda, norte):
    confirmed(parts=on_dates([soon()], Decimal(100)))

    assert [len(events(Client().get(feed_of(person, norte)))) for person in (elmer, hilda)] == [1, 0]


def test_given_up_promises_leave_the_calendar(confirmed, elmer, norte):
    commitment = confirmed(parts=on_dates([soon()], Decimal(100)))
    services.cancel(commitment=commitment, reason="Ya no", by=elmer)

    assert events(Client().get(feed_of(elmer, norte))) == []


def test_reading_changes_nothing_and_writing_is_no_way_in(confirmed, elmer, norte):
    address = feed_of(elmer, norte)
    before = list(CalendarFeed.objects.values())

    for _ in range(5):
        assert Client().get(address).status_code == 200

    assert list(CalendarFeed.objects.values()) == before
    assert Client().post(address).status_code == 405


def test_revoked_or_guessed_or_of_somebody_who_left_opens_nothing(elmer, norte):
    address = feed_of(elmer, norte)
    assert Client().get(address[:-5] + "0.ics").status_code == 404
    Membership.objects.filter(user=elmer).update(is_active=False)
    assert Client().get(address).status_code == 404
    Membership.objects.filter(user=elmer).update(is_active=True)
    assert Client().get(address).status_code == 200

    services.revoke_feed(user=elmer)

    assert Client().get(address).status_code == 404
    assert feed_of(elmer, norte) != address


def test_another_ugels_address_does_not_open_it(elmer, norte, sur):
    token = services.feed_token(services.make_feed(user=elmer))

    assert Client().get(path_of("commitments:feed_show", token, ugel=sur)).status_code == 404


def test_guessing_and_greed_are_made_slow(elmer, norte):
    address = feed_of(elmer, norte)
    greedy = [Client(REMOTE_ADDR="10.0.0.9").get(address).status_code for _ in range(61)]
    assert (greedy[59], greedy[60]) == (200, 429)

    number = address[: -len(".ics") - 40]
    guesses = [Client().get(f"{number}{at:040x}.ics").status_code for at in range(21)]
    assert (guesses[0], guesses[20]) == (404, 429)


def test_asked_twice_the_address_is_one(elmer, norte):
    first, again = services.make_feed(user=elmer), services.make_feed(user=elmer)

    assert (first, services.revoke_feed(user=elmer), services.revoke_feed(user=elmer)) == (again, 1, 0)


def test_person_asks_for_the_address_on_the_page_and_ends_it(elmer, norte, visit):
    visit(elmer, "commitments:feed_make", method="post")
    address = visit(elmer, "commitments:calendar").context["feed"]
    assert Client().get("/" + address.split("/", 3)[3]).status_code == 200

    visit(elmer, "commitments:feed_revoke", method="post")

    assert visit(elmer, "commitments:calendar").context["feed"] == ""
