"""The share of the neediest worked by hand, its edges, what came later, and another UGEL beside it."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from adoptions import services
from adoptions.indicators import DAYS, NEEDIEST, PEOPLE
from adoptions.report_sections import build_adoptions
from adoptions.selectors import current_list
from adoptions.tests.factories import make_adoption, make_ambito, make_day, see
from commitments.services import cancel
from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from schools.tests.factories import SchoolFactory

LIMA = ZoneInfo("America/Lima")
NOW = datetime(2026, 9, 15, 12, tzinfo=LIMA)
FROZEN = NOW - timedelta(days=60)


def frame(at=NOW + timedelta(minutes=5), start=date(2026, 1, 1)):
    return Frame(period_start=start, period_end=date(2026, 12, 31), cut_off=at)


def share(**when):
    asked = frame(**when)
    return NEEDIEST.achieved(asked).count(), NEEDIEST.eligible(asked).count()


def apart(key, **when):
    return sorted(NEEDIEST.apart[key][1](frame(**when)).values_list("name", flat=True))


@pytest.fixture
def six(norte, elmer):
    """Six schools of twenty-four are the neediest: IE 01 to IE 06."""
    schools = make_ambito(*[4] * 6, *[None] * 18, by=elmer, at=FROZEN)
    services.freeze_list(by=elmer, at=FROZEN)
    return schools


@pytest.fixture
def work(elmer, rosa):
    """work(school, days=, seen=): a unit has the school and worked there that many days from today."""

    def go(school, *, days=-5, seen=True, people=None, **told):
        adoption = make_adoption(elmer, school=school)
        day = make_day(elmer, adoption, days=days, **told)
        if people:
            services.tell_day(day=day, people=people, by=elmer)
        return see(day, school=rosa) if seen else day

    return go


def test_four_of_six_by_hand_and_what_stands_beside_it(norte, elmer, six, work):
    # 01 to 04 adopted with a seen day; 05 adopted, one word only; 06 free; 10 is not of the list.
    for school in (*six[:4], six[9]):
        work(school)
    see(work(six[4], seen=False))

    assert share() == (4, 6)
    assert apart("unseen") == ["IE 05"]
    assert apart("free") == ["IE 06"]


def test_all_of_the_list_is_a_hundred_percent(six, work):
    for school in six[:6]:
        work(school)

    assert share() == (6, 6)
    assert apart("unseen") == apart("free") == []


def test_a_school_of_two_days_counts_once_and_both_days_are_days(norte, elmer, rosa, six, work):
    day = work(six[0])
    see(make_day(elmer, day.adoption, days=-2), school=rosa)

    assert share() == (1, 6)
    assert DAYS.achieved(frame()).count() == 2


def test_an_addition_is_shown_and_moves_neither_part(norte, elmer, six, work):
    services.add_later(neediest=current_list(), school=six[9], reason="Se cayó el cerco", by=elmer)
    work(six[9])

    assert share() == (0, 6)
    assert apart("added") == ["IE 10"]


def test_nothing_after_the_cut_off_counts(six, work):
    work(six[0])

    assert share(at=NOW - timedelta(days=1)) == (0, 6)
    assert share(at=FROZEN - timedelta(days=1)) == (0, 0)


def test_a_day_of_another_period_and_a_cancelled_promise_do_not_count(elmer, six, work):
    work(six[0], days=-25)
    gone = work(six[1])
    cancel(commitment=gone.promise, reason="Se escribió dos veces", by=elmer)

    assert share(start=date(2026, 9, 1)) == (0, 6)
    assert share() == (1, 6)


def test_without_a_frozen_list_there_is_no_denominator(norte, elmer):
    make_ambito(4, 3, by=elmer, at=FROZEN)

    assert share() == (0, 0)


def test_people_are_summed_where_both_numbers_are_known(norte, six, work):
    # 9 of 10 and 12 of 8 are 21 of 18; the day nobody counted is listed, in no sum.
    work(six[0], people=9)
    work(six[1], people=12, planned_people=8)
    unknown = work(six[2])

    rows = {day.pk: (day.numerator_amount, day.denominator_amount) for day in PEOPLE.amounts(frame())}
    assert rows.pop(unknown.pk) == (None, None)
    assert sorted(rows.values()) == [(9, 10), (12, 8)]


def test_the_report_tells_the_list_school_by_school(norte, elmer, six, work):
    work(six[0], people=9)
    told = build_adoptions(SimpleNamespace(frame=frame()))

    assert (told["achieved"], told["list"]["total"], told["list"]["ambito"]) == (1, 6, 24)
    assert (told["days"], told["people"], told["hours"], told["without_people"]) == (1, 9, None, 0)
    assert [row["days"] for row in told["rows"]] == [1, 0, 0, 0, 0, 0]
    assert told["list"]["frozen"] == f"{timezone.localtime(FROZEN):%d/%m/%Y}"


def test_days_are_named_by_work_school_and_unit(six, work):
    day = work(six[0], detail="aula de 3.º")

    member = DAYS.named([day.pk])[day.pk]
    assert (member.name, member.url) == ("Pintado de paredes: aula de 3.º · 10/09/2026", day.get_absolute_url())
    assert "IE 01" in member.place


def test_another_ugel_is_counted_apart_and_the_region_reads_both(norte, sur, elmer, six, work):
    work(six[0])
    with scope(sur):
        assert share() == (0, 0)
        SchoolFactory()
    with region_scope([norte, sur]):
        parts = [NEEDIEST.eligible, NEEDIEST.achieved, DAYS.achieved, PEOPLE.amounts]
        found = [list(rows(frame()).values_list("ugel_id", flat=True)) for rows in parts]
    assert found == [[norte.pk] * 6, [norte.pk], [norte.pk], [norte.pk]]
