"""Two people tell one week or one month at once: the second reads what the first said, and nobody's word is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance import services
from attendance.enums import Outcome
from attendance.models import ChronicCount, WeekChange, WeekCount
from attendance.selectors import last_month, monday_of
from attendance.tests.factories import make_case
from core.accounts.enums import Role
from core.audit.models import Entry
from core.tenancy.errors import DomainError
from core.tenancy.scope import scope
from schools.tests.factories import EnrolmentFactory
from tests.races import at_once
from tests.world import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def village(norte_closed):
    """Ten pupils, a specialist, and a week that is over on any day; races happen on the clock of the machine."""
    with scope(norte_closed):
        return EnrolmentFactory(count=10).service, make_person("elmer", Role.UGEL_SPECIALIST, ugel=norte_closed)


def test_a_week_told_by_two_who_saw_nothing_is_told_once(norte_closed, village):
    service, elmer = village
    monday = monday_of(timezone.localdate()) - timedelta(days=7)

    def tell(absent):
        lines = [services.Line(service.pk, 10, absent, 0)]
        return lambda: services.record_week(school=service.school, monday=monday, lines=lines, seen="", by=elmer)

    met = at_once(norte_closed, tell(3), tell(7))

    (refusal,) = [one for one in met if isinstance(one, DomainError)]
    with scope(norte_closed):
        week = WeekCount.objects.get()
        assert f"ya contó esta semana: {week.absent_days} inasistencias" in str(refusal)
        assert (week.lines.get().absent_days, WeekChange.objects.exists()) == (week.absent_days, False)


def test_a_month_counted_by_two_who_saw_nothing_is_counted_once(norte_closed, village):
    service, elmer = village
    month = last_month()

    def count(chronic):
        lines = [services.MonthLine(service.pk, 10, chronic)]
        return lambda: services.record_chronic(school=service.school, month=month, lines=lines, seen=0, by=elmer)

    met = at_once(norte_closed, count(2), count(4))

    assert sum(isinstance(one, DomainError) for one in met) == 1
    with scope(norte_closed):
        assert ChronicCount.objects.count() == 1


def test_a_case_closed_by_two_is_closed_once(norte_closed, village):
    service, elmer = village
    with scope(norte_closed):
        case = make_case(service.school, elmer)

    def close(outcome):
        return lambda: services.close_case(case=case, outcome=outcome, by=elmer)

    met = at_once(norte_closed, close(Outcome.MOVED), close(Outcome.NOT_FOUND))

    (refusal,) = [one for one in met if isinstance(one, DomainError)]
    assert isinstance(refusal, services.CaseClosed)
    with scope(norte_closed):
        assert Entry.objects.filter(verb="attendance.case_closed").count() == 1


def test_a_case_given_twice_at_once_is_given_once(norte_closed, village):
    service, elmer = village
    with scope(norte_closed):
        case = make_case(service.school, elmer)
        ana = make_person("ana", Role.CASE_WORKER, ugel=norte_closed)

    def give():
        return services.give(case=case, user=ana, by=elmer)

    met = at_once(norte_closed, give, give)

    assert sum(isinstance(one, DomainError) for one in met) == 1


def test_cases_opened_at_once_have_numbers_of_their_own(norte_closed, village):
    service, elmer = village

    def opened():
        return make_case(service.school, elmer).number

    assert sorted(at_once(norte_closed, opened, opened)) == [1, 2]
