"""A partner's person confirms a promise through the link, against one INSERT and one UPDATE on the same gunicorn."""

import http.client
import json
import sys
import uuid
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from bench import ground
from bench.measure import Result, interleaved
from bench.serving import serve

SIZE = sys.argv[1]
ground.enter(SIZE)

from django.utils import timezone  # noqa: E402

from commitments import services  # noqa: E402
from commitments.enums import CommitmentState, Promiser  # noqa: E402
from commitments.models import Commitment  # noqa: E402
from commitments.services import on_dates  # noqa: E402
from core.accounts.models import User  # noqa: E402
from core.tenancy.models import Ugel  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402
from partners.services import add_contact, register_partner  # noqa: E402
from schools.models import School  # noqa: E402

ROUNDS, AT_ONCE = {"small": 12, "full": 40}[SIZE], 5
UGEL = Ugel.objects.order_by("pk").first()
HEAD = User.objects.get(pk=UGEL.pk * 2 + 1)
TOKEN = "a" * 32
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}


def main() -> None:
    with scope(UGEL):
        linked, bare = promises(linked=True), promises(linked=False)
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


def promises(*, linked: bool) -> list:
    """As many as there are turns: (path of the link, id), or the id alone."""
    partner = register_partner(name=f"Cuartel {uuid.uuid4()}", kind="army", by=HEAD)
    contact = add_contact(partner=partner, name="Coronel Díaz", role="authorises", phone="+51952000101", by=HEAD)
    school = School.objects.order_by("pk").first()
    due = timezone.localdate() + timedelta(days=30)
    told = {"promiser": Promiser.PARTNER, "partner": partner, "unit": "sillas", "category": "furniture", "by": HEAD}
    made = [
        services.make_commitment(school=school, what=f"Sillas {at}", parts=on_dates([due], Decimal(100)), **told)
        for at in range((ROUNDS + 1) * AT_ONCE)
    ]
    if not linked:
        return [one.pk for one in made]
    keys = [services.issue_key(contact=contact, commitments=[one], by=HEAD) for one in made]
    return [(services.path_of(key), one.pk) for key, one in zip(keys, made, strict=True)]


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
