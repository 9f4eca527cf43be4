"""Each figure worked by hand over two weeks of September, with another UGEL's rows beside it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from attendance import indicators, report_sections, services
from attendance.models import ChronicCount
from core.strategies.indicators import Frame
from core.tenancy.scope import region_scope, scope
from schools.services.calendar import save_closure
from schools.tests.factories import EnrolmentFactory, freeze_target

LIMA = ZoneInfo("America/Lima")
FIRST, SECOND = date(2026, 8, 31), date(2026, 9, 7)
EARLY = datetime(2026, 9, 11, 17, tzinfo=LIMA)
CUT = datetime(2026, 9, 12, 12, tzinfo=LIMA)
FRAME = Frame(FIRST, date(2026, 9, 12), CUT)


class Report:
    """What a section is given."""

    frame = FRAME


@pytest.fixture
def three(norte, elmer, service):
    """Schools of the ámbito: one tells both weeks, one tells one, one tells nothing."""
    services_ = [service, *(EnrolmentFactory(count=20).service for _n in range(2))]
    freeze_target(*(one.school for one in services_), at=datetime(2026, 1, 2, tzinfo=LIMA))
    tell(services_[0], elmer, FIRST, 5, 2)
    tell(services_[0], elmer, SECOND, 10, 4)
    tell(services_[1], elmer, FIRST, 0, 0, enrolled=20)
    return services_


def tell(service, by, monday, absent, uncaused, *, enrolled=10, at=EARLY):
    line = services.Line(service.pk, enrolled, absent, uncaused)
    return services.record_week(school=service.school, monday=monday, lines=[line], by=by, at=at)


def amounts(indicator, frame=FRAME):
    rows = indicator.amounts(frame).values_list("pk", "numerator_amount", "denominator_amount")
    return {pk: (top, bottom) for pk, top, bottom in rows}


def test_rates_sum_told_weeks_and_leave_the_silent_unknown(three, norte, sur):
    whole, half, silent = (one.school_id for one in three)
    with scope(sur):
        EnrolmentFactory(count=9)

    assert amounts(indicators.RATE) == {whole: (85, 100), half: (100, 100), silent: (None, None)}
    assert amounts(indicators.UNCAUSED) == {whole: (6, 100), half: (0, 100), silent: (None, None)}
    assert amounts(indicators.HANDED_IN) == {whole: (2, 2), half: (1, 2), silent: (0, 2)}
    with region_scope([norte, sur]):
        assert amounts(indicators.RATE)[whole] == (85, 100)
        assert amounts(indicators.HANDED_IN)[silent] == (0, 2)


def test_corrections_and_weeks_after_the_cut_off_do_not_change_an_older_figure(three, elmer):
    whole, half, _silent = three
    tell(whole, elmer, SECOND, 20, 5, at=CUT + timedelta(hours=1))
    tell(whole, elmer, SECOND, 30, 5, at=CUT + timedelta(hours=2))
    tell(half, elmer, SECOND, 1, 1, enrolled=20, at=CUT + timedelta(hours=1))

    assert amounts(indicators.RATE)[whole.school_id] == (85, 100)
    assert amounts(indicators.UNCAUSED)[whole.school_id] == (6, 100)
    assert amounts(indicators.HANDED_IN)[half.school_id] == (1, 2)
    between = Frame(FIRST, date(2026, 9, 12), CUT + timedelta(minutes=90))
    assert amounts(indicators.RATE, between)[whole.school_id] == (75, 100)
    later = Frame(FIRST, date(2026, 9, 12), CUT + timedelta(hours=3))
    assert amounts(indicators.RATE, later)[whole.school_id] == (65, 100)
    assert amounts(indicators.HANDED_IN, later)[half.school_id] == (2, 2)


def test_a_week_is_due_once_its_last_day_passed_and_where_there_were_classes(three, elmer):
    whole, _half, silent = (one.school for one in three)
    save_closure(
        kind="strike", reason="Paro", from_date=SECOND, to_date=SECOND + timedelta(days=4), school=silent, by=elmer
    )
    friday = Frame(FIRST, date(2026, 9, 30), EARLY)

    assert amounts(indicators.HANDED_IN)[silent.pk] == (0, 1)
    assert amounts(indicators.HANDED_IN, friday)[whole.pk] == (1, 1)


def test_without_a_calendar_nobody_knows_what_was_due(norte, friday, elmer):
    service = EnrolmentFactory(count=10).service
    freeze_target(service.school, at=datetime(2026, 1, 2, tzinfo=LIMA))
    tell(service, elmer, FIRST, 5, 1)

    assert amounts(indicators.HANDED_IN) == {service.school_id: (None, None)}
    assert amounts(indicators.RATE) == {service.school_id: (45, 50)}


def test_chronic_absence_is_what_stood_at_the_cut_off(three, elmer):
    whole, half, silent = three
    frame = Frame(date(2026, 7, 1), date(2026, 9, 12), CUT)

    def count(service, chronic, at, month=date(2026, 8, 1)):
        line = services.MonthLine(service.pk, 10, chronic)
        services.record_chronic(school=service.school, month=month, lines=[line], by=elmer, at=at)

    count(whole, 3, EARLY)
    count(whole, 2, EARLY + timedelta(hours=1))
    count(whole, 1, EARLY, month=date(2026, 7, 1))
    count(whole, 9, CUT + timedelta(hours=1))
    count(half, 4, CUT + timedelta(hours=1))

    assert amounts(indicators.CHRONIC, frame) == {
        whole.school_id: (3, 20),
        half.school_id: (None, None),
        silent.school_id: (None, None),
    }
    assert ChronicCount.objects.count() == 5


def test_the_report_says_how_much_is_known(three):
    found = report_sections.build_attendance(Report)

    assert (found["rate"], found["uncaused"]) == (92.5, 3.0)
    assert (found["told"], found["due"], found["silent_names"]) == (3, 6, [three[2].school.name])
    assert (found["chronic"], found["pupils"]) == (None, None)
