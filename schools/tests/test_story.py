"""History as a story: one line a thing and day, by month, with the way to the thing."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from core.audit.selectors import timeline_for_school, timeline_of
from core.audit.services import record, record_at_schools
from core.audit.story import by_month, lines_of
from core.strategies import registry
from core.strategies.registry import EventType
from core.tenancy.scope import scope
from schools.tests.factories import SchoolFactory
from tests.queries import queries_of

SCHOOL = 7


@pytest.fixture(autouse=True)
def told_events(monkeypatch):
    """Events that need no data, of a strategy and of a lower app whose things are born in strategies."""
    esya = [
        EventType("safety.sampled", "Muestra tomada"),
        EventType("safety.reaches", "Un plan la incluye", is_told_at_schools=True),
    ]
    declared = registry._declared
    changed = {
        "safety": replace(declared["safety"], timeline=esya),
        "needs": replace(declared["needs"], timeline=[EventType("needs.made", "Prometido")]),
    }
    monkeypatch.setattr(registry, "_declared", {**declared, **changed})


@pytest.fixture
def page(norte):
    """Something that has a page."""
    return SchoolFactory()


def story(*, may_open=lambda path: True, **narrowed):
    return lines_of(timeline_for_school(SCHOOL, **narrowed), may_open=may_open)


def test_what_happened_to_one_thing_on_one_day_is_one_line(norte, page):
    noon = timezone.now() - timedelta(days=3)
    for verb, thing, minute in (
        ("safety.sampled", norte, 1), ("safety.sampled", page, 2), ("needs.made", norte, 3)
    ):  # fmt: skip
        record(verb, thing, school_id=SCHOOL, at=noon + timedelta(minutes=minute))
    record("safety.sampled", norte, school_id=SCHOOL, at=noon + timedelta(days=1))

    told = [(line.last.label, [item.label for item in line.before]) for line in story()]

    assert told == [("Muestra tomada", []), ("Prometido", ["Muestra tomada"]), ("Muestra tomada", [])]


def test_it_is_told_by_month_the_latest_first(norte):
    for days in (1, 40, 41):
        record("safety.sampled", norte, school_id=SCHOOL, at=timezone.now() - timedelta(days=days))

    months = by_month(story())

    assert [month.first.day for month in months] == [1] * len(months)
    assert months == sorted(months, key=lambda month: month.first, reverse=True)
    assert sum(len(month.lines) for month in months) == 3


def test_a_line_leads_to_what_has_a_page_and_opens_for_who_asks(norte, page):
    record("safety.sampled", norte, school_id=SCHOOL)
    record("safety.sampled", page, school_id=SCHOOL)

    assert [line.url for line in story()] == [page.get_absolute_url(), ""]
    assert [line.url for line in story(may_open=lambda path: False)] == ["", ""]


def test_what_is_gone_leads_nowhere_and_still_happened(norte, page):
    record("safety.sampled", page, school_id=SCHOOL)
    page.delete()

    assert [(line.last.label, line.url) for line in story()] == [("Muestra tomada", "")]


def test_a_promise_is_of_the_strategy_it_was_born_in(norte):
    record("needs.made", norte, school_id=SCHOOL, strategy="safety")
    record("needs.made", norte, school_id=SCHOOL)

    assert [item.strategy for item in timeline_for_school(SCHOOL)] == ["", "ESYA"]
    assert len(timeline_for_school(SCHOOL, app="safety")) == 1
    assert len(timeline_for_school(SCHOOL, app="needs")) == 2


def test_it_goes_on_after_an_entry_also_where_many_happened_at_once(norte):
    moment = timezone.now() - timedelta(days=1)
    for number in range(5):
        record("safety.sampled", norte, school_id=SCHOOL, at=moment, number=number)

    first = timeline_for_school(SCHOOL, limit=2)
    rest = timeline_for_school(SCHOOL, before=first[-1].pk)

    assert len({item.pk for item in [*first, *rest]}) == 5
    assert timeline_for_school(SCHOOL, before=10**9) == []


def test_what_is_told_at_each_school_is_told_once_of_the_thing(norte):
    record("safety.sampled", norte)
    record_at_schools("safety.reaches", norte, [SCHOOL, SCHOOL + 1])

    assert [item.label for item in timeline_for_school(SCHOOL)] == ["Un plan la incluye"]
    assert [item.label for item in timeline_of(norte)] == ["Muestra tomada"]


def test_another_ugels_things_lead_nowhere(norte, sur, page):
    with scope(sur):
        record("safety.sampled", page, school_id=SCHOOL)
        assert [line.url for line in story()] == [""]


def test_the_page_tells_one_strategy_and_goes_back_in_time(norte, elmer, visit, page):
    for number in range(65):
        moment = timezone.now() - timedelta(days=number + 1)
        record("safety.sampled" if number % 2 else "needs.made", norte, school_id=page.pk, at=moment)

    whole = visit(elmer, "schools:school_story", page.pk)
    older = visit(elmer, "schools:school_story", page.pk, query=f"antes={whole.context['older']}")
    esya = visit(elmer, "schools:school_story", page.pk, query="de=esya")

    counted = [sum(len(month.lines) for month in answer.context["months"]) for answer in (whole, older, esya)]
    assert counted == [60, 5, 32]
    assert 'href="?de=esya" aria-current="true"' in esya.content.decode()
    assert visit(elmer, "schools:school_story", page.pk, query="antes=x&de=%00").status_code == 200


def test_pages_of_a_school_ask_as_often_however_much_happened(norte, elmer, page):
    def asked(url_name):
        return len(queries_of(elmer, url_name, page.pk, ugel=norte))

    record("safety.sampled", page, school_id=page.pk)
    few = [asked("schools:school_story"), asked("schools:school_detail")]
    for number in range(9):
        record("safety.sampled", SchoolFactory(), school_id=page.pk, at=timezone.now() - timedelta(days=number))

    assert [asked("schools:school_story"), asked("schools:school_detail")] == few
