"""The paper twin: one A4 sheet a school, whose QR opens that school's entry page."""

import io

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from core.jobs.models import Job
from core.jobs.services import run_inline
from needs.services.papers import sheets_html
from schools.tests.factories import SchoolFactory


@pytest.fixture
def two(norte):
    return [SchoolFactory(name="IE Ite"), SchoolFactory(name="IE 42042 San Martín", codlocal="012345")]


def test_sheet_names_its_school_and_leads_to_its_entry_page(two, settings):
    settings.PUBLIC_URL = "https://comuset.example.pe"

    html = sheets_html([two[1].pk])

    assert ("IE 42042 San Martín" in html, "012345" in html, "IE Ite" in html) == (True, True, False)
    assert f"https://comuset.example.pe/230008/necesidades/nueva/?escuela={two[1].pk}" in html


def test_several_schools_print_one_page_each(two, norte, elmer):
    result = run_inline("needs.print_sheets", ugel=norte, by=elmer, school_ids=[school.pk for school in two])

    reader = PdfReader(io.BytesIO(default_storage.open(result["key"]).read()))
    texts = [page.extract_text() for page in reader.pages]
    assert [("IE 42042 San Martín" in text, "IE Ite" in text) for text in texts] == [(True, False), (False, True)]


def test_only_who_asked_fetches_the_papers(two, norte, elmer, hilda, visit):
    run_inline("needs.print_sheets", ugel=norte, by=elmer, school_ids=[two[0].pk])
    job = Job.objects.get()

    mine, theirs = (visit(person, "needs:paper_download", job.pk) for person in (elmer, hilda))

    assert (mine.status_code, b"".join(mine.streaming_content)[:5], theirs.status_code) == (200, b"%PDF-", 404)


def test_director_prints_for_their_own_school_only(two, rosa, school, visit):
    html = visit(rosa, "needs:paper_print").content.decode()
    refused = visit(rosa, "needs:paper_print", method="post", data={"schools": [two[0].pk]})

    assert ("IE San Martín" in html, "IE Ite" in html) == (True, False)
    assert (refused.status_code, Job.objects.count()) == (422, 0)


def test_more_schools_than_a_print_holds_are_refused_in_words(norte, elmer, visit):
    schools = SchoolFactory.create_batch(61)

    page = visit(elmer, "needs:paper_print", method="post", data={"schools": [school.pk for school in schools]})

    assert (page.status_code, "hasta 60 escuelas" in page.content.decode()) == (422, True)
