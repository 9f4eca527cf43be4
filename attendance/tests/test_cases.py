"""A case from its opening to its end, and the wall around its names that no page can go around."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from attendance import selectors, services
from attendance.enums import CaseState, Forgotten, Met, Outcome, Step
from attendance.models import Case, CaseLook, CaseName, CaseNote, CaseWorker
from attendance.tests.factories import NAMES, bring_back, make_case
from core.accounts.enums import Role
from core.notifications.models import Message
from core.strategies import settings as rules
from core.tenancy.errors import NoTenant
from core.tenancy.scope import as_caretaker, reading_as, scope
from schools.models import SchoolStaff
from schools.tests.factories import EnrolmentFactory
from tests.world import make_person

BACK = date(2026, 8, 17)
ROOT = Path(__file__).resolve().parents[2]


def names_read_by(person, case, day=None):
    with reading_as(person, day or timezone.localdate()):
        return CaseName.objects.filter(case=case).count()


def test_a_case_is_visited_planned_followed_and_closed_by_the_rule(case, rosa):
    visit = services.record_visit(case=case, day=BACK, met=Met.FAMILY, said="Wayra ya va a la cuna", by=rosa)
    step = services.add_step(case=case, kind=Step.SEAT, due_date=date(2026, 9, 30), by=rosa)
    assert [one.pk for one in selectors.steps_due(rosa, date(2026, 9, 1), date(2026, 9, 30))] == [step.pk]
    services.mark_step(step=step, is_done=True, by=rosa)
    with pytest.raises(services.NotReturned):
        services.close_case(case=case, outcome=Outcome.BACK, by=rosa)
    bring_back(case, rosa, day=BACK, weeks=3)
    with pytest.raises(services.NotYetKept):
        services.close_case(case=case, outcome=Outcome.BACK, by=rosa)
    services.follow_week(case=case, monday=date(2026, 9, 9), attended=5, days=5, by=rosa)

    closed = services.close_case(case=case, outcome=Outcome.BACK, by=rosa)

    assert (closed.status, closed.rule_version, closed.rule_percent, closed.rule_weeks) == ("closed", 1, 80, 4)
    assert services.look(case=case, by=rosa).said == {visit.pk: "Wayra ya va a la cuna"}
    assert list(selectors.steps_due(rosa, date(2026, 9, 1), date(2026, 9, 30))) == []
    assert selectors.names_until(closed) == date(2027, 9, 18)


def test_the_numbers_of_the_rule_are_the_ugels(case, rosa):
    rules.change(name="attendance.rescue_weeks", new_value=2)
    rules.change(name="attendance.rescue_percent", new_value=60)
    bring_back(case, rosa, day=BACK, weeks=2, attended=3)

    closed = services.close_case(case=case, outcome=Outcome.BACK, by=rosa)

    assert (closed.rule_percent, closed.rule_weeks) == (60, 2)


def test_what_cannot_be_is_refused(case, rosa):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(services.StillToCome):
        services.record_visit(case=case, day=tomorrow, met=Met.NOBODY, by=rosa)
    with pytest.raises(services.StillToCome):
        services.say_back(case=case, day=tomorrow, by=rosa)
    with pytest.raises(services.NotReturned):
        services.follow_week(case=case, monday=BACK, attended=1, days=5, by=rosa)
    services.say_back(case=case, day=BACK, by=rosa)
    with pytest.raises(services.MoreThanTaught):
        services.follow_week(case=case, monday=BACK, attended=6, days=5, by=rosa)


def test_closed_too_early_it_is_opened_again(case, rosa):
    services.close_case(case=case, outcome=Outcome.NOT_FOUND, by=rosa)
    with pytest.raises(services.CaseClosed):
        services.record_visit(case=case, day=BACK, met=Met.NOBODY, by=rosa)

    again = services.reopen_case(case=case, by=rosa)

    assert (again.status, again.outcome, again.closed_at) == (CaseState.FOLLOWED, "", None)
    assert services.reopen_case(case=again, by=rosa).status == CaseState.FOLLOWED


def test_opened_by_error_it_loses_its_names_at_once(case, rosa):
    services.record_visit(case=case, day=BACK, met=Met.FAMILY, said="No es de aquí", by=rosa)
    services.close_case(case=case, outcome=Outcome.ERROR, by=rosa)

    with as_caretaker():
        assert (CaseName.objects.count(), CaseNote.objects.count()) == (0, 0)
    assert Case.objects.get().names_gone_why == Forgotten.ERROR
    with pytest.raises(services.NamesGone):
        services.reopen_case(case=case, by=rosa)
    with pytest.raises(services.NothingToKeep):
        services.correct_words(case=case, words=NAMES, by=rosa)
    with pytest.raises(services.AlreadyGone):
        services.forget(case=case, why=Forgotten.ASKED, by=rosa)


def test_cases_are_numbered_in_their_school(case, rosa, elmer):
    second = make_case(case.school, rosa)
    elsewhere = make_case(EnrolmentFactory(count=10).service.school, elmer)

    assert (case.number, second.number, elsewhere.number) == (1, 2, 1)
    assert [one.user for one in CaseWorker.objects.all()] == [elmer]


def test_the_database_gives_names_to_nobody_but_the_people_of_the_case(case, rosa, elmer, hilda, ana, gino, raul, olga):
    outsiders = {"elmer": elmer, "hilda": hilda, "ana": ana, "gino": gino, "raul": raul, "olga": olga, "nobody": None}
    outsiders["colleague"] = make_person("julio", Role.SCHOOL_MEMBER, ugel=case.ugel)
    SchoolStaff.objects.create(school=case.school, user=outsiders["colleague"])
    outsiders["witness"] = make_person("wari", Role.GUARDIAN, ugel=case.ugel)
    SchoolStaff.objects.create(school=case.school, user=outsiders["witness"], kind="witness")

    assert CaseName.objects.count() == 0
    assert {name: names_read_by(person, case) for name, person in outsiders.items()} == dict.fromkeys(outsiders, 0)
    assert names_read_by(rosa, case) == 1
    assert services.look(case=case, by=hilda) is None
    assert CaseLook.objects.count() == 0
    with reading_as(hilda, timezone.localdate()):
        assert CaseName.objects.update(key="x") == 0
        assert CaseName.objects.all().delete()[0] == 0


def test_nobody_else_writes_a_name_either(case, hilda):
    other = CaseName(case=case)
    other.put(NAMES)
    refused = pytest.raises(DatabaseError, match="row-level security")
    with refused, transaction.atomic(), reading_as(hilda, timezone.localdate()):
        other.save()
    assert names_read_by(hilda, case) == 0


def test_whoever_heads_the_school_reads_only_while_they_do(case, rosa):
    SchoolStaff.objects.filter(user=rosa).update(from_date=date(2026, 9, 1), to_date=date(2026, 9, 10))

    assert names_read_by(rosa, case, date(2026, 9, 10)) == 1
    assert (names_read_by(rosa, case, date(2026, 8, 31)), names_read_by(rosa, case)) == (0, 0)
    assert list(selectors.cases_of(rosa)) == []


def test_a_case_is_given_and_taken_back_and_they_are_told_without_a_name(case, rosa, ana, raul):
    worker = services.give(case=case, user=ana, by=rosa)

    assert services.look(case=case, by=ana).names == "Quilla"
    assert list(selectors.cases_of(ana)) == [case]
    (told,) = Message.objects.filter(kind="attendance.case_given")
    assert (told.path, told.channel) == ("/asistencia/casos/", "mail")
    assert [word in told.body for word in ("Quilla", case.school.name)] == [False, False]
    with pytest.raises(services.NotForThem):
        services.give(case=case, user=ana, by=rosa)
    with pytest.raises(services.NotForThem):
        services.give(case=case, user=raul, by=rosa)

    services.take_back(worker=worker, by=rosa)

    assert services.look(case=case, by=ana) is None
    assert list(selectors.cases_of(ana)) == []


def test_a_refusal_inside_leaves_the_wall_shut(case, rosa, hilda):
    with pytest.raises(services.StillToCome), reading_as(rosa, timezone.localdate()):
        raise services.StillToCome
    assert CaseName.objects.count() == 0
    with reading_as(rosa, timezone.localdate()):
        with reading_as(hilda, timezone.localdate()):
            assert CaseName.objects.count() == 0
        assert CaseName.objects.count() == 1


def test_without_a_scope_nobody_is_named_to_the_wall(norte_closed, db):
    with pytest.raises(NoTenant), as_caretaker():
        pass
    with scope(norte_closed), as_caretaker():
        assert CaseName.objects.count() == 0


def test_every_look_stays_written(case, rosa):
    services.look(case=case, by=rosa)

    assert [(one.user, one.get_what_display()) for one in selectors.looks_of(case)] == [(rosa, "Abrió el caso")]
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseLook.objects.all().delete()


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (r"\breading_as\(", {"core/tenancy/scope.py", "attendance/services/looking.py"}),
        (r"\bas_caretaker\(", {"core/tenancy/scope.py", "attendance/services/forgetting.py"}),
        (
            r"\bCaseN(ame|ote)\b.*objects|\bunseal_name\(",
            {"attendance/services/looking.py", "attendance/models/sealed.py"},
        ),
    ],
)
def test_the_doors_to_names_are_used_where_they_are_watched(words, allowed):
    """Whoever needs a name asks `services.look`, which writes it down."""
    sources = [path for path in ROOT.glob("[a-z]*/**/*.py") if not {"tests", "var", "migrations"} & set(path.parts)]

    found = {str(path.relative_to(ROOT)) for path in sources if re.search(words, path.read_text(encoding="utf-8"))}

    assert found - {"core/access/sealing.py"} == allowed
