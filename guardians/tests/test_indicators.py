"""Which deliveries a guardian saw, counted by hand, and what the report prints of it."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from commitments.enums import Outcome
from commitments.services import Voice, attest, cancel
from core.strategies.indicators import Frame
from core.tenancy.scope import scope
from guardians import services
from guardians.indicators import to_schools, watched
from guardians.report_sections import build_guardians
from guardians.tests.factories import make_delivery, make_guardian, make_visit
from partners.tests.factories import ContactFactory, PartnerFactory
from schools.enums import Party
from schools.tests.factories import SchoolFactory

TODAY = date(2026, 9, 15)
DAY = timedelta(days=1)


def frame(start=TODAY - 60 * DAY, end=TODAY, at=None):
    return Frame(start, end, at or timezone.now())


def see(by, watcher, delivery, outcome=Outcome.DELIVERED):
    visit = make_visit(by, watcher, delivery.commitment.school, instalment=delivery)
    return services.tell_visit(visit=visit, by=watcher.user, outcome=outcome, seen_date=TODAY)


def test_the_share_counted_by_hand(elmer, watcher, school, colonel, rosa):
    """Five fell due: one seen whole, one seen missing, one seen by the school alone, one unseen, one cancelled."""
    whole, missing, by_school, unseen, gone = (
        make_delivery(elmer, contact=colonel, school=school, days=-number) for number in range(1, 6)
    )
    coming = make_delivery(elmer, contact=colonel, school=school, days=3)
    see(elmer, watcher, whole)
    see(elmer, watcher, missing, Outcome.NOT)
    see(elmer, watcher, gone)
    see(elmer, watcher, coming)
    attest(instalment=by_school, voice=Voice.of_user(rosa, Party.SCHOOL), outcome=Outcome.DELIVERED)
    cancel(commitment=gone.commitment, reason="Se repite", by=elmer)

    assert set(to_schools(frame())) == {whole, missing, by_school, unseen}
    assert set(watched(frame())) == {whole, missing}


def test_what_was_seen_after_the_cut_off_is_not_counted(elmer, watcher, delivery):
    before = timezone.now()
    see(elmer, watcher, delivery)
    assert (watched(frame(at=before)).count(), watched(frame()).count()) == (0, 1)


def test_nothing_due_is_no_zero(elmer, watcher, delivery):
    assert to_schools(frame(TODAY - 9 * DAY, TODAY - 8 * DAY)).count() == 0


def test_another_ugels_guardians_count_for_theirs_alone(elmer, watcher, delivery, sur, delia):
    see(elmer, watcher, delivery)
    with scope(sur):
        contact = ContactFactory(partner=PartnerFactory(created_by=delia))
        make_delivery(delia, contact=contact, school=SchoolFactory())
        assert (to_schools(frame()).count(), watched(frame()).count()) == (1, 0)
    assert (to_schools(frame()).count(), watched(frame()).count()) == (1, 1)


class Report:
    def __init__(self, ugel):
        self.ugel, self.frame = ugel, frame()


def test_the_report_counts_people_and_names_nobody(norte, elmer, watcher, school, colonel, delivery):
    other = make_delivery(elmer, contact=colonel, school=school, days=-3)
    see(elmer, watcher, delivery, Outcome.NOT)
    SchoolFactory(name="IE Sola")
    services.draw_sample(
        period_start=TODAY - 9 * DAY, period_end=TODAY, measure="count", amount=5, visit_by=TODAY, seed="7", by=elmer
    )

    told = build_guardians(Report(norte))

    assert (told["total"], told["watched"], told["guardians"], told["without"]) == (2, 1, 1, 1)
    assert [one["count"] for one in told["found"]] == [0, 0, 1]
    assert told["samples"] == [
        {
            "name": "Muestra N.º 1",
            "period": "06/09/2026 – 15/09/2026",
            "seed": "7",
            "chosen": 1,
            "total": 1,
            "apart": 0,
        }
    ]
    assert "Gino" not in str(told) and other.commitment.what not in str(told)


def test_who_ended_after_the_period_counts_for_it(norte, elmer, watcher, school):
    def told(last):
        found = build_guardians(SimpleNamespace(frame=frame(end=last)))
        return found["guardians"], found["without"]

    services.end(guardian=watcher, reason="Se mudó", by=elmer)

    assert (told(TODAY - DAY), told(TODAY)) == ((1, 0), (0, 1))


@pytest.mark.parametrize("guardians", [0, 1])
def test_an_empty_year_is_said(norte, elmer, code, guardians):
    if guardians:
        make_guardian(elmer, schools=[SchoolFactory()])
    told = build_guardians(Report(norte))
    assert (told["total"], told["guardians"], told["samples"]) == (0, guardians, [])
