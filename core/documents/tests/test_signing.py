import io
import threading
from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from pypdf import PdfReader, PdfWriter

from core.documents.enums import SignatureKind
from core.documents.models import SignedCopy
from core.documents.selectors import signed_copies
from core.documents.services.papers import issued_bytes
from core.documents.services.signing import (
    AlreadyWithdrawn,
    MixedPages,
    NotPrintedYet,
    SameCopy,
    attach_scan,
    attach_signed_pdf,
    withdraw_copy,
)
from core.documents.signatures import (
    BeginningChanged,
    Encrypted,
    Incomplete,
    NotReadable,
    NotSigned,
    OtherFile,
)
from core.documents.tests.factories import make_issued_letter, make_printed_letter
from core.documents.tests.signing import as_upload, signed, with_note_over_it, with_other_words
from core.files.models import StoredFile
from core.files.pdfs import DocumentTooLarge, NotADocument
from core.files.services import NotAPaper
from core.tenancy.scope import scope
from tests.pictures import photo_upload
from tests.world import make_person


@pytest.fixture
def document(norte, hilda):
    return make_printed_letter(by=hilda)


@pytest.fixture
def pdf(document):
    return issued_bytes(document)


def test_signed_pdf_is_kept_with_what_its_signatures_say(document, pdf, elmer):
    twice = signed(signed(pdf), field="Firma2", common_name="RIVAS SALAS Hugo DNI:40112233", box=(250, 50, 400, 110))
    copy = attach_signed_pdf(document=document, upload=as_upload(twice), by=elmer)

    assert [signer["name"] for signer in copy.signers] == ["QUISPE MAMANI Hilda", "RIVAS SALAS Hugo"]
    assert (copy.has_other_changes, copy.attached_by, copy.sha256 == document.file_sha256) == (False, elmer, False)
    with default_storage.open(copy.file.key) as kept:
        assert kept.read() == twice


@pytest.mark.parametrize("change", [with_note_over_it, with_other_words])
def test_change_slipped_in_before_the_signature_is_said(document, pdf, elmer, change):
    copy = attach_signed_pdf(document=document, upload=as_upload(signed(change(pdf))), by=elmer)

    assert copy.has_other_changes is True


def encrypted(pdf):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("clave", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def saved_again(pdf):
    out = io.BytesIO()
    PdfWriter(clone_from=PdfReader(io.BytesIO(pdf))).write(out)
    return out.getvalue()


BAD_FILES = {
    "not signed": (lambda pdf: pdf, NotSigned),
    "cut before our end": (lambda pdf: pdf[:-400], Incomplete),
    "cut behind it": (lambda pdf: signed(pdf)[:-900], Incomplete),
    "another file": (lambda pdf: b"%PDF-1.4 otro\n" * 40 + b"%%EOF", OtherFile),
    "one byte changed": (lambda pdf: pdf[:3000] + bytes([pdf[3000] ^ 1]) + pdf[3001:] + b"\n%%EOF", BeginningChanged),
    "signed after saving again": (lambda pdf: signed(saved_again(pdf)), OtherFile),
    "encrypted": (encrypted, Encrypted),
    "an addition nobody can read": (lambda pdf: pdf + b"\nxref basura\n%%EOF", NotReadable),
    "a picture": (lambda pdf: b"\xff\xd8\xff\xe0 foto", NotADocument),
    "nothing": (lambda pdf: b"x", NotADocument),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_file_that_is_not_our_signed_pdf_is_refused_and_not_kept(document, pdf, elmer, name):
    make, refusal = BAD_FILES[name]

    with pytest.raises(refusal):
        attach_signed_pdf(document=document, upload=as_upload(make(pdf)), by=elmer)
    assert (SignedCopy.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_broken_signature_is_refused(document, pdf, elmer):
    content = signed(pdf)
    where = content.index(b"/Contents <", len(pdf)) + 600
    broken = content[:where] + (b"00000000" if content[where : where + 8] != b"00000000" else b"11111111")

    with pytest.raises((NotReadable, NotSigned)) as refused:
        attach_signed_pdf(document=document, upload=as_upload(broken + content[where + 8 :]), by=elmer)
    assert str(refused.value)


def test_huge_file_is_refused_before_it_is_read(document, elmer):
    upload = as_upload(b"%PDF-1.7")
    upload.size = 26 * 1024 * 1024

    with pytest.raises(DocumentTooLarge):
        attach_signed_pdf(document=document, upload=upload, by=elmer)


def test_what_is_not_printed_yet_cannot_come_back_signed(norte, hilda):
    with pytest.raises(NotPrintedYet):
        attach_signed_pdf(document=make_issued_letter(by=hilda), upload=as_upload(b"%PDF-1.7"), by=hilda)


def test_scan_comes_as_pdf_or_as_photos_of_the_pages(document, pdf, elmer):
    as_pdf = attach_scan(
        document=document, uploads=[as_upload(pdf)], signed_by="Hilda Quispe", signed_date=date(2026, 11, 20), by=elmer
    )
    photos = attach_scan(document=document, uploads=[photo_upload(), photo_upload(color="#B5532A")], by=elmer)

    assert (as_pdf.kind, as_pdf.signed_by, as_pdf.signers) == ("by_hand", "Hilda Quispe", [])
    with default_storage.open(photos.file.key) as kept:
        assert len(PdfReader(kept).pages) == 2
    assert [copy.pk for copy in signed_copies(document)] == [photos.pk, as_pdf.pk]


@pytest.mark.parametrize(
    ("uploads", "refusal"),
    [
        ([SimpleUploadedFile("nota.docx", b"PK\x03\x04")], NotAPaper),
        ([as_upload(b"%PDF-1.7 cortado")], NotADocument),
        ([as_upload(b"%PDF-1.7 %%EOF"), photo_upload()], MixedPages),
    ],
)
def test_scan_nobody_can_read_is_refused(document, elmer, uploads, refusal):
    with pytest.raises(refusal):
        attach_scan(document=document, uploads=uploads, by=elmer)
    assert StoredFile.objects.count() == 0


def test_same_file_counts_once(document, pdf, elmer):
    content = signed(pdf)
    attach_signed_pdf(document=document, upload=as_upload(content), by=elmer)

    with pytest.raises(SameCopy), transaction.atomic():
        attach_signed_pdf(document=document, upload=as_upload(content), by=elmer)


def test_withdrawn_copy_no_longer_counts_and_stays_in_the_archive(document, pdf, elmer, hilda):
    copy = attach_signed_pdf(document=document, upload=as_upload(signed(pdf)), by=elmer)
    withdraw_copy(copy=copy, reason="Era de otro oficio", by=hilda)

    assert signed_copies(document) == []
    assert SignedCopy.objects.get().withdrawn_because == "Era de otro oficio"
    with pytest.raises(AlreadyWithdrawn):
        withdraw_copy(copy=copy, reason="Otra vez", by=hilda)


def test_a_copy_is_named_by_the_day_it_was_here(norte):
    """At two in the morning UTC it is still the evening before at the UGEL."""
    copy = SignedCopy(kind=SignatureKind.BY_HAND, attached_at=datetime(2026, 11, 26, 2, tzinfo=UTC))

    assert str(copy).endswith(" 25/11/2026")


@pytest.mark.parametrize("change", [{"sha256": "a" * 64}, {"signers": []}, {"signed_by": "Otro"}])
def test_database_refuses_to_change_a_signed_copy(document, pdf, elmer, hilda, change):
    copy = attach_signed_pdf(document=document, upload=as_upload(signed(pdf)), by=elmer)

    for _ in range(2):
        with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
            SignedCopy.objects.filter(pk=copy.pk).update(**change)
        SignedCopy.objects.filter(pk=copy.pk, withdrawn_at=None).update(withdrawn_at="2026-11-25T00:00:00Z")
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        SignedCopy.objects.filter(pk=copy.pk).update(withdrawn_at=None)
    with pytest.raises(IntegrityError, match="refused"), transaction.atomic():
        SignedCopy.objects.filter(pk=copy.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_attach_the_same_file_leave_one(norte_closed):
    hilda = make_person("hilda", "ugel_head", ugel=norte_closed)
    with scope(norte_closed):
        document = make_printed_letter(by=hilda)
        content = signed(issued_bytes(document))
    start, outcomes = threading.Barrier(2), []

    def attach():
        try:
            start.wait()
            with scope(norte_closed):
                attach_signed_pdf(document=document, upload=as_upload(content), by=hilda)
            outcomes.append("kept")
        except SameCopy:
            outcomes.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=attach) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert sorted(outcomes) == ["kept", "refused"]
    with scope(norte_closed):
        assert (SignedCopy.objects.count(), StoredFile.objects.count()) == (1, 1)
