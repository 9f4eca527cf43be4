"""What people of a case see and do on its pages, and that nobody else's page, file or search knows a name."""

import re

import pytest
from django.db import connection
from django.utils import timezone

from attendance import services
from attendance.enums import Met
from attendance.models import Case, CaseLook, CaseName
from attendance.selectors import looks_of
from attendance.tests.factories import NAMES, make_case
from core.accounts.enums import Role
from core.audit.services import record
from core.tenancy.scope import as_caretaker
from schools.models import SchoolStaff
from schools.tests.factories import ServiceFactory
from tests.queries import queries_of
from tests.world import make_person

SENTINEL = {"names": "Xilonén", "contact": "Xochitlalpan 000111222", "notes": "Xoloitzcuintle en casa"}
OPENED = {"source": "peer", "causes": ["work", "peers"], "sex": "girl", "grade_band": "primary_high", **SENTINEL}


def text(answer):
    return answer.content.decode()


def send(visit, person, name, *args, **data):
    return visit(person, f"attendance:case_{name}", *args, method="post", data=data)


def test_a_director_opens_a_case_and_its_page_says_who_looked(rosa, service, visit):
    asked = text(visit(rosa, "attendance:case_open", service.school_id))
    assert asked.index("Antes de escribir un nombre") < asked.index('name="names"')
    assert "365 días después de cerrar el caso se borra solo" in asked
    assert 'data-draft="no"' in asked
    assert 'data-plain="yes"' in asked
    answer = send(visit, rosa, "open", service.school_id, **OPENED)
    case = Case.objects.get()

    opened = visit(rosa, "attendance:case_detail", case.pk)
    page = text(opened)

    assert "no-store" in opened["Cache-Control"]
    assert answer["Location"].endswith(case.get_absolute_url())
    assert [word in page for word in SENTINEL.values()] == [True, True, True]
    assert "Rosa Quispe" in page.split("Quién leyó los nombres")[1]
    assert [one.user for one in looks_of(case)] == [rosa]
    assert re.search(r"<title>.*Xilon", page) is None
    assert (case.number, case.causes, case.grade_band) == (1, ["work", "peers"], "primary_high")
    assert case.service == service


def test_a_school_of_two_levels_is_asked_which(rosa, service, visit):
    other = ServiceFactory(school=service.school, level="F0")
    assert 'name="service"' in text(visit(rosa, "attendance:case_open", service.school_id))

    send(visit, rosa, "open", service.school_id, **OPENED, service=other.pk)
    send(visit, rosa, "open", service.school_id, **OPENED)

    assert [one.service for one in Case.objects.order_by("number")] == [other, None]


def test_a_form_that_is_not_whole_is_said(rosa, service, visit):
    answer = send(visit, rosa, "open", service.school_id, **{**OPENED, "names": "", "causes": []})

    assert (answer.status_code, Case.objects.count()) == (422, 0)


def test_everything_is_done_on_the_case_and_undone(case, rosa, ana, visit):
    pk = case.pk
    assert send(visit, rosa, "visit", pk, day="2026-09-17", met="family", said="Volverá el lunes").status_code == 302
    send(visit, rosa, "step", pk, kind="meals", due_date="2026-09-30")
    step = case.steps.get()
    send(visit, rosa, "step_mark", pk, step.pk)
    assert case.steps.get().done_date == timezone.localdate()
    send(visit, rosa, "step_mark", pk, step.pk)
    assert case.steps.get().done_date is None
    send(visit, rosa, "return", pk, day="2026-09-14")
    send(visit, rosa, "week", pk, monday="2026-09-16", attended="4", days="5")
    refused = send(visit, rosa, "close", pk, outcome="back")
    assert (refused.status_code, "faltan semanas seguidas" in text(refused)) == (422, True)
    send(visit, rosa, "give", pk, user=ana.pk)
    page = text(visit(ana, "attendance:case_detail", pk))
    assert [word in page for word in ("Volverá el lunes", "asistió 4 de 5 días", "Alimentación")] == [True, True, True]
    send(visit, ana, "correct", pk, **{**SENTINEL, "names": "Yatzil"})
    assert "Yatzil" in text(visit(rosa, "attendance:case_detail", pk))
    send(visit, rosa, "close", pk, outcome="moved")
    send(visit, rosa, "reopen", pk)
    assert Case.objects.get().state == "followed"
    send(visit, rosa, "forget", pk, why="asked")
    page = text(visit(rosa, "attendance:case_detail", pk))
    assert ("Lo pidió la familia" in page, "Yatzil" in page) == (True, False)


def test_who_carries_a_case_leaves_it_and_reads_no_more(case, rosa, ana, visit):
    worker = services.give(case=case, user=ana, by=rosa)
    other = services.give(case=case, user=make_person("luz", Role.CASE_WORKER, ugel=case.ugel), by=rosa)

    assert send(visit, ana, "take_back", case.pk, other.pk).status_code == 403
    assert send(visit, ana, "take_back", case.pk, worker.pk)["Location"].endswith("/asistencia/casos/")
    assert visit(ana, "attendance:case_detail", case.pk).status_code == 404


@pytest.fixture
def everybody(case, rosa, hilda, elmer, gino, ana, raul, olga, delia):
    """Everyone who is not of the case, colleagues and witnesses of its school among them."""
    julio = make_person("julio", Role.SCHOOL_MEMBER, ugel=case.ugel)
    SchoolStaff.objects.create(school=case.school, user=julio)
    SchoolStaff.objects.create(school=case.school, user=gino, kind="witness")
    return [hilda, elmer, gino, ana, raul, olga, delia, julio]


NAMED_NOWHERE = [
    ("home", []),
    ("search", []),
    ("attendance:school_list", []),
    ("attendance:case_list", []),
    ("attendance:case_counts", []),
    ("attendance:school_attendance", ["school"]),
    ("schools:school_detail", ["school"]),
    ("schools:school_story", ["school"]),
    ("people_list", []),
    ("jobs:job_list", []),
    ("notifications:notice_list", []),
    ("schools:export_csv", []),
]


def test_no_page_of_anybody_else_knows_a_name_or_the_case(service, rosa, everybody, visit):
    case = make_case(service.school, rosa, words=SENTINEL)
    services.record_visit(case=case, day=timezone.localdate(), met=Met.FAMILY, said="Xipe", by=rosa)
    CaseLook.objects.count()
    for person in everybody:
        for name, needs in NAMED_NOWHERE:
            answer = visit(person, name, *([service.school_id] if needs else []), query="q=Xil")
            body = b"".join(answer.streaming_content).decode() if answer.streaming else text(answer)
            found = [word for word in (*SENTINEL.values(), "Xipe", str(case)) if word in body]
            assert (str(person), name, found) == (str(person), name, [])
        for name in ("detail", "correct", "visit", "close", "give", "forget"):
            assert visit(person, f"attendance:case_{name}", case.pk).status_code in (403, 404)
    assert not CaseLook.objects.exists()


TEXTS = """
SELECT table_name, quote_ident(column_name), data_type FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')
"""


def swept(words: str) -> tuple[list, int]:
    """The columns of the whole database in which these words stand, and how many values were read."""
    found, read = [], 0
    with as_caretaker(), connection.cursor() as cursor:
        cursor.execute(TEXTS)
        for table, column, kind in cursor.fetchall():
            shown = f"encode({column}, 'escape')" if kind == "bytea" else f"{column}::text"
            cursor.execute(f'SELECT count(*), count(*) FILTER (WHERE {shown} ~ %s) FROM "{table}"', [words])  # noqa: S608
            rows, hits = cursor.fetchone()
            read += rows
            found += [(table, column)] * bool(hits)
    return found, read


def test_no_column_no_file_no_message_keeps_a_name(service, rosa, ana, visit, settings, caplog, tmp_path):
    """Everything of a case is done on its pages; then every text of every table and every file is read."""
    settings.MEDIA_ROOT = tmp_path
    with caplog.at_level("DEBUG"):
        send(visit, rosa, "open", service.school_id, **OPENED)
        case = Case.objects.get()
        send(visit, rosa, "visit", case.pk, day="2026-09-17", met="family", said="Xipe vuelve")
        send(visit, rosa, "give", case.pk, user=ana.pk)
        send(visit, rosa, "correct", case.pk, **{**SENTINEL, "notes": "Xoloitzcuintle"})
        visit(ana, "attendance:case_detail", case.pk)
        visit(ana, "home")
        send(visit, rosa, "close", case.pk, outcome="not_found")
    assert "Xilon" not in caplog.text
    found, read = swept("Xilon|Xochi|Xolo|Xipe")
    assert found == []
    assert read > 100
    with as_caretaker():
        assert CaseName.objects.get().words()["names"] == "Xilonén"
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"Xil" in path.read_bytes()] == []


def test_the_sweep_would_find_a_name(case):
    """It is no check that cannot fail: a name put where it may not be is seen, and so is one that is not sealed."""
    record("attendance.case_opened", case, by=None, data_of="Xilonen")
    with as_caretaker():
        CaseName.objects.update(sealed=b"Xilonen")

    assert sorted(swept("Xilon")[0]) == [("attendance_casename", "sealed"), ("audit_entry", "data")]


def test_questions_do_not_grow(case, rosa, norte):
    before = [len(queries_of(rosa, name, *args, ugel=norte)) for name, args in pages(case)]
    for _n in range(4):
        make_case(case.school, rosa)
        services.record_visit(case=case, day=timezone.localdate(), met=Met.FAMILY, said="Otra vez", by=rosa)
        services.add_step(case=case, kind="seat", due_date=timezone.localdate(), by=rosa)

    assert [len(queries_of(rosa, name, *args, ugel=norte)) for name, args in pages(case)] == before


def pages(case):
    return [
        ("attendance:case_list", []),
        ("attendance:case_counts", []),
        ("attendance:case_detail", [case.pk]),
        ("home", []),
    ]


def test_the_agenda_and_the_card_of_home_name_the_case_and_nobody(case, rosa, elmer, visit):
    services.give(case=case, user=elmer, by=rosa)
    services.add_step(case=case, kind="seat", due_date=timezone.localdate(), by=rosa)

    agenda, card = text(visit(elmer, "home")), text(visit(rosa, "home"))

    assert f"Un asiento en el transporte · {case}" in agenda
    assert "Un asiento en el transporte, hasta el 18/09/2026" in card
    assert NAMES["names"] not in agenda + card
