"""The browser of the stories, and the watch that fails a story for what a person would not notice."""

import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = "no Chromium here, the browser stories are skipped; to have them: sudo apt-get install -y chromium"
ARGUMENTS = [
    "--no-sandbox",  # as root Chromium has none
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
HEIGHTS = {360: 740, 1280: 900}


def chromium() -> str | None:
    """Path of the browser; CHROMIUM names another one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running_browser():
    with _one_connection_a_thread(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def _one_connection_a_thread():
    """Keep Django from seeing an async world in the event loop that Playwright leaves running in this thread.

    It would refuse the ORM to the tests, and give them a second connection beside the one of their transaction.
    """
    by_thread = threading.local()
    for connection in connections.all(initialized_only=True):
        setattr(by_thread, connection.alias, connection)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        patch.setattr(connections, "_connections", by_thread)
        yield


@dataclass
class Watch:
    """Collects what must not happen in a story: foreign requests, script errors, CSP violations, broken answers."""

    origin: str
    expected: set[int] = field(default_factory=lambda: {422})  # 422 is how a form says what is wrong with it
    complaints: list[str] = field(default_factory=list)
    line_may_fail: bool = False

    def over(self, context):
        context.on("request", self._request)
        context.on("requestfailed", self._request_failed)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script error: {error.error}"))

    def expects(self, *statuses: int):
        """The story is about a page that answers so."""
        self.expected |= set(statuses)

    def expects_a_bad_line(self):
        """The story is about requests that never get their answer."""
        self.line_may_fail = True

    def _request(self, request):
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self.complaints.append(f"request to the outside: {request.url}")

    def _request_failed(self, request):
        # A page left while it still loads, and a download, end their request on purpose.
        is_on_purpose = request.failure == "net::ERR_ABORTED"
        # Where scripts are switched off Chromium refuses to fetch them; a refusal by our policy is told on the console.
        is_unwanted_script = request.failure == "csp" and request.resource_type == "script"
        if not (is_on_purpose or is_unwanted_script or self.line_may_fail):
            self.complaints.append(f"{request.failure}: {request.url}")

    def _response(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    def _console(self, message):
        # A bare file forbids everything, also the styles of Chromium's own picture viewer.
        if "/archivos/" in message.location["url"]:
            return
        # Answers are judged by `_response`, which knows which ones the story expects.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")
