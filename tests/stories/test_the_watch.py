"""The stories' own guards can fail."""

import pytest
from playwright.sync_api import Error

from tests.stories import accessibility
from tests.stories.browser import Watch


@pytest.fixture
def watched(browser, stage):
    """A page of the server under a watch whose complaints fail nobody."""
    watch = Watch(stage.url)
    context = browser.new_context(base_url=stage.url, viewport={"width": 360, "height": 700})
    watch.over(context)
    page = context.new_page()
    page.goto("/cuenta/login/")
    assert watch.complaints == []
    yield page, watch
    context.close()


def test_request_to_the_outside_is_seen(watched):
    page, watch = watched
    with pytest.raises(Error):
        page.goto("https://example.org/pixel.png")
    assert watch.complaints[0] == "request to the outside: https://example.org/pixel.png"


def test_inline_style_is_seen_as_csp_violation(watched):
    page, watch = watched
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.wait_for_timeout(200)
    assert len(watch.complaints) == 1
    assert "Content Security Policy" in watch.complaints[0]


def test_script_error_and_broken_answer_are_seen(watched):
    page, watch = watched
    page.goto("/no-existe/")
    page.evaluate("setTimeout(() => { throw new Error('roto') })")
    page.wait_for_timeout(200)
    assert [complaint[:12] for complaint in watch.complaints] == ["404: GET htt", "script error"]


def test_axe_and_sideways_scrolling_are_seen(watched):
    page, _ = watched
    page.evaluate(
        "document.documentElement.lang = 'es'; document.body.innerHTML = '<main><button></button><hr></main>'"
    )
    page.evaluate("document.querySelector('hr').style.width = '900px'")
    assert [line.split(": ", 1)[1].split(" ")[0] for line in accessibility.violations(page)] == ["button-name"]
    assert accessibility.overflow(page)[-1] == '<hr style="width: 900px;">'
