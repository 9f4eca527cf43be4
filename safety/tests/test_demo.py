from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.accounts.enums import Role
from core.audit.models import Entry
from core.files.models import StoredFile
from core.strategies.demo import Demo
from core.strategies.indicators import Frame
from core.tenancy.scope import scope
from safety import demo
from safety.demo.pictures import SCENES, picture
from safety.demo.profiles import Outcome, outcomes
from safety.indicators import SCHOOLS_IMPROVED
from safety.models import Check
from schools.tests.factories import SchoolFactory, freeze_target
from tests.world import make_person


def load(ugel, *, schools, today):
    roles = {
        "head": Role.UGEL_HEAD,
        "specialist": Role.UGEL_SPECIALIST,
        "specialist_2": Role.UGEL_SPECIALIST,
        "director": Role.SCHOOL_HEAD,
    }
    people = {key: make_person(f"{key}.demo", role, ugel=ugel) for key, role in roles.items()}
    with scope(ugel):
        freeze_target(*SchoolFactory.create_batch(schools), year=today.year, at=timezone.now() - timedelta(days=1))
    filled = Demo(ugel=ugel, people=people, today=today, say=lambda words: None)
    demo.load(filled)
    return filled


def test_each_school_has_a_year_of_history_in_order(norte_closed):
    today = timezone.localdate()
    load(norte_closed, schools=4, today=today)
    with scope(norte_closed):
        entries = list(Entry.objects.filter(verb__startswith="safety.").order_by("subject_id", "at", "id"))
    order = ["safety.check_planned", "safety.check_started", "safety.check_submitted", "safety.check_verified"]
    of_check = {}
    for entry in entries:
        of_check.setdefault(entry.subject_id, []).append(entry)
    verified = [rows for rows in of_check.values() if rows[-1].verb == "safety.check_verified"]
    for rows in verified:
        assert [row.verb for row in rows] in (order, ["safety.check_declared", order[-1]])
        assert rows[0].at < rows[-1].at
    years = {timezone.localdate(rows[-1].at).year for rows in verified}
    assert {today.year - 1, today.year} <= years


def parts(today):
    frame = Frame(date(today.year, 1, 1), date(today.year, 12, 31), timezone.now())
    apart = {key: rows(frame).count() for key, (_label, rows) in SCHOOLS_IMPROVED.apart.items()}
    return {"improved": SCHOOLS_IMPROVED.achieved(frame).count(), **apart}


def test_of_28_schools_21_improve():
    plan = outcomes(28)
    assert (len(plan), plan.count(Outcome.IMPROVED)) == (28, 21)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2027, 2, 10)])
def test_demo_says_its_sentence_in_any_season_and_only_once(norte_closed, time_machine, day):
    time_machine.move_to(timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 10)))
    filled = load(norte_closed, schools=9, today=day)
    with scope(norte_closed):
        assert parts(day) == {
            "improved": 2,
            "worse": 2,
            "unchanged": 2,
            "not_verified": 1,
            "not_evaluated": 2,
            "never_checked": 0,
        }
        before = (Check.objects.count(), StoredFile.objects.count())
        assert not Check.objects.filter(visited_date__gt=day).exists()
    demo.load(filled)
    with scope(norte_closed):
        assert (Check.objects.count(), StoredFile.objects.count()) == before


@pytest.mark.parametrize("code", sorted(SCENES))
def test_pictures_tell_good_from_bad_and_are_the_same_each_time(code):
    good, again, bad = (picture(code, value, "990001").read() for value in (2, 2, 0))
    assert good[:2] == b"\xff\xd8"
    assert (good == again, good == bad) == (True, False)
