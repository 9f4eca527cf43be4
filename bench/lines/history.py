"""What keeping old field values costs: ten thousand deliveries rewritten by one statement, and one promise by one."""

import json
import sys
from decimal import Decimal

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
DELIVERIES, A_PROMISE = 10_000, 400
ROUNDS = 9


def main() -> None:
    ground.enter(SIZE)
    import pgtrigger
    from django.db import transaction

    from core.tenancy.models import Ugel
    from core.tenancy.scope import scope

    with scope(Ugel.objects.order_by("pk").first()):
        commitment = fill()

        def many():
            rewrite_deliveries()

        def one():
            rewrite_promise(commitment)

        def many_without():
            with pgtrigger.ignore():
                rewrite_deliveries()

        def one_without():
            with pgtrigger.ignore():
                rewrite_promise(commitment)

        many_on, many_off, one_on, one_off = interleaved(many, many_without, one, one_without, rounds=ROUNDS)
        transaction.set_rollback(True)
    against = "the same statement without the triggers"
    rows = [
        Result("10 000 deliveries rewritten, history on", many_on, many_off, 3.0, against=against),
        Result("one promise saved, history on", one_on, one_off, 3.0, against=against),
    ]
    print(json.dumps([row.as_row() for row in rows]))


def fill():
    """Promises of 400 deliveries each, by the UGEL to one of its schools; rolled back at the end."""
    from datetime import date, timedelta

    from commitments.models import Commitment, Instalment
    from core.accounts.models import User
    from schools.models import School

    user, school = User.objects.order_by("pk").first(), School.objects.order_by("pk").first()
    told = {"promiser": "ugel", "what": "Agua", "unit": "litros", "category": "water", "quantity": Decimal(400_000)}
    people = {"followed_by": user, "created_by": user}
    made = Commitment.objects.bulk_create(
        Commitment(number=900_000 + at, group_number=900_000 + at, school=school, **told, **people)
        for at in range(DELIVERIES // A_PROMISE)
    )
    first = date(2026, 1, 1)
    Instalment.objects.bulk_create(
        Instalment(commitment=one, position=at, due_date=first + timedelta(days=at), quantity=Decimal(1000))
        for one in made
        for at in range(A_PROMISE)
    )
    return made[0]


def rewrite_deliveries() -> None:
    from django.db.models import F

    from commitments.models import Instalment

    Instalment.objects.filter(commitment__number__gte=900_000).update(quantity=F("quantity") + 1)


def rewrite_promise(commitment) -> None:
    commitment.quantity += 1
    commitment.save()


if __name__ == "__main__":
    main()
