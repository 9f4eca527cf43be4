"""Stories: people in a real Chromium, before a real server with a real worker, on the test database."""

import os
import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import expect

from tests.stories import accessibility
from tests.stories.browser import HEIGHTS, HOW_TO_GET_IT, Watch, chromium, running_browser
from tests.stories.devices import Phone
from tests.stories.keyboard import Keyboard
from tests.stories.servers import Stage

STEP_SECONDS = 20  # two slow cores: a page may take its time, a job has its own patience
PICTURES = django_settings.VAR_DIR / "stories"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(django_settings.BASE_DIR / "tests" / "stories"):
            item.add_marker(pytest.mark.story)
            if not item.get_closest_marker("django_db"):
                item.add_marker(pytest.mark.django_db)  # or no test database would be made for it alone


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="package")
def browser(django_db_setup):
    if chromium() is None:
        missing = pytest.fail if os.environ.get("COMUSET_STORIES") == "required" else pytest.skip
        missing(HOW_TO_GET_IT)
    expect.set_options(timeout=STEP_SECONDS * 1000)
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def stage_of_session(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        stage = Stage(tmp_path_factory.mktemp("stage"))
        try:
            stage.start_web()
            yield stage
        finally:
            stage.stop()


@pytest.fixture
def stage(stage_of_session, settings, quiet_corner):
    """The running server; what the test itself does goes to the same files, cache and queue."""
    settings.MEDIA_ROOT, settings.PUBLIC_URL = stage_of_session.media, stage_of_session.url
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": stage_of_session.name}}
    settings.CELERY_TASK_DEFAULT_QUEUE = stage_of_session.name
    yield stage_of_session
    stage_of_session.settle()  # before the tables are emptied under a request that still reads them


@pytest.fixture
def worker(stage):
    """A real worker answers the queue; it stays for the stories that follow."""
    if "worker" not in stage.processes:
        stage.start_worker()
    return stage


@pytest.fixture
def watch(stage):
    """`watch.expects(410)`: an answer the story is about; everything else that goes wrong fails it."""
    watch = Watch(stage.url)
    yield watch
    assert watch.complaints == []


@pytest.fixture
def no_outside_requests(watch):
    """Named by a story whose point this is; every story is watched all the same."""
    return watch


@pytest.fixture
def browser_at(request, browser, stage, watch):
    """browser_at(360) → a fresh page of that width; relative addresses lead to the server."""
    contexts = []

    def open_page(width, *, javascript=True):
        contexts.append(open_context(browser, stage, watch, width, javascript=javascript))
        return contexts[-1].new_page()

    yield open_page
    if request.node.stash.get(FAILED, False):
        _keep_pictures(request.node.name, contexts)
    for context in contexts:
        context.close()


def open_context(browser, stage, watch, width, *, javascript=True):
    """A device of that width in Peru, with nothing on it yet, under watch."""
    context = browser.new_context(
        base_url=stage.url,
        viewport={"width": width, "height": HEIGHTS.get(width, 800)},
        locale="es-PE",
        timezone_id="America/Lima",
        java_script_enabled=javascript,
        has_touch=width < 600,
    )
    context.set_default_timeout(STEP_SECONDS * 1000)
    watch.over(context)
    return context


def _keep_pictures(name, contexts):
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = [page for context in contexts for page in context.pages]
    name = re.sub(r"[^\w-]+", "-", name)
    for number, page in enumerate(pages, 1):
        page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)


@pytest.fixture
def phone(stage, tmp_path, browser):
    """A device that can be switched off: `open` gives its page, `kill` is an empty battery."""
    phone = Phone(browser.browser_type, tmp_path / "phone", stage)
    yield phone
    phone.kill()


@pytest.fixture
def without_javascript(browser_at):
    """without_javascript(360) → a page on a device that runs no scripts."""
    return lambda width: browser_at(width, javascript=False)


@pytest.fixture
def as_person(stage):
    """as_person(page, rosa): this browser is signed in as rosa from now on; gives the page back."""

    def sign_in(page, person):
        client = Client()
        client.force_login(person)
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": stage.url}])
        return page

    return sign_in


@pytest.fixture
def keyboard_only():
    """keyboard_only(page) → a Keyboard; from then on a pointer in the story fails it."""
    return Keyboard


@pytest.fixture
def axe():
    """axe(page): the page has no WCAG 2.2 AA violation and does not scroll sideways."""

    def check(page):
        assert [*accessibility.violations(page), *accessibility.overflow(page)] == []

    return check
