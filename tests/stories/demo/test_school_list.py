"""The list of schools without a mouse: search, narrow, open, take it along as a spreadsheet."""

import re

from playwright.sync_api import expect


def test_specialist_searches_narrows_and_exports_by_keyboard_only(browser_at, as_person, keyboard_only, tmp_path):
    # given the list, and a person who has no mouse
    page = as_person(browser_at(1280), "specialist")
    keyboard = keyboard_only(page)
    page.goto("/230002/escuelas/")
    filters, rows = page.locator("form.filters"), page.get_by_role("main").locator("tbody tr")

    # when she searches without accents and presses Enter
    keyboard.write(filters.get_by_label("Nombre, lugar o código"), "odria")
    page.keyboard.press("Enter")

    # then the one school of that name is left
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("MANUEL A. ODRÍA")

    # when she clears it and narrows to a district
    keyboard.write(filters.get_by_label("Nombre, lugar o código"), " ")
    keyboard.choose(filters.get_by_label("Distrito"), "Ite")
    keyboard.press(filters.get_by_role("button", name="Buscar"))
    expect(page).to_have_url(re.compile(r"district=\d"))
    expect(rows.first).to_contain_text("Ite", ignore_case=True)
    found = rows.count()

    # then the sheet holds the services of exactly those schools
    with page.expect_download() as waiting:
        keyboard.press(page.get_by_role("main").get_by_role("link", name="CSV"))
    sheet = tmp_path / "escuelas.csv"
    waiting.value.save_as(sheet)
    head, *lines = sheet.read_text("utf-8-sig").splitlines()
    column = head.split(";").index("CODLOCAL")
    assert len({line.split(";")[column] for line in lines}) == found

    # and the first school opens
    keyboard.press(rows.first.get_by_role("link").first)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/escuelas/\d+/$"))
