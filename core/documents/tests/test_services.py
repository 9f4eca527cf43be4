import threading

import pytest
from django.db import IntegrityError, connection, transaction

from core.audit.models import Entry
from core.documents.enums import DocumentState, DocumentType
from core.documents.models import Document
from core.documents.selectors import document_by_code, letterhead
from core.documents.services import (
    AlreadySuperseded,
    attach_file,
    canonical_json,
    issue,
    record_year_name,
    sha256_of,
)
from core.tenancy.ids import CODE_ALPHABET
from core.tenancy.scope import scope
from tests.world import make_person

SHA = "a" * 64


def issue_report(by, **changes):
    values = {"document_type": DocumentType.REPORT, "title": "Informe de logros 2026", "snapshot_sha256": SHA, "by": by}
    return issue(**{**values, **changes})


@pytest.fixture
def november(time_machine):
    # Half past seven in the evening in Lima: the next day in Greenwich, and the next year.
    time_machine.move_to("2027-01-01T00:30:00Z", tick=False)


def test_issue_numbers_by_type_and_the_ugels_own_year(norte, hilda, november):
    papers = [
        issue_report(hilda),
        issue_report(hilda),
        issue_report(hilda, document_type=DocumentType.ACTA),
    ]

    assert [(d.type, d.year, d.number) for d in papers] == [("report", 2026, 1), ("report", 2026, 2), ("acta", 2026, 1)]
    assert str(papers[1]) == "Informe de logros N.º 002-2026"
    assert f"{papers[0].issued_date:%d/%m/%Y}" == "31/12/2026"
    assert [e.verb for e in Entry.objects.of(papers[0])] == ["documents.document_issued"]


def test_numbers_of_two_ugels_are_their_own(norte, sur, hilda):
    issue_report(hilda)
    with scope(sur):
        assert issue_report(hilda).number == 1


def test_rollback_gives_the_number_back(norte, hilda):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        issue_report(hilda)
        raise ZeroDivisionError

    assert issue_report(hilda).number == 1


def test_public_code_is_unguessable_and_says_nothing(norte, hilda):
    codes = {issue_report(hilda).public_code for _ in range(20)}

    assert len(codes) == 20
    assert {len(code) for code in codes} == {12}
    assert set("".join(codes)) <= set(CODE_ALPHABET)
    assert len({code[:2] for code in codes}) > 10


def test_document_is_found_by_its_code_however_typed(norte, sur, hilda):
    paper = issue_report(hilda)

    assert document_by_code(f" {paper.printed_code.lower()} ") == paper
    assert document_by_code("AAAA") is None
    with scope(sur):
        assert document_by_code(paper.public_code) is None


def test_later_paper_supersedes_the_first_once(norte, hilda):
    first = issue_report(hilda)
    second = issue_report(hilda, supersedes=[first])

    first.refresh_from_db()
    assert (first.state, first.superseded_by) == (DocumentState.SUPERSEDED, second)
    with pytest.raises(AlreadySuperseded):
        issue_report(hilda, supersedes=[first])


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Otro título"},
        {"number": 9},
        {"snapshot_sha256": "b" * 64},
        {"file_sha256": "c" * 64},
        {"file_key": "other.pdf"},
        {"is_sealed": True},
        {"amends_id": None, "suffix": "X"},
        {"public_code": "222222222222"},
    ],
)
def test_database_refuses_to_change_an_issued_paper(norte, hilda, change):
    paper = issue_report(hilda)
    attach_file(document=paper, key="k/b.pdf", size=9, file_sha256="b" * 64)

    with pytest.raises(IntegrityError, match="is issued"), transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(**change)


def test_database_refuses_to_delete_or_revive_a_paper(norte, hilda):
    first = issue_report(hilda)
    issue_report(hilda, supersedes=[first])

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=first.pk).update(state=DocumentState.ISSUED, superseded_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=first.pk).delete()


def test_file_hash_is_written_once(norte, hilda):
    paper = issue_report(hilda)
    attach_file(document=paper, key="k/b.pdf", size=9, file_sha256="b" * 64)
    attach_file(document=paper, key="k/c.pdf", size=9, file_sha256="c" * 64)

    paper.refresh_from_db()
    assert (paper.file_sha256, paper.file_key) == ("b" * 64, "k/b.pdf")


def test_canonical_json_has_one_spelling():
    assert canonical_json({"b": [1, "ñ"], "a": None}) == '{"a":null,"b":[1,"ñ"]}'
    assert canonical_json({"a": None, "b": [1, "ñ"]}) == canonical_json({"b": [1, "ñ"], "a": None})
    assert sha256_of("ñ") == sha256_of("ñ".encode())


def test_letterhead_prefers_the_ugels_own_name_of_the_year(norte, hilda):
    assert letterhead(2026).year_name == "Año de la Esperanza y Fortalecimiento de la Democracia"
    assert letterhead(1999).year_name == ""
    record_year_name(year=2026, name="«Año de las Escuelas»", by=hilda)

    head = letterhead(2026)
    assert (head.ugel, head.region, head.year_name) == ("UGEL Norte", "DRE Tacna", "Año de las Escuelas")


@pytest.mark.django_db(transaction=True)
def test_ten_people_who_issue_at_once_get_ten_numbers_without_gaps(norte_closed):
    hilda = make_person("hilda", "ugel_head", ugel=norte_closed)
    start, numbers = threading.Barrier(10), []

    def press():
        try:
            start.wait()
            with scope(norte_closed):
                numbers.append(issue_report(hilda).number)
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(10)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert sorted(numbers) == list(range(1, 11))


@pytest.mark.django_db(transaction=True)
def test_two_people_who_supersede_at_once_leave_one_successor(norte_closed):
    hilda = make_person("hilda", "ugel_head", ugel=norte_closed)
    with scope(norte_closed):
        first = issue_report(hilda)
    start, outcomes = threading.Barrier(2), []

    def press():
        try:
            start.wait()
            with scope(norte_closed):
                issue_report(hilda, supersedes=[first])
            outcomes.append("issued")
        except AlreadySuperseded:
            outcomes.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=press) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert sorted(outcomes) == ["issued", "refused"]
    with scope(norte_closed):
        assert Document.objects.filter(state=DocumentState.ISSUED).count() == 1
        assert Document.objects.count() == 2
