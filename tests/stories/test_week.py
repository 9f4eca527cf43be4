"""«Mi semana» on a telephone: a normal week in a few taps, an exception with a correction, and a day without line."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.accounts.enums import Role
from core.strategies.registry import WeekWord, collect
from core.tenancy.scope import scope
from schools.models import SchoolStaff
from schools.services.week import take_week
from schools.tests.factories import SchoolFactory
from tests.races import at_once
from tests.world import make_person
from transport.models import LegDay
from transport.tests.factories import leg_of, make_route
from water.models import DayState

pytestmark = pytest.mark.django_db(transaction=True)
MOST_TAPS = 10


class Hamlet:
    """A school with a route and its director; the week is the last one, which has passed on any day."""

    def __init__(self, ugel):
        self.ugel = ugel
        today = timezone.localdate()
        self.monday = today - timedelta(days=today.weekday() + 7)
        self.days = [self.monday + timedelta(days=n) for n in range(5)]
        with scope(ugel):
            self.elmer = make_person("elmer", Role.UGEL_SPECIALIST, ugel=ugel)
            self.rosa = make_person("rosa", Role.SCHOOL_HEAD, ugel=ugel)
            self.school = SchoolFactory(name="IE Alto Ilo")
            begun = today - timedelta(days=60)
            SchoolStaff.objects.create(school=self.school, user=self.rosa, is_head=True, from_date=begun)
            self.route = make_route(self.elmer, school=self.school, from_date=begun, stops=[("Borogueña", 7, 7)])

    def said(self):
        with scope(self.ugel):
            return LegDay.objects.count(), DayState.objects.count()


@pytest.fixture
def hamlet(norte_closed):
    return Hamlet(norte_closed)


class Thumb:
    """Counts what a person presses."""

    def __init__(self):
        self.taps = 0

    def press(self, target):
        target.click()
        self.taps += 1


def open_last_week(page, thumb):
    page.goto("/230008/")
    thumb.press(page.get_by_role("link", name="Mi semana"))
    thumb.press(page.get_by_role("link", name="Semana anterior"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mi semana")


def choose(page, day, line, words):
    card = page.locator(f"fieldset[data-day='{day}']", has_text=line)
    if not card.is_visible():  # what is told already is folded
        page.locator("section.week-day", has=card).get_by_text("Corregir").click()
    card.get_by_text(words, exact=True).click()
    return card


@pytest.mark.parametrize("scripts", [True, False])
def test_a_normal_week_is_said_in_a_few_taps(browser_at, without_javascript, as_person, hamlet, axe, scripts):
    page = as_person((browser_at if scripts else without_javascript)(360), hamlet.rosa)
    thumb = Thumb()

    open_last_week(page, thumb)
    if scripts:
        axe(page)
    thumb.press(page.get_by_role("button", name="Toda la semana como siempre"))
    assert hamlet.said() == (0, 0)
    thumb.press(page.get_by_role("button", name="Enviar la semana"))

    expect(page.get_by_text("Quedaron anotadas 15 respuestas")).to_be_visible()
    assert hamlet.said() == (10, 5)
    assert thumb.taps <= MOST_TAPS


def test_a_late_bus_a_dry_day_and_a_correction(browser_at, as_person, hamlet):
    page = as_person(browser_at(360), hamlet.rosa)
    open_last_week(page, Thumb())

    page.get_by_role("button", name="Toda la semana como siempre").click()
    wednesday = choose(page, hamlet.days[2], "Entrada", "Vino tarde")
    wednesday.get_by_label("Minutos tarde").fill("20")
    choose(page, hamlet.days[3], "¿Hubo agua?", "No hubo agua")
    page.get_by_role("button", name="Enviar la semana").click()
    expect(page.get_by_text("Quedaron anotadas 15 respuestas")).to_be_visible()
    expect(page.locator(".week-told", has_text="Vino 20 min tarde")).to_be_visible()

    choose(page, hamlet.days[3], "¿Hubo agua?", "Parte del día")
    page.get_by_role("button", name="Enviar la semana").click()

    expect(page.get_by_text("Quedó anotada 1 respuesta")).to_be_visible()
    with scope(hamlet.ugel):
        assert LegDay.objects.get(said="late").late_minutes == 20
        assert DayState.objects.get(day=hamlet.days[3]).changes.get().old_state == "no"


def test_a_week_said_without_line_arrives_once_the_line_is_back(browser_at, as_person, hamlet, watch):
    watch.expects_a_bad_line()
    page = as_person(browser_at(360), hamlet.rosa)
    open_last_week(page, Thumb())
    page.context.set_offline(True)

    page.get_by_role("button", name="Toda la semana como siempre").click()
    page.get_by_role("button", name="Enviar la semana").click()
    expect(page.locator(".arrival.kept")).to_be_visible()
    assert hamlet.said() == (0, 0)
    page.context.set_offline(False)

    expect(page.locator(".arrival.received")).to_be_visible()
    assert hamlet.said() == (10, 5)


def test_two_send_the_same_week_at_once_and_nothing_is_lost(norte_closed, hamlet):
    """Who comes second reads what the first said; the words only one of them said are all taken."""
    part = next(one for one in collect("week") if one.key == "transporte")
    with scope(hamlet.ugel):
        leg = str(leg_of(hamlet.route).pk)

    def send(by, said, *days):
        words = [(str(day), part, WeekWord(leg, day, said, "")) for day in days]
        return take_week(school=hamlet.school, words=words, by=by)

    met = at_once(
        norte_closed,
        lambda: send(hamlet.rosa, "came", *hamlet.days[:3]),
        lambda: send(hamlet.elmer, "absent", *hamlet.days[2:]),
    )

    assert sorted(taken.count for taken in met) == [2, 3]
    (refused,) = [taken.refused for taken in met if taken.refused]
    (sentence,) = refused.values()
    assert "ya dijo: «" in sentence
    assert hamlet.said()[0] == 5
