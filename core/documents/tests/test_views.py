import pytest

from core.documents.enums import DocumentType
from core.documents.services import attach_file, issue

SNAPSHOT, FILE = "a1" * 32, "b2" * 32


@pytest.fixture
def paper(norte, hilda):
    return issue(document_type=DocumentType.REPORT, title="Informe de logros 2026", snapshot_sha256=SNAPSHOT, by=hilda)


def test_anyone_may_check_a_paper(visit, paper):
    attach_file(document=paper, key="k.pdf", size=9, file_sha256=FILE)

    page = visit(None, "documents:document_verify", paper.printed_code)

    text = page.content.decode().replace("<wbr>", "")
    assert page.status_code == 200
    for said in ("Este documento está vigente", f"Informe de logros {paper.label}", "UGEL Norte", SNAPSHOT, FILE):
        assert said in text
    assert "Hilda" not in text


def test_superseded_paper_names_the_current_one(visit, paper, hilda):
    later = issue(
        document_type=DocumentType.REPORT, title="Otro", snapshot_sha256=SNAPSHOT, by=hilda, supersedes=[paper]
    )

    text = visit(None, "documents:document_verify", paper.public_code).content.decode()

    assert "Este documento fue reemplazado" in text
    assert f"/230008/v/{later.printed_code}/" in text


def test_wrong_code_and_another_ugels_code_are_both_unknown(visit, paper, sur):
    wrong = visit(None, "documents:document_verify", "2222-2222-2222")
    elsewhere = visit(None, "documents:document_verify", paper.printed_code, ugel=sur)

    assert (wrong.status_code, elsewhere.status_code) == (404, 404)
    assert "UGEL Sur no emitió ningún documento con este código" in elsewhere.content.decode()
    assert "Informe de logros" not in elsewhere.content.decode()


def test_typed_code_leads_to_its_page(visit, paper):
    answer = visit(None, "documents:document_find", query="codigo=abcd/efgh 2345")

    assert answer["Location"] == "/230008/v/abcdefgh%202345/"
    assert "Verificar documento" in visit(None, "documents:document_find").content.decode()
