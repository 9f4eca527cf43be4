"""A year of daily words of 500 schools of the nation's first UGEL, written by PostgreSQL and taken away again.

It is committed, so that pages are measured as a person opens them; import after `ground.enter`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import psycopg

from core.tenancy.models import Ugel

SCHOOLS, YEAR = 500, date.today().year  # noqa: DTZ011
OWNER = os.environ["DATABASE_OWNER_URL"]
UGEL = Ugel.objects.order_by("pk").first()
# The nation holds neither transport nor water, so that emptying their tables leaves it as it was.
EMPTY = """
TRUNCATE transport_legday, transport_stop, transport_leg, transport_route, transport_document, transport_driver,
    transport_vehicle, water_daystate, water_delivery, water_sample, water_supply CASCADE
"""
CALENDAR = """
WITH made AS (
    INSERT INTO schools_schoolyear (year, weekdays, created_at, ugel_id)
    VALUES (%(year)s, '{1,2,3,4,5}', now(), %(ugel)s) ON CONFLICT DO NOTHING RETURNING id)
INSERT INTO schools_schoolterm (name, from_date, to_date, ugel_id, school_year_id)
SELECT 'Año', make_date(%(year)s, 1, 1), make_date(%(year)s, 12, 31), %(ugel)s, id FROM made
"""
WITHOUT_TERMS = "DELETE FROM schools_schoolterm WHERE ugel_id = %(ugel)s AND school_year_id <> ALL(%(known)s)"
WITHOUT_CALENDAR = "DELETE FROM schools_schoolyear WHERE ugel_id = %(ugel)s AND id <> ALL(%(known)s)"
CHOSEN = """
CREATE TEMP TABLE chosen AS
SELECT id, lat, lon, row_number() OVER (ORDER BY id) AS n FROM schools_school
WHERE ugel_id = %(ugel)s ORDER BY id LIMIT %(schools)s
"""
DAYS = """
CREATE TEMP TABLE days AS
SELECT day::date AS day, row_number() OVER (ORDER BY day) AS d
FROM generate_series(make_date(%(year)s, 1, 1), make_date(%(year)s, 12, 31), interval '1 day') AS day
WHERE extract(isodow FROM day) < 6
"""
FLEET = """
INSERT INTO transport_vehicle (kind, name, plate, seats, made_year, equipment, is_active, created_at, ugel_id)
SELECT 'van', 'Combi ' || n, 'B' || n, 15, %(year)s - 4, '{}', true, make_date(%(year)s, 1, 1), %(ugel)s FROM chosen;
INSERT INTO transport_document (kind, number, expires, created_at, ugel_id, vehicle_id)
SELECT paper, '', make_date(%(year)s, 6, 1) + (v.id %% 300)::int, v.created_at, v.ugel_id, v.id
FROM transport_vehicle v, unnest(ARRAY['soat', 'citv']) AS paper;
INSERT INTO transport_driver (name, licence_class, licence_number, licence_expires, is_active, created_at, ugel_id)
SELECT 'Conductor ' || n, 'A-IIb', '', make_date(%(year)s + 1, 6, 1), true, now(), %(ugel)s FROM chosen
"""
ROUTES = """
INSERT INTO transport_route (name, weekdays, from_date, notes, created_at, driver_id, school_id, ugel_id, vehicle_id)
SELECT 'Ruta ' || c.n, '{0,1,2,3,4}', make_date(%(year)s, 1, 1), '', make_date(%(year)s, 1, 1), d.id, c.id,
    %(ugel)s, v.id
FROM chosen c JOIN transport_vehicle v ON v.plate = 'B' || c.n JOIN transport_driver d ON d.name = 'Conductor ' || c.n;
INSERT INTO transport_leg (direction, hour, seats, taken, ugel_id, route_id)
SELECT direction, '07:30', 15, 0, r.ugel_id, r.id
FROM transport_route r, unnest(ARRAY['entrada', 'salida']) AS direction;
INSERT INTO transport_stop (position, settlement, centre_code, lat, lon, pupils, seats_entrada, seats_salida,
    ugel_id, route_id)
SELECT at, 'Anexo ' || at, '', -17.5 - at * 0.01, -70.5, 4, 4, 3, r.ugel_id, r.id
FROM transport_route r, generate_series(1, 3) AS at
"""
LEG_DAYS = """
INSERT INTO transport_legday (day, said, late_minutes, pupils, note, version, said_at, created_at,
    leg_id, said_by_id, ugel_id)
SELECT day, said, CASE WHEN said = 'late' THEN 15 END, 12, '', 1, day + time '20:00', day + time '20:00',
    l.id, %(user)s, l.ugel_id
FROM transport_leg l, days,
    LATERAL (SELECT CASE (l.id * 7 + d) %% 53 WHEN 0 THEN 'absent' WHEN 1 THEN 'late' ELSE 'came' END AS said) AS word
WHERE day <= current_date
"""
WATER = """
INSERT INTO water_supply (source, other_sources, updated_at, school_id, ugel_id, updated_by_id)
SELECT 'tanker', '', make_date(%(year)s, 1, 1), id, %(ugel)s, %(user)s FROM chosen;
INSERT INTO water_daystate (day, state, litres_left, recorded_at, recorded_by_id, school_id, ugel_id)
SELECT day, CASE WHEN (n * 7 + d) %% 97 = 0 THEN 'no' ELSE 'yes' END, 900, day + time '20:00', %(user)s, id, %(ugel)s
FROM chosen, days WHERE day <= current_date;
INSERT INTO water_delivery (day, litres, recorded_at, recorded_by_id, school_id, ugel_id)
SELECT day, 3000, day + time '20:00', %(user)s, id, %(ugel)s FROM chosen, days WHERE d %% 5 = 0 AND day <= current_date;
INSERT INTO water_sample (taken_date, point, chlorine, turbidity, taken_by, fitness, recorded_at, recorded_by_id,
    school_id, ugel_id)
SELECT day, 'Caño', 1, 1, '', 'fit', day + time '20:00', %(user)s, id, %(ugel)s FROM chosen, days
WHERE d %% 22 = 0 AND day <= current_date
"""
# What autovacuum would have done by the time a UGEL has told so many days.
LOOK = """
ANALYZE transport_legday, transport_stop, transport_leg, transport_route, transport_document, transport_vehicle,
    water_daystate, water_delivery, water_sample, water_supply, schools_schoolyear, schools_schoolterm
"""
FILL = (CALENDAR, CHOSEN, DAYS, *(one for part in (FLEET, ROUTES, LEG_DAYS, WATER) for one in part.split(";")))


@contextmanager
def a_year(user_id: int) -> Iterator[dict]:
    """The words of the year until today; yields how many of each table there are."""
    told = {"year": YEAR, "ugel": UGEL.pk, "schools": SCHOOLS, "user": user_id}
    with psycopg.connect(OWNER, autocommit=True, cursor_factory=psycopg.ClientCursor) as owner:
        owner.execute("SELECT set_config('comuset.ugel', %(ugel)s::text, false)", told)
        known = [row[0] for row in owner.execute("SELECT id FROM schools_schoolyear WHERE ugel_id = %(ugel)s", told)]
        try:
            owner.execute(EMPTY)
            for statement in FILL:
                owner.execute(statement, told)
            owner.execute(LOOK)
            yield {table: _count(owner, table) for table in ("transport_legday", "water_daystate")}
        finally:
            owner.execute(EMPTY)
            owner.execute(WITHOUT_TERMS, {**told, "known": known})
            owner.execute(WITHOUT_CALENDAR, {**told, "known": known})


def _count(owner, table: str) -> int:
    return owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
