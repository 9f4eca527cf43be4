"""On which days a school has classes: what every count of pupil-days stands on.

A UGEL that wrote no calendar for a year is unknown in that year: nothing here answers «no» or zero for it.
"""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import F, IntegerField, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from schools.models import Closure, School, SchoolYear
from schools.selectors.listing import pupils_of

# Weekdays of terms minus what closes all schools; then each school of that UGEL minus its own closures.
SCHOOL_DAYS = """
SELECT school.ugel_id, school.id AS school_id, common.day
FROM (
    SELECT year.ugel_id, day::date AS day
    FROM schools_schoolyear year
    JOIN schools_schoolterm term ON term.ugel_id = year.ugel_id AND term.school_year_id = year.id
    CROSS JOIN LATERAL generate_series(
        greatest(term.from_date, %s::date), least(term.to_date, %s::date), interval '1 day'
    ) day
    WHERE extract(isodow FROM day)::int = ANY (year.weekdays)
        AND NOT EXISTS (
            SELECT FROM schools_closure closure
            WHERE closure.ugel_id = year.ugel_id AND closure.school_id IS NULL
                AND day::date BETWEEN closure.from_date AND closure.to_date
        )
) common
JOIN schools_school school ON school.ugel_id = common.ugel_id
WHERE NOT EXISTS (
    SELECT FROM schools_closure closure
    WHERE closure.ugel_id = school.ugel_id AND closure.school_id = school.id
        AND common.day BETWEEN closure.from_date AND closure.to_date
)
"""
# Whether the UGEL wrote terms for every year the days touch.
KNOWN = """
SELECT year.ugel_id FROM schools_schoolyear year
WHERE year.year BETWEEN extract(year FROM %s::date) AND extract(year FROM %s::date)
    AND EXISTS (
        SELECT FROM schools_schoolterm term WHERE term.ugel_id = year.ugel_id AND term.school_year_id = year.id
    )
GROUP BY year.ugel_id
HAVING count(*) = extract(year FROM %s::date) - extract(year FROM %s::date) + 1
"""


def school_days_sql(first: date, last: date) -> tuple[str, tuple]:
    """SQL of one row (ugel_id, school_id, day) per school and school day, of every UGEL in scope; a CTE of figures."""
    return SCHOOL_DAYS, (first, last)


def known_ugels_sql(first: date, last: date) -> tuple[str, tuple]:
    """SQL of the UGELs (ugel_id) whose calendar covers every year from `first` to `last`; the others are unknown."""
    return KNOWN, (first, last, last, first)


def with_school_days(schools: QuerySet[School], first: date, last: date) -> QuerySet[School]:
    """Adds `school_days`, how many there are from `first` to `last`; None where the UGEL has no calendar."""
    days, days_params = school_days_sql(first, last)
    known, known_params = known_ugels_sql(first, last)
    counted = RawSQL(  # noqa: S611 - our own SQL; dates are parameters
        f"""(SELECT coalesce(counted.days, 0) FROM ({known}) known
        LEFT JOIN (SELECT school_id, count(*)::int AS days FROM ({days}) d GROUP BY school_id) counted
            ON counted.school_id = schools_school.id
        WHERE known.ugel_id = schools_school.ugel_id)""",  # noqa: S608
        (*known_params, *days_params),
        output_field=IntegerField(),
    )
    return schools.annotate(school_days=counted)


def school_days(first: date, last: date, *, school_ids: Iterable[int] | None = None) -> dict[int, set[date]]:
    """The school days of each school, in one query; a school is missing where its UGEL has no calendar."""
    days, days_params = school_days_sql(first, last)
    known, known_params = known_ugels_sql(first, last)
    wanted = list(school_ids) if school_ids is not None else None
    sql = f"""
    SELECT school.id, coalesce(array_agg(d.day) FILTER (WHERE d.day IS NOT NULL), '{{}}')
    FROM schools_school school
    JOIN ({known}) known ON known.ugel_id = school.ugel_id
    LEFT JOIN ({days}) d ON d.ugel_id = school.ugel_id AND d.school_id = school.id
    WHERE %s::bigint[] IS NULL OR school.id = ANY (%s::bigint[])
    GROUP BY school.id
    """  # noqa: S608 - constants; every value is a parameter
    with connection.cursor() as cursor:
        cursor.execute(sql, (*known_params, *days_params, wanted, wanted))
        return {school_id: set(found) for school_id, found in cursor.fetchall()}


def with_classes_on(day: date) -> QuerySet[School]:
    """Schools that are known to have classes that day; asks nothing until it is read."""
    days, params = school_days_sql(day, day)
    return School.objects.filter(
        pk__in=RawSQL(f"SELECT school_id FROM ({days}) d", params)  # noqa: S608, S611 - our own SQL
    )


def is_school_day(school: School, day: date) -> bool | None:
    """Has the school classes that day? None where the UGEL has no calendar of the year."""
    found = school_days(day, day, school_ids=[school.pk])
    return bool(found[school.pk]) if school.pk in found else None


def pupil_days(first: date, last: date, *, school_ids: Iterable[int] | None = None) -> dict[int, int | None]:
    """Pupils × school days of each school; None where the calendar or the enrolment is unknown."""
    schools = School.objects.all() if school_ids is None else School.objects.filter(pk__in=list(school_ids))
    counted = with_school_days(schools, first, last).annotate(pupils=pupils_of(service__school=OuterRef("pk")))
    rows = counted.values_list("pk", "school_days", "pupils")
    return {pk: None if days is None or pupils is None else days * pupils for pk, days, pupils in rows}


# --- what the page shows ------------------------------------------------------------------------------------------


def years() -> list[int]:
    """Years that have a calendar here, the newest first."""
    return list(SchoolYear.objects.order_by("-year").values_list("year", flat=True))


def closures_of(year: int, *, school: School | None = None) -> QuerySet[Closure]:
    """What closes schools in a year: all of it, or what closes one school."""
    found = Closure.objects.filter(from_date__lte=date(year, 12, 31), to_date__gte=date(year, 1, 1))
    if school:
        found = found.filter(Q(school=None) | Q(school=school))
    return found.select_related("school").order_by("from_date", F("school").asc(nulls_first=True), "pk")
