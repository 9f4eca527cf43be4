"""The schools one adopts from, after years of adoptions with their work days: the queries of each reading."""

import json
import sys
from datetime import timedelta
from decimal import Decimal

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
SCHOOLS, YEARS, DAYS_OF_ONE, UNITS = 1_000, 10, 6, 40
ROUNDS = 7


def main() -> None:
    ground.enter(SIZE, role="owner")
    from django.db import connection, transaction

    from core.tenancy.models import Ugel
    from core.tenancy.scope import scope

    with scope(Ugel.objects.order_by("pk").first()):
        days = fill()
        with connection.cursor() as cursor:
            # What autovacuum would have done by the time a UGEL has made so many; the web role may not.
            cursor.execute("ANALYZE adoptions_adoption, adoptions_workday, adoptions_daycommitment")
            cursor.execute("ANALYZE adoptions_neediestschool, commitments_commitment")
            cursor.execute("SET ROLE comuset_app")
        names = ["adoptions, first page and counts", "adoptions, free ones", "adoptions of one unit"]
        seconds = interleaved(first_page, free_ones, of_one_unit, rounds=ROUNDS)
        transaction.set_rollback(True)
    thousands = f"{days:,}".replace(",", " ")
    rows = [
        Result(f"{name}, {thousands} days", took, None, 0.5, unit="s")
        for name, took in zip(names, seconds, strict=True)
    ]
    print(json.dumps([row.as_row() for row in rows]))


def fill() -> int:
    """Every school adopted in each of ten years but some in this one, with its days; rolled back at the end."""
    from django.utils import timezone

    from adoptions.models import Adoption, Holder, NeediestList, NeediestSchool
    from core.accounts.models import User
    from partners.models import Contact, Partner
    from schools.models import School

    user, schools = User.objects.order_by("pk").first(), list(School.objects.order_by("pk")[:SCHOOLS])
    partners = Partner.objects.bulk_create(
        Partner(name=f"Unidad {at}", search_name=f"unidad {at}", kind="army", created_by=user) for at in range(UNITS)
    )
    contacts = Contact.objects.bulk_create(
        Contact(partner=one, name="Quien coordina", search_name="quien coordina") for one in partners
    )
    today = timezone.localdate()
    frozen = NeediestList.objects.create(
        year=today.year, ambito=len(schools), wanted=len(schools), frozen_by=user, frozen_at=timezone.now()
    )
    NeediestSchool.objects.bulk_create(
        NeediestSchool(neediest=frozen, school=school, standing="chosen", rank=rank, score=50)
        for rank, school in enumerate(schools, start=1)
    )
    adoptions = Adoption.objects.bulk_create(
        Adoption(
            school=school,
            partner=contacts[at % UNITS].partner,
            contact=contacts[at % UNITS],
            from_date=today - timedelta(days=365 * year + 300),
            to_date=today - timedelta(days=365 * year - 60),
            followed_by=user,
        )
        for year in range(YEARS)
        for at, school in enumerate(schools)
        if year or at % 4
    )
    Holder.objects.bulk_create(
        Holder(adoption=one, partner=one.partner, contact=one.contact, since_date=one.from_date, recorded_by=user)
        for one in adoptions
    )
    for start in range(0, len(adoptions), 1_000):
        fill_days(adoptions[start : start + 1_000], user)
    return len(adoptions) * DAYS_OF_ONE


def fill_days(adoptions, user) -> None:
    """Each day with the promise behind it, most of them seen."""
    from adoptions.models import DayCommitment, WorkDay
    from commitments.models import Commitment, Instalment

    days = WorkDay.objects.bulk_create(
        WorkDay(adoption=one, work="walls", created_by=user) for one in adoptions for _day in range(DAYS_OF_ONE)
    )
    promises = Commitment.objects.bulk_create(
        Commitment(
            number=2_000_000 + day.pk,
            group_number=2_000_000 + day.pk,
            partner=day.adoption.partner,
            school=day.adoption.school,
            what="Pintado de paredes",
            unit="jornada",
            category="premises",
            quantity=Decimal(1),
            state="confirmed" if at % DAYS_OF_ONE == 0 else "verified",
            followed_by=user,
            created_by=user,
        )
        for at, day in enumerate(days)
    )
    Instalment.objects.bulk_create(
        Instalment(commitment=one, position=1, due_date=day.adoption.from_date, quantity=Decimal(1))
        for one, day in zip(promises, days, strict=True)
    )
    DayCommitment.objects.bulk_create(
        DayCommitment(day=day, commitment=one) for one, day in zip(promises, days, strict=True)
    )


def first_page() -> None:
    """What the list of schools asks: who heads it, and how many stand how."""
    from adoptions.selectors import current_list, pool, pool_counts

    schools = pool(current_list())
    if not read(schools) or not pool_counts(schools)["listed_held"]:
        sys.exit("The list has no schools.")


def free_ones() -> None:
    from adoptions.selectors import current_list, pool

    if not read(pool(current_list()).filter(state="free")):
        sys.exit("No school is free.")


def read(schools) -> list:
    from django.core.paginator import Paginator

    from adoptions.selectors.pool import in_order, with_care

    return list(Paginator(in_order(with_care(schools)), 25).get_page(1))


def of_one_unit() -> None:
    from django.core.paginator import Paginator

    from adoptions.selectors import of_partner
    from partners.models import Partner

    partner = Partner.objects.get(search_name="unidad 1")
    if not list(Paginator(of_partner(partner), 25).get_page(1)):
        sys.exit("The unit has no school.")


if __name__ == "__main__":
    main()
