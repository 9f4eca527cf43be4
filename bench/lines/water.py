"""A year of daily words of 500 schools, deliveries and samples: the readings of today, of a month, and the figures."""

import json
import sys
from datetime import date, timedelta

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
SCHOOLS, ROUNDS = 500, 5


def main() -> None:
    ground.enter(SIZE, role="owner")
    from django.db import connection, transaction

    from core.tenancy.models import Ugel
    from core.tenancy.scope import scope

    with scope(Ugel.objects.order_by("pk").first()):
        days = fill()
        with connection.cursor() as cursor:
            # What autovacuum would have done by the time a UGEL has told so many days; the web role may not.
            cursor.execute("ANALYZE water_daystate, water_delivery, water_sample, schools_schoolterm, schools_closure")
            cursor.execute("SET ROLE comuset_app")
        seconds = interleaved(today, month, every_day, litres, rounds=ROUNDS)
        transaction.set_rollback(True)
    thousands = f"{days:,}".replace(",", " ")
    names = [
        "water, all schools today",
        "water, a month of all",
        "water every day, a year",
        "litres against need, a year",
    ]
    limits = [1.0, 1.0, 2.0, 2.0]
    rows = [
        Result(f"{name}, {thousands} days", took, None, limit, unit="s")
        for name, took, limit in zip(names, seconds, limits, strict=True)
    ]
    print(json.dumps([row.as_row() for row in rows]))


def fill() -> int:
    """This year's calendar, a word of each school on each weekday, a delivery a week, a sample a month; rolled back."""
    from django.utils import timezone

    from core.accounts.models import User
    from schools.models import School, SchoolTerm, SchoolYear
    from water.models import DayState, Delivery, Sample, Supply

    user, schools = User.objects.order_by("pk").first(), list(School.objects.order_by("pk")[:SCHOOLS])
    at, year = timezone.now() - timedelta(days=400), timezone.localdate().year
    calendar, is_new = SchoolYear.objects.get_or_create(year=year)
    if is_new:
        term = {"from_date": date(year, 1, 1), "to_date": date(year, 12, 31)}
        SchoolTerm.objects.create(school_year=calendar, name="Año", **term)
    days = [day for day in _year(year) if day.isoweekday() < 6]
    told = {"recorded_by": user, "recorded_at": at}
    for start in range(0, len(schools), 50):
        DayState.objects.bulk_create(
            DayState(school=one, day=day, state="no" if (one.pk + n) % 97 == 0 else "yes", litres_left=900, **told)
            for one in schools[start : start + 50]
            for n, day in enumerate(days)
        )
    Delivery.objects.bulk_create(
        Delivery(school=one, day=day, litres=3000, **told) for one in schools for day in days[::5]
    )
    Sample.objects.bulk_create(
        Sample(school=one, taken_date=day, point="Caño", chlorine=1, turbidity=1, fitness="fit", **told)
        for one in schools
        for day in days[::22]
    )
    Supply.objects.bulk_create(Supply(school=one, source="tanker", updated_by=user, updated_at=at) for one in schools)
    return len(schools) * len(days)


def _year(year):
    return (date(year, 1, 1) + timedelta(days=n) for n in range(365))


def _frame():
    from django.utils import timezone

    from core.strategies.indicators import Frame

    year = timezone.localdate().year
    return Frame(date(year, 1, 1), date(year, 12, 31), timezone.now())


def today() -> None:
    from schools.models import School
    from water.selectors import standings

    if not any(one.left for one in standings(School.objects.current()).values()):
        sys.exit("No school has water left.")


def month() -> None:
    from django.utils import timezone

    from schools.models import School
    from water.selectors.months import months_of

    if not months_of(School.objects.current(), timezone.localdate().replace(day=1)):
        sys.exit("No school has a month.")


def every_day() -> None:
    from water.selectors import figures

    figures.wet_every_day(_frame()).count(), figures.with_dry_days(_frame()).count()


def litres() -> None:
    from water.selectors import figures

    list(figures.litres_against_need(_frame()).values_list("numerator_amount", "denominator_amount"))


if __name__ == "__main__":
    main()
