"""How long names are kept, and with which key."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from attendance import services
from attendance.enums import Forgotten, Met, Outcome
from attendance.models import Case, CaseFollowWeek, CaseName, CaseNote, CaseVisit
from attendance.tasks import keep_cases
from attendance.tests.conftest import TODAY
from attendance.tests.factories import NAMES, bring_back, make_case
from core.access.sealing import name_key
from core.strategies import settings as rules
from core.tenancy.scope import as_caretaker

OLD, NEW = "an old key that was long enough " * 2, "a new key that is long enough " * 2
DAY = TODAY.date()


class Run:
    def __init__(self, ugel):
        self.ugel = ugel


def sealed():
    with as_caretaker():
        return CaseName.objects.count(), CaseNote.objects.count()


def test_names_of_closed_cases_go_after_their_time_and_the_counts_stay(case, rosa, norte):
    rules.change(name="attendance.case_keep_days", new_value=30)
    make_case(case.school, rosa)
    services.record_visit(case=case, day=DAY, met=Met.FAMILY, said="Volverá el lunes", by=rosa)
    bring_back(case, rosa, day=DAY - timedelta(weeks=4))
    services.close_case(case=case, outcome=Outcome.BACK, by=rosa)

    with time_machine.travel(TODAY + timedelta(days=30)):
        assert keep_cases(Run(norte)) is None
        assert sealed() == (2, 1)
    with time_machine.travel(TODAY + timedelta(days=31)):
        keep_cases(Run(norte))
        keep_cases(Run(norte))
        assert services.look(case=case, by=rosa) is None

    assert sealed() == (1, 0)
    case.refresh_from_db()
    assert (case.names_gone_why, case.outcome) == (Forgotten.EXPIRED, Outcome.BACK)
    assert (CaseVisit.objects.count(), CaseFollowWeek.objects.count(), Case.objects.count()) == (1, 4, 2)


def test_names_go_earlier_when_the_family_asks(case, rosa):
    services.forget(case=case, why=Forgotten.ASKED, by=rosa)

    assert sealed() == (0, 0)
    visit = services.record_visit(case=case, day=DAY, met=Met.FAMILY, said="No se guarda", by=rosa)
    assert (visit.pk is not None, sealed()) == (True, (0, 0))


def raw():
    """What stands in the table itself."""
    with as_caretaker(), connection.cursor() as cursor:
        cursor.execute("SELECT sealed::text FROM attendance_casename")
        return [row[0] for row in cursor.fetchall()]


def test_keys_are_renewed_batch_by_batch_and_the_old_one_may_leave(service, rosa, settings, capsys):
    settings.CASE_KEYS = [OLD]
    cases = [make_case(service.school, rosa) for _n in range(3)]
    services.record_visit(case=cases[0], day=DAY, met=Met.FAMILY, said="Mañana vuelve", by=rosa)
    before = raw()

    settings.CASE_KEYS = [NEW, OLD]
    assert services.look(case=cases[2], by=rosa).names == "Quilla"
    assert services.seal_again(batch=2) == 2
    with as_caretaker():
        assert CaseName.objects.filter(key=name_key()).count() == 2
    call_command("rotate_case_keys")
    assert "2 rows sealed anew" in capsys.readouterr().out
    call_command("rotate_case_keys", ugel=service.ugel.code)
    assert "0 rows sealed anew" in capsys.readouterr().out

    settings.CASE_KEYS = [NEW]
    assert services.look(case=cases[0], by=rosa).said != {}
    assert services.look(case=cases[2], by=rosa).contact == NAMES["contact"]
    assert not set(before) & set(raw())


def test_a_key_that_left_too_early_is_named(case, settings):
    settings.CASE_KEYS = [NEW]

    with pytest.raises(CommandError, match="Put it back, last"):
        call_command("rotate_case_keys")
