"""Every page of the house, filled with the demo, as axe sees it on a phone and on a desk."""

import os

import pytest

from core.tenancy.scope import scope
from tests.stories import accessibility
from tests.stories.browser import HEIGHTS, Watch
from tests.stories.conftest import PICTURES, open_context
from tests.stories.demo.pages import NO_PAGES, PAGES, THINGS
from tests.tenancy import matrix
from tests.tenancy.matrix import arguments_of
from tests.tenancy.test_urls import RULES
from tests.tenancy.things import address

WITH_PICTURES = bool(os.environ.get("COMUSET_PICTURES"))  # to look at: var/stories/pages/


@pytest.fixture(scope="module")
def devices(browser):
    """The device each person reads on, by person; like theirs it fetches styles and typefaces once."""
    devices = {}
    yield devices
    for page, _ in devices.values():
        page.context.close()
    assert [watch.complaints for _, watch in devices.values() if watch.complaints] == []


@pytest.fixture
def reader(devices, browser, stage, as_person):
    """reader("head") → the page of her device, and what its watch complains of."""

    def open_page(person):
        if person not in devices:
            watch = Watch(stage.url)
            page = open_context(browser, stage, watch, 360).new_page()
            devices[person] = (as_person(page, person) if person else page, watch)
        page, watch = devices[person]
        return page, watch.complaints

    return open_page


def test_every_page_is_read():
    answering = {row.url for row in matrix.rows() if row.method == "GET" and 200 in row.expected}

    assert sorted(answering - {url for _, url, _ in PAGES} - set(NO_PAGES)) == []


@pytest.mark.parametrize(
    ("person", "url", "thing"), PAGES, ids=[f"{person or 'anybody'}-{url}-{thing}" for person, url, thing in PAGES]
)
def test_axe_finds_nothing(reader, demo, person, url, thing):
    with scope(demo.ugel):
        arguments = THINGS[thing](demo) if thing in THINGS else demo.extras.get(thing, arguments_of(url))
    page, complaints = reader(person)
    page.set_viewport_size({"width": 360, "height": HEIGHTS[360]})

    page.goto(address(RULES[url], url, arguments, demo.ugel))
    found = []
    for width in HEIGHTS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        if WITH_PICTURES:
            name = f"{url.replace(':', '-')}-{person or 'anybody'}-{width}.png"
            page.screenshot(path=PICTURES / "pages" / name, full_page=True)
        found += [*accessibility.violations(page), *accessibility.overflow(page)]

    found += complaints
    complaints.clear()  # what comes late is told by the next page

    assert found == []
