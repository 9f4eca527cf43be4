"""The list of routes, the month and the figures of transport behind a year of daily rows: the queries of each."""

import json
import sys
from datetime import timedelta

from bench import ground
from bench.measure import Result, interleaved

SIZE = sys.argv[1]
SCHOOLS, DAYS, STOPS = 500, 180, 3
ROUNDS = 5


def main() -> None:
    ground.enter(SIZE, role="owner")
    from django.db import connection, transaction

    from core.tenancy.models import Ugel
    from core.tenancy.scope import scope

    with scope(Ugel.objects.order_by("pk").first()):
        rows = fill()
        with connection.cursor() as cursor:
            # What autovacuum would have done by the time a UGEL has told a year; the web role may not.
            cursor.execute("ANALYZE transport_route, transport_leg, transport_stop, transport_legday")
            cursor.execute("ANALYZE transport_vehicle, transport_document")
            cursor.execute("SET ROLE comuset_app")
        names = ["routes, first page", "transport, a month of the UGEL", "transport, six figures of the year"]
        limits = [0.5, 3.0, 5.0]
        seconds = interleaved(first_page, month, figures, rounds=ROUNDS)
        transaction.set_rollback(True)
    thousands = f"{rows:,}".replace(",", " ")
    results = [
        Result(f"{name}, {thousands} leg-days", took, None, limit, unit="s")
        for name, took, limit in zip(names, seconds, limits, strict=True)
    ]
    print(json.dumps([row.as_row() for row in results]))


def fill() -> int:
    """A route at each school with both legs told on every day of a year; rolled back at the end."""
    from django.utils import timezone

    from core.accounts.models import User
    from schools.models import School, SchoolTerm, SchoolYear
    from transport.models import Document, Leg, LegDay, Route, Stop, Vehicle

    user, schools = User.objects.order_by("pk").first(), list(School.objects.order_by("pk")[:SCHOOLS])
    today = timezone.localdate()
    first = today - timedelta(days=DAYS * 7 // 5)
    year, _made = SchoolYear.objects.get_or_create(year=today.year, defaults={"weekdays": [1, 2, 3, 4, 5]})
    SchoolTerm.objects.filter(school_year=year).delete()
    begin, end = today.replace(month=1, day=1), today.replace(month=12, day=31)
    SchoolTerm.objects.create(school_year=year, name="Todo el año", from_date=begin, to_date=end)
    vehicles = Vehicle.objects.bulk_create(Vehicle(kind="van", name=f"Combi {at}", seats=12) for at in range(SCHOOLS))
    Document.objects.bulk_create(
        Document(vehicle=one, kind=kind, expires=today + timedelta(days=at % 400 - 100))
        for at, one in enumerate(vehicles)
        for kind in ("soat", "citv")
    )
    routes = Route.objects.bulk_create(
        Route(school=school, name="Ruta", vehicle=vehicle, from_date=first, created_at=timezone.now() - timedelta(400))
        for school, vehicle in zip(schools, vehicles, strict=False)
    )
    legs = Leg.objects.bulk_create(
        Leg(route=one, direction=direction, seats=12) for one in routes for direction in ("entrada", "salida")
    )
    Stop.objects.bulk_create(
        Stop(route=one, position=at, settlement=f"Anexo {at}", pupils=4, seats_entrada=4, seats_salida=3)
        for one in routes
        for at in range(STOPS)
    )
    days = [day for back in range(DAYS * 7 // 5) if (day := today - timedelta(days=back)).weekday() < 5]
    made = 0
    for start in range(0, len(legs), 50):
        rows = [_told(LegDay, leg, day, at, user) for leg in legs[start : start + 50] for at, day in enumerate(days)]
        made += len(LegDay.objects.bulk_create(rows, batch_size=5_000))
    return made


def _told(model, leg, day, at, user):
    """Nine of ten came, the others by turns."""
    said = "came" if at % 10 else ("late" if at % 20 else "absent")
    late = 15 if said == "late" else None
    return model(leg=leg, day=day, said=said, late_minutes=late, pupils=12, said_by=user)


def first_page() -> None:
    from django.core.paginator import Paginator

    from transport.filters import RouteFilter
    from transport.models import Route
    from transport.selectors import with_list_columns

    found = RouteFilter({}, queryset=Route.objects.all())
    found.form.is_valid()
    rows = with_list_columns(found.qs).order_by("school__name", "name", "pk")
    if not list(Paginator(rows, 25).get_page(1)):
        sys.exit("There are no routes.")


def month() -> None:
    from django.utils import timezone

    from transport.selectors import board_of

    today = timezone.localdate()
    if not any(lane.ran for lane in board_of(today.year, today.month)) and today.day > 5:
        sys.exit("Nothing ran this month.")


def figures() -> None:
    from django.utils import timezone

    from core.strategies.indicators import Frame
    from core.tenancy.scope import current_ugel_id
    from reports.selectors.figures import compute
    from transport.indicators import ALL

    today = timezone.localdate()
    year = Frame(today.replace(month=1, day=1), today.replace(month=12, day=31), timezone.now())
    for one in ALL:
        (found,) = compute(one, year, [current_ugel_id()])
        if not found.denominator:
            sys.exit(f"{one.code} has no denominator.")


if __name__ == "__main__":
    main()
