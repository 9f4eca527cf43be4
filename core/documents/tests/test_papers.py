import hashlib
import io

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from core.documents.enums import DocumentType, Validity
from core.documents.models import Document, SignedCopy
from core.documents.selectors import document_by_code, papers
from core.documents.selectors.printing import sheet_context
from core.documents.services import AlreadySuperseded, issue, issue_paper, record_sgd_expediente
from core.documents.services.papers import AlreadyPrinted, issued_bytes, print_again, print_paper
from core.documents.signatures import read_signed
from core.documents.tests.factories import make_issued_letter, make_printed_letter
from core.documents.tests.signing import key_file, signed
from core.documents.tests.test_services import issue_report
from core.jobs.runner import run_dispatch
from core.tenancy.scope import scope
from tests.queries import queries_of


def test_any_app_issues_a_paper_from_a_template_and_a_worker_prints_it(norte, hilda):
    document = issue_paper(
        document_type=DocumentType.CERTIFICATE,
        title="Constancia de apoyo",
        template="documents/print/letter.html",
        snapshot={"type_label": "Constancia", "subject": "Apoyo", "body": "Pintó cuatro aulas."},
        by=hilda,
    )
    job = document.contents.get().job
    assert (document.is_printed, str(job.label)) == (False, f"Imprimiendo: {document}")

    done = run_dispatch(job.dispatch_id)

    document.refresh_from_db()
    pdf = issued_bytes(document)
    assert (done.result, document.file_size) == ({"next": document.page_url}, len(pdf))
    assert document.file_sha256 == hashlib.sha256(pdf).hexdigest()
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert all(words in text for words in ("Pintó cuatro aulas.", "N.º 001-", document.printed_code))


def test_letter_is_printed_tagged_with_its_language_and_title(norte, hilda):
    reader = PdfReader(io.BytesIO(issued_bytes(make_printed_letter(by=hilda))))

    root = reader.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], str(root["/Lang"])[:2]) == (True, "es")
    assert "/StructTreeRoot" in root
    assert "Oficio N.º 001-" in reader.metadata.title
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_print_run_again_keeps_the_first_file_and_leaves_nothing_behind(norte, hilda):
    document = make_printed_letter(by=hilda)
    print_paper(ugel=norte, document_id=document.pk)

    again = Document.objects.get(pk=document.pk)
    assert again.file_sha256 == document.file_sha256
    assert len(default_storage.listdir(f"{norte.code}/documentos")[1]) == 1
    with pytest.raises(AlreadyPrinted):
        print_again(document=document, by=hilda)


def test_failed_print_is_ordered_again(norte, hilda):
    document = make_issued_letter(by=hilda)
    first = document.contents.get().job

    assert print_again(document=document, by=hilda).pk != first.pk


def test_without_a_key_there_is_no_seal(norte, hilda):
    assert make_printed_letter(by=hilda).is_sealed is False


def test_seal_says_the_system_and_signatures_come_behind_it(norte, hilda, settings, tmp_path):
    seal = tmp_path / "seal.p12"
    seal.write_bytes(key_file("COMUSET", b"clave"))
    settings.PAPER_SEAL_FILE, settings.PAPER_SEAL_PASSWORD = str(seal), "clave"

    document = make_printed_letter(by=hilda)
    pdf = issued_bytes(document)

    field = PdfReader(io.BytesIO(pdf)).get_fields()["Sello del sistema"]
    assert (document.is_sealed, field["/FT"], field["/V"]["/SubFilter"]) == (True, "/Sig", "/ETSI.CAdES.detached")
    reading = read_signed(issued=pdf, signed=signed(pdf))
    assert ([signer["name"] for signer in reading.signers], reading.has_other_changes) == (
        ["QUISPE MAMANI Hilda"],
        False,
    )


def test_amended_paper_stays_in_force_beside_its_amendment(norte, hilda):
    first = issue_report(hilda, document_type=DocumentType.ACTA)
    later = issue_report(hilda, document_type=DocumentType.ADDENDUM, amends=first)

    assert document_by_code(first.public_code).status == Validity.AMENDED
    assert document_by_code(later.public_code).status == Validity.CURRENT
    issue_report(hilda, document_type=DocumentType.ACTA, supersedes=[first])
    assert document_by_code(first.public_code).status == Validity.SUPERSEDED
    with pytest.raises(AlreadySuperseded):
        issue_report(hilda, amends=first)
    assert Document.objects.count() == 3


def test_expediente_is_noted_and_corrected_with_its_history(norte, hilda):
    document = issue_report(hilda)
    record_sgd_expediente(document=document, sgd_expediente=" 2026-0012 ", by=hilda)
    record_sgd_expediente(document=document, sgd_expediente="2026-0013", by=hilda)
    record_sgd_expediente(document=document, sgd_expediente="2026-0013", by=hilda)

    document.refresh_from_db()
    assert document.sgd_expediente == "2026-0013"


def test_paper_twin_has_a_code_that_opens_the_page_to_fill_in(norte, settings):
    settings.PUBLIC_URL = "https://comuset.example.pe"
    context = sheet_context(year=2026, line="Hoja de necesidad", entry_path="/230008/necesidades/nueva/?escuela=7")

    assert context["entry_url"] == "https://comuset.example.pe/230008/necesidades/nueva/?escuela=7"
    assert (context["paper_line"], context["ugel"], "<svg" in context["qr"]) == ("Hoja de necesidad", norte, True)


def test_papers_of_another_ugel_do_not_exist(norte, sur, hilda):
    make_issued_letter(by=hilda)
    with scope(sur):
        assert (papers().count(), SignedCopy.objects.count()) == (0, 0)


def test_printed_file_is_named_once_for_all(norte, hilda):
    document = make_printed_letter(by=hilda)

    with pytest.raises(IntegrityError, match="is issued"), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(file_key="", file_sha256="")


@pytest.mark.parametrize("count", [1, 3])
def test_paper_list_asks_the_same_however_many_there_are(norte, elmer, hilda, count):
    for _ in range(count):
        make_issued_letter(by=hilda)

    assert len(queries_of(elmer, "documents:paper_list", ugel=norte)) == LIST_QUERIES
    assert len(queries_of(elmer, "documents:letter_list", ugel=norte)) <= 8


LIST_QUERIES = 6


def test_issue_keeps_what_it_promised_to_older_callers(norte, hilda):
    document = issue(document_type=DocumentType.ACTA, title="Acta", snapshot_sha256="a" * 64, by=hilda)

    assert (document.status, document.suffix, document.label) == (Validity.CURRENT, "", f"N.º 001-{document.year}")
