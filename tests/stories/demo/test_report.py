"""The sentence of the deck, proved: 75 %, its schools, their two checks, the photo; issued, verified, read above."""

import re
import zipfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

JOB_SECONDS = 120
REPORTS = "/230002/informes/"


def prepare(page):
    """The head asks for the report of the year that runs and waits until its figures are counted."""
    page.goto(REPORTS)
    page.get_by_role("link", name="Preparar un informe").click()
    page.get_by_role("button", name="Contar las cifras").click()
    expect(page.get_by_role("button", name="Marcar como revisado")).to_be_visible(timeout=JOB_SECONDS * 1000)


def download(page, name, folder):
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("width", [360, 1280])
def test_percentage_opens_down_to_the_photo_in_three_clicks(browser_at, as_person, demo, width):
    # given the issued report of the demo
    page = as_person(browser_at(width), "head")
    page.goto(REPORTS)
    page.get_by_role("row").filter(has_text="N.º 001-").get_by_role("link").click()
    achievement = page.locator("article.stat").filter(has_text="21 de 28")
    expect(achievement.locator(".value")).to_have_text(re.compile(r"75\s%"))

    # first click: the schools
    achievement.get_by_role("link", name=re.compile("Ver la lista")).click()
    schools = page.get_by_role("table").locator("tbody tr")
    expect(schools).to_have_count(28)
    improved = schools.filter(has=page.get_by_text("Cumplen", exact=True))
    expect(improved).to_have_count(21)
    # second click: both checks
    improved.first.get_by_role("link", name=re.compile("^Ver")).click()
    expect(page.get_by_role("heading", name="Antes", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Después", exact=True)).to_be_visible()
    # third click: the photo
    page.locator("figure.photo a").first.click()
    expect(page).to_have_url(re.compile(r"/230002/archivos/[0-9a-f-]+/$"))
    assert page.evaluate("document.images[0].naturalWidth") > 400


def test_the_neediest_open_down_to_the_days_two_witnesses_saw(browser_at, as_person, demo):
    # given the issued report of the demo, whose fourth box says that all of the neediest were adopted
    page = as_person(browser_at(360), "head")
    page.goto(REPORTS)
    page.get_by_role("row").filter(has_text="N.º 001-").get_by_role("link").click()
    achievement = page.locator("article.stat").filter(has_text="7 de 7")
    expect(achievement.locator(".value")).to_have_text(re.compile(r"100\s%"))
    expect(page.get_by_text("Saltadas al congelar la lista:")).to_be_visible()

    # when its schools are opened, and the first of them
    achievement.get_by_role("link", name=re.compile("Ver la lista")).click()
    schools = page.get_by_role("table").locator("tbody tr")
    expect(schools.filter(has=page.get_by_text("Cumplen", exact=True))).to_have_count(7)
    schools.first.get_by_role("link", name=re.compile("^Ver")).click()

    # then its days stand there, seen by two, each with its pictures
    expect(page.get_by_text("Verificado").first).to_be_visible()
    page.get_by_role("region", name="Jornadas").get_by_role("link").first.click()
    expect(page.locator("figure.photo img")).to_have_count(1)


def test_head_builds_and_issues_a_report_that_anybody_can_verify(browser_at, as_person, worker, demo, tmp_path):
    # given a report counted by the worker, reviewed
    page = as_person(browser_at(1280), "head")
    prepare(page)
    page.get_by_role("button", name="Marcar como revisado").click()

    # when the head issues it
    page.get_by_role("link", name="Emitir").click()
    page.get_by_role("button", name="Emitir informe").click()

    # then, once the worker has printed it, paper and sheet say 21 of 28
    expect(page.get_by_role("link", name=re.compile("PDF"))).to_be_visible(timeout=JOB_SECONDS * 1000)
    report = page.url
    pdf = download(page, re.compile("PDF"), tmp_path)
    assert "21 de 28" in " ".join(sheet.extract_text() for sheet in PdfReader(pdf).pages)
    sheet = download(page, re.compile("XLSX|Excel|cálculo"), tmp_path)
    assert zipfile.is_zipfile(sheet)
    cells = {cell for tab in load_workbook(sheet) for row in tab.iter_rows(values_only=True) for cell in row}
    assert {21, 28} <= cells

    # and somebody who holds the paper, signed out, sees that it holds
    code_link = page.locator("aside a[href*='/v/']").first.get_attribute("href")
    stranger = browser_at(360)
    stranger.goto(code_link)
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("Este documento está vigente")

    # and the region's reader finds it, may download it and change nothing
    reader = as_person(browser_at(1280), "region_reader")
    reader.goto("/informes/region/")
    row = reader.get_by_role("row").filter(has_text="UGEL Jorge Basadre")
    expect(row).to_contain_text("21/28")
    assert download(reader, re.compile("PDF"), tmp_path).read_bytes()[:5] == b"%PDF-"
    row.get_by_role("cell").get_by_role("link").first.click()
    expect(reader).to_have_url(report)
    expect(reader.get_by_role("main").get_by_role("button")).to_have_count(0)
