import pytest
from django.core.files.storage import default_storage

from core.documents.enums import DocumentType
from core.documents.models import Delivery, Document, Letter, SignedCopy
from core.documents.services import issue
from core.documents.services.letters import begin_letter
from core.documents.services.papers import issued_bytes
from core.documents.services.signing import attach_signed_pdf
from core.documents.tests.factories import KINDS, make_issued_letter, make_letter, make_printed_letter
from core.documents.tests.signing import as_upload, signed, with_note_over_it
from tests.pictures import photo_upload


@pytest.fixture
def paper(norte, hilda):
    return make_printed_letter(by=hilda)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 3),
        ("q=001", 2),
        ("q=n.º+1-2026", 2),
        ("q=ejército", 2),
        ("q=pintado", 0),
        ("type=acta", 1),
        ("standing=superseded", 0),
        ("standing=current", 3),
        ("signed=yes", 0),
        ("year=1999", 0),
    ],
)
def test_papers_are_found_as_people_ask_for_them(norte, elmer, hilda, visit, time_machine, query, expected):
    time_machine.move_to("2026-11-25T15:00:00Z", tick=False)
    make_issued_letter(by=hilda)
    make_issued_letter(by=hilda)
    issue(document_type=DocumentType.ACTA, title="Acta de Ite", snapshot_sha256="a" * 64, by=hilda)

    page = visit(elmer, "documents:paper_list", query=query)

    assert page.content.decode().count('<th scope="row">') == expected


def test_paper_is_found_by_its_code_and_its_expediente(paper, elmer, visit):
    visit(elmer, "documents:paper_expediente", paper.pk, method="post", data={"sgd_expediente": "2026-0012"})

    for query in (paper.printed_code, "2026-0012"):
        assert paper.label in visit(elmer, "documents:paper_list", query=f"q={query}").content.decode()


def test_issuing_twice_gives_one_number_and_leads_to_the_paper(norte, elmer, hilda, visit):
    letter = make_letter(by=elmer)
    answers = [visit(hilda, "documents:letter_issue", letter.pk, method="post") for _ in range(2)]

    document = Document.objects.get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert visit(hilda, "documents:letter_detail", letter.pk)["Location"] == document.page_url


def test_issuing_is_asked_once_before_and_says_what_it_does(norte, elmer, hilda, visit):
    letter, half = make_letter(by=elmer), begin_letter(kind=KINDS["documents.invitation"], by=elmer)

    asked = visit(hilda, "documents:letter_issue", letter.pk)

    page = asked.content.decode()
    assert ("Recibe número" in page, "no cambia después" in page, "Emitir con número" in page) == (True, True, True)
    assert not Document.objects.exists()
    address = asked.wsgi_request.path
    assert f'href="{address}"' in visit(hilda, "documents:letter_detail", letter.pk).content.decode()
    unfinished = visit(hilda, "documents:letter_issue", half.pk)
    assert (unfinished.status_code, unfinished["Location"]) == (302, half.get_absolute_url())
    visit(hilda, "documents:letter_issue", letter.pk, method="post")
    letter.refresh_from_db()
    assert visit(hilda, "documents:letter_issue", letter.pk)["Location"] == letter.get_absolute_url()


def test_specialist_sees_that_the_head_has_to_issue(norte, elmer, hilda, visit):
    letter = make_letter(by=elmer)

    mine, heads = (visit(who, "documents:letter_detail", letter.pk).content.decode() for who in (elmer, hilda))
    assert ("Falta que la dirección" in mine, "Emitir con número" in mine) == (True, False)
    assert "Emitir con número" in heads


def test_edit_takes_words_and_places_and_refuses_what_it_does_not_know(norte, elmer, visit):
    visit(elmer, "documents:letter_begin", method="post", data={"kind": "documents.invitation"})
    letter = Letter.objects.get()
    data = {"document_type": "carta", "subject": letter.subject, "body": letter.body, "place_hora": "10 a. m."}

    assert visit(elmer, "documents:letter_edit", letter.pk, method="post", data=data).status_code == 302
    letter.refresh_from_db()
    assert (letter.document_type, letter.values) == (
        "carta",
        {"reunion": "", "fecha_reunion": "", "hora": "10 a. m.", "local": "", "agenda": ""},
    )
    page = visit(elmer, "documents:letter_edit", letter.pk, method="post", data={**data, "body": "{{ secreto }}"})
    assert (page.status_code, "No conocemos" in page.content.decode()) == (422, True)


def test_draft_is_previewed_as_paper_with_its_gaps_named(norte, elmer, visit):
    visit(elmer, "documents:letter_begin", method="post", data={"kind": "documents.invitation"})

    text = visit(elmer, "documents:letter_preview", Letter.objects.get().pk).content.decode()
    assert "[fecha de la reunión]" in text
    assert "Borrador: no tiene número ni valor de documento." in text


def test_signed_pdf_is_attached_seen_and_withdrawn_on_the_page(paper, elmer, gino, visit):
    content = signed(issued_bytes(paper))
    visit(elmer, "documents:signed_attach", paper.pk, method="post", data={"pdf": as_upload(content)})
    copy = SignedCopy.objects.get()

    text = visit(elmer, "documents:paper_detail", paper.pk).content.decode()
    assert "La firma dice:</li>" in text.replace(" QUISPE MAMANI Hilda", "")
    assert "No comprueba de quién es el certificado" in text
    assert visit(elmer, "files:file_show", copy.file_id).status_code == 200
    assert visit(gino, "files:file_show", copy.file_id).status_code == 404
    visit(elmer, "documents:copy_withdraw", paper.pk, copy.pk, method="post", data={"reason": "Otra versión"})
    assert "La firma dice" not in visit(elmer, "documents:paper_detail", paper.pk).content.decode()


def test_refused_file_says_why_and_keeps_nothing(paper, elmer, visit):
    data = {"pdf": as_upload(issued_bytes(paper)[:-300])}
    page = visit(elmer, "documents:signed_attach", paper.pk, method="post", data=data)

    assert (page.status_code, "El archivo está incompleto" in page.content.decode()) == (422, True)
    assert SignedCopy.objects.count() == 0


def test_scan_of_two_photos_is_attached(paper, elmer, visit):
    data = {"pages": [photo_upload(), photo_upload(color="#B5532A")], "signed_by": "Hilda Quispe"}

    assert visit(elmer, "documents:scan_attach", paper.pk, method="post", data=data).status_code == 302
    assert "Firmó: Hilda Quispe" in visit(elmer, "documents:paper_detail", paper.pk).content.decode()


def test_public_page_tells_what_a_file_is_and_keeps_nothing(paper, elmer, visit):
    content = issued_bytes(paper)
    attach_signed_pdf(document=paper, upload=as_upload(signed(content)), by=elmer)
    copy = SignedCopy.objects.get()
    said = [
        compared(visit, paper, one)
        for one in (content, signed_bytes(copy), content + b"x", signed(with_note_over_it(content)))
    ]

    assert said == ["Es el PDF emitido", "Es la copia firmada", "No es el PDF emitido", "No es el PDF emitido"]
    text = visit(None, "documents:document_verify", paper.printed_code).content.decode()
    assert ("Copia firmada" in text, "QUISPE" in text, copy.sha256 in text.replace("<wbr>", "")) == (True, False, True)


def signed_bytes(copy):
    with default_storage.open(copy.file.key) as kept:
        return kept.read()


def compared(visit, paper, content):
    data = {"pdf": as_upload(content)}
    text = visit(None, "documents:document_verify", paper.printed_code, method="post", data=data).content.decode()
    sentences = ("Es el PDF emitido", "Es la copia firmada", "No es el PDF emitido")
    return next(words for words in sentences if words in text)


def test_public_page_says_amended_in_plain_words(norte, hilda, visit):
    first = issue(document_type=DocumentType.ACTA, title="Acta", snapshot_sha256="a" * 64, by=hilda)
    later = issue(document_type=DocumentType.ADDENDUM, title="Adenda", snapshot_sha256="b" * 64, by=hilda, amends=first)

    old, new = (visit(None, "documents:document_verify", d.public_code).content.decode() for d in (first, later))
    assert "Este documento está vigente, con modificaciones" in old
    assert f"/230008/v/{later.printed_code}/" in old
    assert ("Este documento está vigente<" in new, "que sigue vigente en lo demás" in new) == (True, True)


def test_delivery_in_the_future_is_refused(paper, elmer, visit):
    data = {"channel": "front_desk", "to_name": "GORE", "delivered_date": "2999-01-01"}
    page = visit(elmer, "documents:delivery_record", paper.pk, method="post", data=data)

    assert (page.status_code, Delivery.objects.count()) == (422, 0)


def test_the_same_delivery_sent_twice_counts_once(paper, elmer, visit):
    data = {"channel": "front_desk", "to_name": "GORE", "delivered_date": "2026-01-05"}
    data["submission"] = "0193b2f0-0000-4000-8000-000000000077"
    for _ in range(2):
        visit(elmer, "documents:delivery_record", paper.pk, method="post", data=data)

    assert Delivery.objects.count() == 1


def test_region_reads_issued_papers_and_writes_nothing(paper, raul, visit):
    text = visit(raul, "documents:paper_detail", paper.pk).content.decode()

    assert (paper.label in text, "Adjuntar escaneo" in text, "Corregir" in text) == (True, False, False)
    assert visit(raul, "documents:paper_file", paper.pk)["Content-Type"] == "application/pdf"
