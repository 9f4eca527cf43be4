"""The paper twin: a page for each visit, whose QR opens the page where it is copied."""

import io
import re
import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from commitments.models import Attestation
from core.files.models import Upload
from core.jobs.services import run_inline
from guardians.models import Visit
from guardians.services.slips import slips_html
from guardians.tests.factories import make_guardian, make_visit
from tests.pictures import photo_upload


@pytest.fixture
def visits(elmer, watcher, school, delivery):
    other = make_guardian(elmer, schools=[school], full_name="Ana Cruz")
    first = make_visit(elmer, watcher, school, instalment=delivery, question="¿Quién las recibió?")
    return [first, make_visit(elmer, other, school)]


def test_a_slip_says_what_was_promised_and_leads_to_its_page(visits, settings):
    settings.PUBLIC_URL = "https://comuset.example.pe"
    html = slips_html([visits[0].pk])
    assert f"https://comuset.example.pe/230008/guardianes/visitas/{visits[0].pk}/papel/" in html
    said = ("Ejército prometió", "Diez sillas", "10 sillas", "13/09/2026", "Gino Quispe", "¿Quién las recibió?")
    assert [words for words in said if words not in html] == []


def test_each_visit_is_a_page(norte, elmer, visits):
    result = run_inline("guardians.print_slips", ugel=norte, by=elmer, visit_ids=[one.pk for one in visits])
    pages = PdfReader(io.BytesIO(default_storage.open(result["key"]).read())).pages
    texts = [page.extract_text() for page in pages]
    assert [("Ana Cruz" in text, "Gino" in text) for text in texts] == [(True, False), (False, True)]


def test_the_specialist_copies_it_with_its_scan(visit, elmer, visits, gino):
    opened = visits[0]
    page = visit(elmer, "guardians:visit_slip", opened.pk).content.decode()
    assert "Gino Quispe" in page

    told = {"outcome": "partly", "quantity": "6", "seen_date": "2026-09-14", "seen": "Faltan cuatro"}
    without = visit(elmer, "guardians:visit_slip", opened.pk, method="post", data=told)
    answer = visit(
        elmer, "guardians:visit_slip", opened.pk, method="post", data={**told, "paper": photo_upload()}, follow=True
    )

    word = Attestation.objects.get()
    assert (without.status_code, answer.status_code) == (422, 200)
    assert (word.user, word.vouched_by, word.quantity, word.is_on_behalf) == (gino, "paper", 6, True)
    assert Visit.objects.get(pk=opened.pk).state == "done"
    again = visit(elmer, "guardians:visit_slip", opened.pk, follow=True).content.decode()
    assert "ya se contó o se anuló" in again


def test_a_slip_that_is_no_paper_is_refused_and_nothing_is_written(visit, elmer, visits):
    told = {"outcome": "delivered", "seen_date": "2026-09-14", "paper": io.BytesIO(b"MZ not a picture")}
    answer = visit(elmer, "guardians:visit_slip", visits[0].pk, method="post", data=told)
    assert (answer.status_code, Attestation.objects.count()) == (422, 0)


def a_pdf():
    made, written = PdfWriter(), io.BytesIO()
    made.add_blank_page(200, 200)
    made.write(written)
    return SimpleUploadedFile("hoja.pdf", written.getvalue())


@pytest.mark.parametrize("sheet", [photo_upload("hoja.jpg"), a_pdf()], ids=["photo", "pdf"])
def test_a_refused_form_keeps_its_sheet_until_it_is_received(visit, elmer, visits, sheet):
    told = {"submission": uuid.uuid4(), "outcome": "partly", "seen_date": "2026-09-14"}

    def send(**more):
        return visit(elmer, "guardians:visit_slip", visits[0].pk, method="post", data={**told, **more})

    refused = send(quantity="", paper=sheet).content.decode()
    key = re.search(r'name="paper" value="(upload:[^"]+)" checked', refused)[1]
    assert f"Recibido: {sheet.name}" in refused
    assert send(quantity="", paper=key).status_code == 422
    left_out = send(quantity="6")
    assert (left_out.status_code, Attestation.objects.count()) == (422, 0)

    answers = [send(quantity="6", paper=key).status_code for _ in range(2)]
    assert (answers, Attestation.objects.get().vouched_by) == ([302, 302], "paper")
    assert Visit.objects.get(pk=visits[0].pk).files.get().file.original_name == sheet.name
    assert Upload.objects.count() == 0


def test_nobody_is_given_the_sheet_of_somebody_else(visit, elmer, hilda, visits):
    told = {"submission": uuid.uuid4(), "outcome": "partly", "quantity": "", "seen_date": "2026-09-14"}
    visit(elmer, "guardians:visit_slip", visits[0].pk, method="post", data={**told, "paper": photo_upload()})
    theirs = f"upload:{Upload.objects.get().key}"

    told = {"outcome": "delivered", "seen_date": "2026-09-14", "paper": theirs}
    answer = visit(hilda, "guardians:visit_slip", visits[0].pk, method="post", data=told)
    assert (answer.status_code, Attestation.objects.count()) == (422, 0)
