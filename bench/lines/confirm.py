"""A partner's person confirms a promise through the link, against one INSERT and one UPDATE on the same gunicorn."""

import http.client
import json
import sys
import uuid
from urllib.parse import urlencode

from bench import ground
from bench.measure import Result, interleaved
from bench.serving import serve

SIZE = sys.argv[1]
ground.enter(SIZE)

from bench.promises import UGEL, promises  # noqa: E402
from commitments.enums import CommitmentState  # noqa: E402
from commitments.models import Commitment  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402

ROUNDS, AT_ONCE = {"small": 12, "full": 40}[SIZE], 5
TOKEN = "a" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}


def main() -> None:
    with scope(UGEL):
        linked, bare = (promises((ROUNDS + 1) * AT_ONCE, linked=way) for way in (True, False))
    server, port = serve()
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        raw_turns, turns = iter(bare), iter(linked)
        limit, ours = interleaved(
            lambda: [post(line, f"/sin-mas/{UGEL.code}/confirmar/{next(raw_turns)}/", {}, 200) for _ in range(AT_ONCE)],
            lambda: [confirm(line, *next(turns)) for _ in range(AT_ONCE)],
            rounds=ROUNDS,
        )
    finally:
        server.terminate()
        server.wait()
    with scope(UGEL):
        made = Commitment.objects.filter(pk__in=[pk for _path, pk in linked], state=CommitmentState.CONFIRMED).count()
    if made != len(linked):
        sys.exit(f"{made} of {len(linked)} promises are confirmed.")
    against = "INSERT + UPDATE in a view without middleware, same gunicorn"
    name = f"{AT_ONCE} promises confirmed through the link, one connection"
    print(json.dumps([Result(name, ours, limit, 5, against, notes={"rounds": ROUNDS}).as_row()]))


def confirm(line, path: str, pk: int) -> None:
    told = {"submission": uuid.uuid4(), "promises": f"{pk}:1", "name": "Juan Díaz", "post": "Coronel"}
    post(line, f"/{UGEL.code}{path}confirmar/", told, 302)


def post(line, path: str, told: dict, status: int) -> None:
    line.request("POST", path, urlencode(told), FORM)
    answer = line.getresponse()
    text = answer.read()
    if answer.status != status:
        sys.exit(f"{path} answered {answer.status}: {text[:300]!r}")


if __name__ == "__main__":
    main()
