"""The school list, filtered, searched, sorted, page 3: against the same page without ORM, and with the wall off."""

import json
import os
import re
import sys

from bench import ground
from bench.measure import Result, Spent, interleaved, timed, typical

SIZE = sys.argv[1]
ground.enter(SIZE)

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402

from bench import raw_page  # noqa: E402
from core.access.roles import enter  # noqa: E402
from core.accounts.models import User  # noqa: E402
from core.tenancy.models import Ugel  # noqa: E402
from core.tenancy.scope import scope  # noqa: E402

settings.ROOT_URLCONF = "bench.urls"
settings.DEBUG = False
UGEL = Ugel.objects.order_by("pk").first()
HEAD = User.objects.get(pk=UGEL.pk * 2 + 1)
QUERY = "q=san&area=rural&sort=-pupils&page=3"
BODY = re.compile(rb"<tbody>.*?</tbody>", re.DOTALL)
ROUNDS = 25
WALLED = "SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"

CLIENT = Client()
CLIENT.force_login(HEAD)


def fetch(path: str) -> bytes:
    response = CLIENT.get(f"/{UGEL.code}/{path}?{QUERY}")
    if response.status_code != 200:
        sys.exit(f"{path} answered {response.status_code}")
    return response.content


def ours() -> bytes:
    return fetch("escuelas/")


def raw() -> bytes:
    return fetch("escuelas-sin-orm/")


def bare() -> bytes:
    """The hand-written view called as a function: no middleware, the tenant set by hand."""
    request = RequestFactory().get(f"/escuelas-sin-orm/?{QUERY}")
    request.user, request.ugel, request.htmx, request.session = HEAD, UGEL, False, {}
    with transaction.atomic(), scope(UGEL):
        enter(request)
        return raw_page.page(request).content


def refuse_differences() -> None:
    bodies = {BODY.search(page).group() for page in (ours(), raw())}
    if len(bodies) != 1:
        sys.exit("The hand-written page shows other rows than ours.")


def wall_on_and_off() -> tuple[Spent, Spent]:
    """A page with the wall and without it, turned by the owner between small groups of requests."""
    turns: dict[str, list[Spent]] = {"ENABLE": [], "DISABLE": []}
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        tables = [table for (table,) in owner.execute(WALLED).fetchall()]
        try:
            for _ in range(8):
                for state, spent in turns.items():
                    for table in tables:
                        owner.execute(f"ALTER TABLE {table} {state} ROW LEVEL SECURITY")
                    for turn in range(8):
                        page = timed(ours)
                        if turn >= 3:  # the first ones plan anew
                            spent.append(page)
        finally:
            for table in tables:
                owner.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    return typical(turns["ENABLE"]), typical(turns["DISABLE"])


def main() -> None:
    refuse_differences()
    us, same_middleware, no_middleware = interleaved(ours, raw, bare, rounds=ROUNDS, warm=5)
    on, off = wall_on_and_off()
    with scope(UGEL):
        from schools.models import School

        notes = {"schools of the UGEL": School.objects.count()}
    rows = [
        Result("school list, page 3", us, same_middleware, 1.5, "no ORM, same middleware and template", notes=notes),
        Result("school list, page 3", us, no_middleware, 2, "no ORM, no middleware, same template"),
        Result("school list, row-level security on / off", on, off, 1.1, "the same page without the policies"),
    ]
    connection.close()
    print(json.dumps([row.as_row() for row in rows]))


if __name__ == "__main__":
    main()
