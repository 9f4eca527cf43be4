"""Home and search: what they weigh on a phone, without a mouse, and without scripts."""

import gzip
import re
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import expect

FIRST_LOAD, LATER_LOAD = 100 * 1024, 10 * 1024
PACKED = ("application/javascript", "text/css", "text/html", "image/svg+xml", "text/javascript")


class Scale:
    """What pages weigh on the line, as a server sends them: pages with gzip, files of the house with brotli."""

    def __init__(self, page):
        self.kept, self.answers = set(), []
        page.on("response", self.hear)

    def hear(self, answer) -> None:
        """A listener of our own: playwright marks it, and a builtin cannot be marked."""
        self.answers.append(answer)

    def read(self) -> dict[str, int]:
        """Bytes by path since the last reading, without the files this browser has already."""
        weighed = {}
        while self.answers:
            answer = self.answers.pop()
            path = urlsplit(answer.url).path
            if answer.status == 200 and path not in self.kept | weighed.keys():
                weighed[path] = _packed(answer)
        # Files carry a hash in their name and are kept for a year.
        self.kept |= {path for path in weighed if path.startswith("/static/")}
        return weighed


def _packed(answer) -> int:
    body, kind = answer.body(), answer.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        return len(gzip.compress(body))
    return len(brotli.compress(body) if kind in PACKED else body)


@pytest.mark.parametrize("place", ["/230002/necesidades/", "/230002/avisos/", "/230002/escuelas/mia/", "/230002/"])
def test_pages_of_a_director_are_light(browser_at, as_person, demo, place):
    page = as_person(browser_at(360), "director")
    scale = Scale(page)
    page.goto("/230002/", wait_until="networkidle")
    first = scale.read()

    page.goto(place, wait_until="networkidle")
    later = scale.read()

    assert sum(first.values()) <= FIRST_LOAD, first
    assert sum(later.values()) <= LATER_LOAD, later


def test_specialist_reaches_what_is_urgent_and_a_school_by_keyboard_only(browser_at, as_person, keyboard_only):
    # given the specialist's home, without a mouse
    page = as_person(browser_at(1280), "specialist")
    keyboard = keyboard_only(page)
    page.goto("/230002/")
    danger = page.get_by_role("link", name=re.compile("peligro"))
    count = int(re.search(r"\d+", danger.inner_text()).group())

    # when she opens the first number, the list holds exactly what was counted
    keyboard.press(danger)
    expect(page).to_have_url(re.compile("danger=on"))
    expect(page.get_by_role("main").locator("tbody tr")).to_have_count(count)

    # and the search finds a school without its accents
    keyboard.write(page.get_by_label("Buscar escuelas, personas y necesidades por nombre o código"), "ODRIA")
    page.keyboard.press("Enter")
    keyboard.press(page.get_by_role("region", name="Escuelas", exact=True).get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("ODRÍA")


def test_director_finds_her_way_without_scripts(without_javascript, as_person, demo):
    phone = as_person(without_javascript(360), "director")
    phone.goto("/230002/")
    bar = phone.get_by_role("navigation", name="Accesos")

    bar.get_by_role("link", name="Mi escuela").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("SANTA ROSA")
    bar.get_by_role("link", name="Avisos").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Avisos")
    phone.get_by_role("link", name="Buscar").click()
    phone.get_by_label("Nombre, palabra, código, celular o número").fill("locumba")
    phone.get_by_role("main").get_by_role("button", name="Buscar").click()
    expect(phone.get_by_role("heading", name="Escuelas")).to_be_visible()
