"""A new tenant, until its head's first page is answered; and that no table was made for it."""

import json
import statistics
import sys
import time

from bench import ground
from bench.measure import Result

SIZE = sys.argv[1]
CODE = 800_000
ROUNDS = 7


def main() -> None:
    ground.enter(SIZE, role="owner")
    from django.db import connection

    tables = set(connection.introspection.table_names())
    seconds = [new_tenant(CODE + turn) for turn in range(ROUNDS)]
    made = len(set(connection.introspection.table_names()) - tables)
    rows = [
        Result(
            "new tenant, its head's first page answered", statistics.median(seconds), None, 1.0,
            notes={"slowest": f"{max(seconds) * 1000:.0f} ms"},
        ),
        Result("new tenant, new tables", made, None, 0, unit="tables"),
    ]  # fmt: skip
    print(json.dumps([row.as_row() for row in rows]))


def new_tenant(code: int) -> float:
    """Make it as the owner, visit it as the web role, take it away again."""
    from django.db import connection
    from django.test import Client

    from core.accounts.enums import Role
    from core.accounts.services import add_member
    from core.tenancy.models import Region
    from core.tenancy.services import create_ugel

    take_away(code)
    started = time.perf_counter()
    ugel = create_ugel(code=str(code), name=f"UGEL {code}", region=Region.objects.first())
    head = add_member(email=f"{code}@bench.pe", full_name="Marta Condori", role=Role.UGEL_HEAD, ugel=ugel).user
    client = Client()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE comuset_app")
    client.force_login(head)
    answer = client.get(f"/{code}/")
    seconds = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    if answer.status_code != 200:
        sys.exit(f"The head's first page answered {answer.status_code}.")
    take_away(code)
    return seconds


def take_away(code: int) -> None:
    from core.accounts.models import Membership, User
    from core.tenancy.models import Ugel

    Membership.objects.filter(ugel__code=str(code)).delete()
    User.objects.filter(email=f"{code}@bench.pe").delete()
    Ugel.objects.filter(code=str(code)).delete()


if __name__ == "__main__":
    main()
