"""Guardians, their visits and a draw among many deliveries: the queries of each reading, and the draw itself."""

import json
import sys
from datetime import timedelta
from decimal import Decimal

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
GUARDIANS, SCHOOLS, VISITS, DELIVERIES = 300, 1_000, 20_000, 5_000
ROUNDS = 7


def main() -> None:
    ground.enter(SIZE, role="owner")
    from django.db import connection, transaction

    from core.tenancy.models import Ugel
    from core.tenancy.scope import scope

    with scope(Ugel.objects.order_by("pk").first()):
        fill()
        with connection.cursor() as cursor:
            # What autovacuum would have done by the time a UGEL has made so many; the web role may not.
            cursor.execute("ANALYZE guardians_guardian, guardians_visit, guardians_tie, schools_schoolstaff")
            cursor.execute("SET ROLE comuset_app")
        names = ["guardians, first page", "visits, first page", "a list to draw from and its draw"]
        seconds = interleaved(first_page, visits, drawn, rounds=ROUNDS)
        transaction.set_rollback(True)
    print(
        json.dumps(
            [
                Result(f"{name}, {GUARDIANS} guardians", took, None, 0.5, unit="s").as_row()
                for name, took in zip(names, seconds, strict=True)
            ]
        )
    )


def fill() -> None:
    """Guardians with several schools each, their visits, and deliveries nobody saw; rolled back at the end."""
    from django.utils import timezone

    from core.accounts.models import User
    from guardians.models import Code, Guardian, Visit
    from schools.models import School, SchoolStaff

    user, schools = User.objects.order_by("pk").first(), list(School.objects.order_by("pk")[:SCHOOLS])
    today = timezone.localdate()
    begun = today - timedelta(days=300)
    code = Code.objects.create(number=900, text="Digo lo que vi.", published_by=user)
    people = User.objects.bulk_create(
        User(email=f"guardian{at}@bench.pe", full_name=f"Guardián {at}", password="!") for at in range(GUARDIANS)
    )
    guardians = Guardian.objects.bulk_create(
        Guardian(user=one, code=code, signed_date=begun, from_date=begun, accepted_by=user) for one in people
    )
    SchoolStaff.objects.bulk_create(
        SchoolStaff(school=school, user=people[at % GUARDIANS], kind="witness", from_date=begun)
        for at, school in enumerate(schools)
    )
    Visit.objects.bulk_create(
        Visit(
            number=900_000 + at,
            guardian=guardians[at % GUARDIANS],
            school=schools[at % len(schools)],
            due_date=today + timedelta(days=at % 30 - 15),
            state="pending" if at % 10 == 0 else "done",
            seen="" if at % 10 == 0 else "Todo en orden",
            seen_date=None if at % 10 == 0 else today,
            told_at=None if at % 10 == 0 else timezone.now(),
            assigned_by=user,
        )
        for at in range(VISITS)
    )
    fill_deliveries(schools, user, today)


def fill_deliveries(schools, user, today) -> None:
    from commitments.models import Commitment, Instalment

    promises = Commitment.objects.bulk_create(
        Commitment(
            number=3_000_000 + at,
            group_number=3_000_000 + at,
            promiser="ugel",
            school=schools[at % len(schools)],
            what="Diez sillas",
            unit="sillas",
            category="furniture",
            quantity=Decimal(10),
            state="confirmed",
            followed_by=user,
            created_by=user,
        )
        for at in range(DELIVERIES)
    )
    Instalment.objects.bulk_create(
        Instalment(commitment=one, position=1, due_date=today, quantity=Decimal(10)) for one in promises
    )


def first_page() -> None:
    from django.core.paginator import Paginator

    from guardians.models import Guardian
    from guardians.selectors import with_list_columns

    rows = with_list_columns(Guardian.objects.all()).filter(state="active").order_by("user__full_name", "-pk")
    if not list(Paginator(rows, 25).get_page(1)):
        sys.exit("There is no guardian.")


def visits() -> None:
    from django.core.paginator import Paginator

    from guardians.models import Visit

    if not list(Paginator(Visit.objects.all().with_names().in_order(), 25).get_page(1)):
        sys.exit("There is no visit.")


def drawn() -> None:
    """All that a draw does but writing it down."""
    from django.utils import timezone

    from guardians import rule
    from guardians.models import Guardian
    from guardians.selectors.samples import candidates_of, deliveries_to_draw, loads_of

    today, guardians = timezone.localdate(), list(Guardian.objects.filter(ended_date=None))
    deliveries = list(deliveries_to_draw(today, today))
    candidates = candidates_of(deliveries, guardians, visit_by=today)
    loads = {int(pk): count for pk, count in loads_of(one.pk for one in guardians).items()}
    if not rule.draw(candidates, seed="bench", wanted=500, loads=loads):
        sys.exit("Nothing was drawn.")


if __name__ == "__main__":
    main()
