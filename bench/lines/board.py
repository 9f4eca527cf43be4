"""Board, list and calendar of one tenant with 100 000 promises: the queries of each page."""

import json
import sys
from datetime import timedelta
from decimal import Decimal

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
PROMISES, PARTNERS, IN_ONE_INSERT = 100_000, 200, 5_000
ROUNDS = 7
# Most promises of a long life are over.
STATES = ["closed"] * 6 + ["proposed", "confirmed", "in_progress", "verified"]


def main() -> None:
    ground.enter(SIZE, role="owner")
    from django.db import connection, transaction

    from core.tenancy.models import Ugel
    from core.tenancy.scope import scope

    with scope(Ugel.objects.order_by("pk").first()):
        fill()
        with connection.cursor() as cursor:
            # What autovacuum would have done by the time a UGEL has made so many; the web role may not.
            cursor.execute("ANALYZE commitments_commitment, commitments_instalment, partners_partner")
            cursor.execute("SET ROLE comuset_app")
        names = [*("board by state", "board by promiser", "board by school"), "list, first page", "calendar, one month"]
        seconds = interleaved(by_state, by_promiser, by_school, first_page, month, rounds=ROUNDS)
        transaction.set_rollback(True)
    rows = [
        Result(f"{name}, 100 000 promises", took, None, 0.5, unit="s")
        for name, took in zip(names, seconds, strict=True)
    ]
    print(json.dumps([row.as_row() for row in rows]))


def fill() -> None:
    """Promises of partners to the UGEL's schools, one date each, before and after today; rolled back at the end."""
    from django.utils import timezone

    from commitments.models import Commitment, Instalment
    from core.accounts.models import User
    from partners.models import Partner
    from schools.models import School

    user, schools = User.objects.order_by("pk").first(), list(School.objects.order_by("pk")[:1000])
    partners = Partner.objects.bulk_create(
        Partner(name=f"Aliado {at}", search_name=f"aliado {at}", kind="company", created_by=user)
        for at in range(PARTNERS)
    )
    today = timezone.localdate()

    def promise(at):
        state, due = STATES[at % len(STATES)], today + timedelta(days=at % 400 - 100)
        is_over = state == "closed"
        return Commitment(
            number=1_000_000 + at,
            group_number=1_000_000 + at,
            partner=partners[at * 7 % PARTNERS],
            school=schools[at * 13 % len(schools)],
            what="Agua cada martes",
            unit="litros",
            category="water",
            quantity=Decimal(1000),
            state=state,
            ending=state if is_over else "",
            ended_at=timezone.now() if is_over else None,
            next_due_date=None if state in ("closed", "verified") else due,
            followed_by=user,
            created_by=user,
        )

    for start in range(0, PROMISES, IN_ONE_INSERT):
        made = Commitment.objects.bulk_create(promise(at) for at in range(start, start + IN_ONE_INSERT))
        Instalment.objects.bulk_create(
            Instalment(
                commitment=one, position=1, due_date=today + timedelta(days=at % 400 - 100), quantity=Decimal(1000)
            )
            for at, one in enumerate(made, start=start)
        )


def everything():
    from commitments.selectors import commitments_for
    from core.accounts.enums import Role

    return commitments_for(None, {Role.UGEL_HEAD})


def by_state() -> None:
    read("estado")


def by_promiser() -> None:
    read("aliado")


def by_school() -> None:
    read("escuela")


def read(reading: str) -> None:
    from commitments.selectors import BOARD_READINGS

    board = BOARD_READINGS[reading](everything(), 1)
    if not board.columns or not all(column.cards for column in board.columns):
        sys.exit("The board has no columns.")


def first_page() -> None:
    from django.core.paginator import Paginator

    from commitments.views.reading import OPEN_FIRST, PAGE

    list(Paginator(everything().order_by(*OPEN_FIRST), PAGE).get_page(1))


def month() -> None:
    from django.utils import timezone

    from commitments.selectors import dates_for, in_month, month_of
    from core.accounts.enums import Role

    first = timezone.localdate().replace(day=1)
    dates = dates_for(None, {Role.UGEL_HEAD})
    month_of(dates, first)
    list(in_month(dates, first).order_by("due_date", "pk")[:100])


if __name__ == "__main__":
    main()
