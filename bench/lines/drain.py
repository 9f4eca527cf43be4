"""Queued submissions with photos drained over one connection, against a raw PUT of the same bytes."""

import http.client
import io
import json
import random
import sys
import uuid
from urllib.parse import urlencode

from bench import ground
from bench.measure import Result, interleaved
from bench.serving import serve

SIZE = sys.argv[1]
ground.enter(SIZE)

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from PIL import Image  # noqa: E402

from core.accounts.models import User  # noqa: E402
from core.files.models import Upload  # noqa: E402
from core.submissions.models import Submission  # noqa: E402
from core.tenancy.models import Ugel  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402
from needs.models import Need  # noqa: E402
from schools.models import School  # noqa: E402

COUNT = {"small": 100, "full": 1000}[SIZE]
AT_ONCE = 25
TOKEN = "a" * 32
UGEL = Ugel.objects.order_by("pk").first()
HEAD = User.objects.get(pk=UGEL.pk * 2 + 1)
LIMIT = f"/{UGEL.code}/foto-sin-mas/"


def main() -> None:
    photos = [noise(seed) for seed in range(8)]
    with scope(UGEL):
        school = School.objects.filter(is_active=True).order_by("pk").first().pk
        before = counted()
    server, port = serve()
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        cookies = signed_in()
        send(line, f"PUT {LIMIT}", photos[0], cookies)
        limit, ours = interleaved(
            lambda: [send(line, f"PUT {LIMIT}", photos[at % 8], cookies) for at in range(AT_ONCE)],
            lambda: [one(line, at, photos[at % 8], cookies, school) for at in range(AT_ONCE)],
            rounds=COUNT // AT_ONCE,
            warm=0,
        )
    finally:
        server.terminate()
        server.wait()
    with scope(UGEL):
        made = [after - first for after, first in zip(counted(), before, strict=True)]
    wrong = sum(abs(count - COUNT) for count in made)
    notes = {"submissions": COUNT, "photo": f"{len(photos[0]) // 1024} KB"}
    rows = [
        Result(
            f"{AT_ONCE} submissions with photos, one connection",
            ours,
            limit,
            4,
            "raw PUT of the same bytes, same server and middleware",
            notes=notes,
        ),
        Result("submissions lost or doubled", wrong, None, 0, unit="rows"),
    ]
    print(json.dumps([row.as_row() for row in rows]))


def noise(seed: int) -> bytes:
    """A picture that compresses as badly as a real one of 1280 px."""
    out, dice = io.BytesIO(), random.Random(seed)
    Image.frombytes("RGB", (160, 120), dice.randbytes(160 * 120 * 3)).resize((1280, 960)).save(out, "JPEG", quality=80)
    return out.getvalue()


def counted() -> tuple[int, int, int]:
    return Submission.objects.count(), Need.objects.count(), Upload.objects.filter(submission__isnull=False).count()


def one(line, number, photo, cookies, school) -> None:
    """What a device does for each form in its outbox."""
    key = uuid.uuid4()
    last = f"bytes 0-{len(photo) - 1}/{len(photo)}"
    send(line, f"PUT /{UGEL.code}/archivos/envio/{key}/", photo, cookies, {"Content-Range": last})
    told = {
        "submission": uuid.uuid4(), "school": school, "category": "water", "severity": "3", "space": "", "element": "",
        "what": f"Falta agua {number}", "is_new": "yes", "photos": f"upload:{key}",
    }  # fmt: skip
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    send(line, f"POST /{UGEL.code}/necesidades/nueva/", urlencode(told), cookies, kind)


def send(line, request, body, cookies, headers=None) -> None:
    method, path = request.split()
    line.request(method, path, body, {"Cookie": cookies, "X-CSRFToken": TOKEN, **(headers or {})})
    answer = line.getresponse()
    text = answer.read()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status}: {text[:300]!r}")


def signed_in() -> str:
    client = Client()
    client.force_login(HEAD)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}"


if __name__ == "__main__":
    main()
