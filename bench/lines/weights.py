"""What phones fetch over a bad line, in bytes and seconds: a director's day, and the page a partner got a link to."""

import json
import os
import subprocess
import sys
import time

from bench import ground
from bench.measure import Result
from bench.serving import serve

SIZE = sys.argv[1]
ground.enter(SIZE)

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from bench.promises import UGEL, promises  # noqa: E402
from core.accounts.enums import Role  # noqa: E402
from core.accounts.models import Membership, User  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402
from schools.models import School, SchoolStaff  # noqa: E402
from tests.stories.browser import ARGUMENTS, HOW_TO_GET_IT, chromium  # noqa: E402

# What «3G» means in a valley: 400 kbit/s down, half of it up, 400 ms for every question.
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
FIRST, LATER, PARTNER = 100 * 1024, 10 * 1024, 15 * 1024
EMAIL = "directora.del.banco@example.pe"


def main() -> None:
    if chromium() is None:
        sys.exit(HOW_TO_GET_IT)
    school, cookie = director()
    with scope(UGEL):
        link = promises(1, linked=True)[0][0]
    collect_static()
    server, port = serve("comuset.wsgi", environment())
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            phone = Phone(browser, f"http://127.0.0.1:{port}/{UGEL.code}", cookie)
            first = phone.weigh("/")
            later = [(path, *phone.weigh(path)) for path in pages(school)]
            partner = Phone(browser, f"http://127.0.0.1:{port}/{UGEL.code}").weigh(link)
            browser.close()
    finally:
        server.terminate()
        server.wait()
    print(json.dumps([row.as_row() for row in rows(first, later, partner)]))


def pages(school) -> list[str]:
    return ["/", "/necesidades/nueva/", "/necesidades/", f"/escuelas/{school}/", "/avisos/", "/esya/"]


def rows(first, later, partner):
    heaviest = max(later, key=lambda page: page[1])
    shown = {path: f"{weight / 1024:.1f} KB in {seconds:.1f} s" for path, weight, seconds in later}
    line = "400 kbit/s, 400 ms"
    for name, (weight, seconds), most in (("director's", first, FIRST), ("partner's", partner, PARTNER)):
        notes = {"loaded in": f"{seconds:.1f} s over {line}"}
        yield Result(f"{name} first load", weight / 1024, None, most / 1024, unit="KB", notes=notes)
    yield Result("director's heaviest later load", heaviest[1] / 1024, None, LATER / 1024, unit="KB", notes=shown)


class Phone:
    """A browser with an empty cache on a bad line; counts every byte that comes, heads included."""

    def __init__(self, browser, home, cookie=None):
        context = browser.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([{**cookie, "url": home}] if cookie else [])
        self.home, self.page, self.bytes = home, context.new_page(), 0
        session = context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.on("Network.loadingFinished", self._count)

    def _count(self, event):
        self.bytes += event["encodedDataLength"]

    def weigh(self, path) -> tuple[int, float]:
        """(bytes, seconds until everything is there)."""
        self.bytes, started = 0, time.perf_counter()
        answer = self.page.goto(self.home + path, wait_until="networkidle")
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
        return self.bytes, time.perf_counter() - started - 0.5  # networkidle waits half a second more


def director():
    """Somebody who heads a school of the UGEL, and the cookie of her session."""
    with scope(UGEL):
        school = School.objects.filter(is_active=True).order_by("pk").first()
        person, made = User.objects.get_or_create(email=EMAIL, defaults={"full_name": "Rosa Quispe"})
        if made:
            Membership.objects.create(user=person, role=Role.SCHOOL_HEAD, ugel=UGEL)
            SchoolStaff.objects.create(school=school, user=person, is_head=True)
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return school.pk, {"name": name, "value": client.cookies[name].value}


def collect_static() -> None:
    """Hashed and compressed, as on a server."""
    command = ["manage.py", "collectstatic", "--noinput", "--ignore", "drf_spectacular_sidecar", "--verbosity", "0"]
    subprocess.run([sys.executable, *command], cwd=ground.ROOT, env=environment(), check=True)


def environment():
    return os.environ | {"COMUSET_PROCESS": "web", "DJANGO_SETTINGS_MODULE": "bench.server_settings"}


if __name__ == "__main__":
    main()
