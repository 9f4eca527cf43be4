"""Write what was staged, and put it back: the same statements read `after` to apply and `before` to undo."""

from schools.enums import SchoolSource
from schools.models import PadronImport
from schools.services.padron_service_sql import KNOWN_PUPILS
from schools.services.padron_sql import execute, scope_params

# Works in any locale: accents come off before the letters are lowered.
SEARCHABLE = "lower(regexp_replace(normalize(trim({name} || ' ' || {centre}), NFKD), '[\u0300-\u036f]', '', 'g'))"

SCHOOL_COLUMNS = {
    "national_key": "text", "codlocal": "text", "codinst": "text", "name": "text", "centre_code": "text",
    "centre": "text", "address": "text", "area": "text", "management": "text", "is_active": "boolean",
    "lat": "numeric", "lon": "numeric", "not_in_cut_since": "date",
}  # fmt: skip
SERVICE_COLUMNS = {
    "level": "text", "form": "text", "characteristic": "text", "gender": "text", "shift": "text",
    "management": "text", "dependency": "text", "programme": "text", "area": "text", "is_active": "boolean",
    "teachers": "int", "sections": "int", "not_in_cut_since": "date",
}  # fmt: skip
NULLABLE = frozenset({"lat", "lon", "not_in_cut_since", "teachers", "sections"})
OF_IMPORT = "c.ugel_id = %(ugel)s AND c.padron_import_id = %(padron_import)s"
# Every service an import speaks of: staged by itself, or inside the new school it came with.
SERVICES = f"""(
    SELECT c.key, c.action, c.object_id, c.before, c.after FROM schools_padronchange c
    WHERE {OF_IMPORT} AND c.noun = 'service'
    UNION ALL
    SELECT n.value ->> 'key', 'new', NULL, '{{}}', n.value || jsonb_build_object('school_key', c.key)
    FROM schools_padronchange c CROSS JOIN LATERAL jsonb_array_elements(c.after -> 'services') n
    WHERE {OF_IMPORT} AND c.noun = 'school' AND c.action = 'new'
) c"""  # noqa: S608  names are this module's, values are parameters
SAME_SERVICE = """s.ugel_id = %(ugel)s AND s.codigo_modular = split_part(c.key, '-', 1)
    AND s.anexo = split_part(c.key, '-', 2)"""


def merge_params(padron_import: PadronImport) -> dict:
    cut, by = padron_import.cut_date, padron_import.applied_by_id
    if cut is None:
        raise ValueError(f"Padrón import {padron_import.pk} was never read: it has no cut to apply.")
    return scope_params(padron_import=padron_import.pk, cut=cut, year=cut.year, padron=SchoolSource.PADRON, by=by)


def apply_changes(padron_import: PadronImport) -> None:
    """Write the staged changes; known rows first, so that a key given up is free for a new school."""
    params = merge_params(padron_import)
    if padron_import.changed or padron_import.missing:
        if not padron_import.is_older:
            execute(CLOSE_FACTS, params)
        execute(update_schools("after"), params)
        execute(REFRESH_SEARCH, params)
    if padron_import.new or padron_import.changed:
        execute(INSERT_SCHOOLS, params)
    if padron_import.changed or padron_import.missing:
        execute(update_services("after"), params)
    if padron_import.new:
        execute(INSERT_SERVICES, params)
    if padron_import.with_pupils:
        execute(INSERT_ENROLMENT.format(doc="after", services=SERVICES, same_service=SAME_SERVICE, unless=""), params)
    if padron_import.with_contacts:
        execute(UPSERT_CONTACTS.format(doc="after", services=SERVICES, same_service=SAME_SERVICE), params)


def learn_territories(places: dict[str, tuple[str, str, str]]) -> None:
    """Departments, provinces and districts nobody loaded yet, by district code; the same for every UGEL."""
    if places:
        codes, names = list(places), list(places.values())
        params = {"codes": codes}
        for level, (width, kind) in enumerate(((2, "department"), (4, "province"), (6, "district"))):
            execute(LEARN_TERRITORIES, {**params, "names": [n[level] for n in names], "width": width, "kind": kind})


LEARN_TERRITORIES = """
    INSERT INTO schools_territory (code, kind, parent_id, name, search_name, country)
    SELECT DISTINCT ON (left(p.code, %(width)s)) left(p.code, %(width)s), %(kind)s, parent.id, p.name,
        lower(regexp_replace(normalize(p.name, NFKD), '[\u0300-\u036f]', '', 'g')), 'PE'
    FROM unnest(%(codes)s::text[], %(names)s::text[]) AS p(code, name)
    LEFT JOIN schools_territory parent ON parent.code = left(p.code, %(width)s - 2)
    WHERE p.name <> ''
    ON CONFLICT (code) DO NOTHING
"""


def _value(alias: str, name: str, kind: str) -> str:
    """A text nobody gave is stored as empty, like Django does."""
    return f"coalesce({alias}.{name}, '')" if kind == "text" else f"{alias}.{name}"


INSERT_SCHOOLS = f"""
    INSERT INTO schools_school (
        ugel_id, national_key, codlocal, codinst, joined_codinsts, name, search_name, district_id, centre_code,
        centre, address, area, management, is_active, lat, lon, is_point_by_hand, not_in_cut_since, facts_since,
        source, created_at
    )
    SELECT %(ugel)s, a.national_key, a.codlocal, a.codinst, coalesce(a.joined, '{{}}'), a.name,
        {SEARCHABLE.format(name="a.name", centre="a.centre")}, t.id, a.centre_code, a.centre, a.address, a.area,
        a.management, a.is_active, a.lat, a.lon, false, a.not_in_cut_since, %(cut)s, %(padron)s, now()
    FROM schools_padronchange c
    CROSS JOIN LATERAL jsonb_to_record(c.after) AS a(
        {", ".join(f"{name} {kind}" for name, kind in SCHOOL_COLUMNS.items())}, joined text[], district_code text
    )
    LEFT JOIN schools_territory t ON t.code = a.district_code
    WHERE {OF_IMPORT} AND c.noun = 'school' AND c.action = 'new'
"""  # noqa: S608  names are this module's, values are parameters
INSERT_SERVICES = f"""
    INSERT INTO schools_service (ugel_id, school_id, codigo_modular, anexo, {", ".join(SERVICE_COLUMNS)})
    SELECT %(ugel)s, coalesce(a.school, h.id), split_part(c.key, '-', 1), split_part(c.key, '-', 2),
        {", ".join(_value("a", name, kind) for name, kind in SERVICE_COLUMNS.items())}
    FROM {SERVICES}
    CROSS JOIN LATERAL jsonb_to_record(c.after) AS a(
        {", ".join(f"{name} {kind}" for name, kind in SERVICE_COLUMNS.items())}, school bigint, school_key text
    )
    LEFT JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.national_key = a.school_key
    WHERE c.action = 'new'
"""  # noqa: S608  names are this module's, values are parameters
CLOSE_FACTS = f"""
    WITH closed AS (
        INSERT INTO schools_schoolfact
            (ugel_id, school_id, is_active, area, management, valid_from, valid_to, padron_import_id)
        SELECT %(ugel)s, h.id, h.is_active, h.area, h.management, h.facts_since, %(cut)s, %(padron_import)s
        FROM schools_padronchange c
        JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.id = c.object_id
        WHERE {OF_IMPORT} AND c.noun = 'school' AND c.action = 'changed'
            AND c.after ?| ARRAY['is_active', 'area', 'management']
        ON CONFLICT (ugel_id, school_id, valid_to) DO NOTHING
        RETURNING school_id
    )
    UPDATE schools_school h SET facts_since = %(cut)s FROM closed
    WHERE h.ugel_id = %(ugel)s AND h.id = closed.school_id
"""  # noqa: S608  names are this module's, values are parameters
REFRESH_SEARCH = f"""
    UPDATE schools_school h SET search_name = {SEARCHABLE.format(name="h.name", centre="h.centre")}
    FROM schools_padronchange c
    WHERE {OF_IMPORT} AND c.noun = 'school' AND c.object_id = h.id AND h.ugel_id = %(ugel)s
        AND c.after ?| ARRAY['name', 'centre']
"""  # noqa: S608  names are this module's, values are parameters
# Templates: `doc` is after or before, `unless` a further join.
INSERT_ENROLMENT = """
    INSERT INTO schools_enrolment
        (ugel_id, service_id, year, cut_date, grade, sex, count, source, recorded_by_id, recorded_at)
    SELECT %(ugel)s, s.id, %(year)s, %(cut)s, '', e.key, e.value::int,
        CASE WHEN (c.{doc} -> 'enrolment' ->> 'imputed')::boolean THEN 'imputed' ELSE 'padron' END, %(by)s, now()
    FROM {services}
    JOIN schools_service s ON {same_service}
    {unless}
    CROSS JOIN LATERAL jsonb_each_text(c.{doc} -> 'enrolment' -> 'counts') e
    WHERE jsonb_typeof(c.{doc} -> 'enrolment') = 'object' AND NOT EXISTS (
        SELECT FROM schools_enrolment g
        WHERE g.ugel_id = %(ugel)s AND g.service_id = s.id AND g.year = %(year)s AND g.cut_date = %(cut)s
            AND g.grade <> ''
    )
    ON CONFLICT (ugel_id, service_id, year, cut_date, grade, sex)
        DO UPDATE SET count = excluded.count, source = excluded.source, recorded_at = now()
        WHERE schools_enrolment.source IN ('padron', 'imputed')
"""
# Undoing: what an earlier cut of the year says is still there; only what this cut overwrote is written again.
UNLESS_STILL_KNOWN = (
    KNOWN_PUPILS.replace("LEFT JOIN LATERAL", "JOIN LATERAL").rsplit("ON true", 1)[0]
    + "ON known.pupils IS DISTINCT FROM c.before -> 'enrolment'"
)
UPSERT_CONTACTS = """
    INSERT INTO schools_servicecontact (ugel_id, service_id, director, phone, email, promoter)
    SELECT %(ugel)s, s.id, a.director, a.phone, a.email, a.promoter
    FROM {services}
    JOIN schools_service s ON {same_service}
    CROSS JOIN LATERAL jsonb_to_record(c.{doc} -> 'contact') AS a(director text, phone text, email text, promoter text)
    WHERE jsonb_typeof(c.{doc} -> 'contact') = 'object'
    ON CONFLICT (ugel_id, service_id) DO UPDATE SET
        director = excluded.director, phone = excluded.phone, email = excluded.email, promoter = excluded.promoter
"""


def _assignments(doc: str, alias: str, columns: dict[str, str]) -> str:
    return ", ".join(
        f"{name} = CASE WHEN c.{doc} ? '{name}' THEN (c.{doc} ->> '{name}')::{kind} ELSE {alias}.{name} END"
        for name, kind in columns.items()
    )


def update_schools(doc: str) -> str:
    """Set on known schools what `doc` (after or before) holds."""
    return f"""
        UPDATE schools_school h SET {_assignments(doc, "h", SCHOOL_COLUMNS)},
            joined_codinsts = CASE WHEN c.{doc} ? 'joined'
                THEN ARRAY(SELECT jsonb_array_elements_text(c.{doc} -> 'joined')) ELSE h.joined_codinsts END,
            district_id = CASE WHEN c.{doc} ? 'district_code'
                THEN (SELECT t.id FROM schools_territory t WHERE t.code = c.{doc} ->> 'district_code')
                ELSE h.district_id END
        FROM schools_padronchange c
        WHERE {OF_IMPORT} AND c.noun = 'school' AND c.object_id = h.id AND h.ugel_id = %(ugel)s
    """  # noqa: S608  names are this module's, values are parameters


def update_services(doc: str) -> str:
    """Set on known services what `doc` (after or before) holds, their school included."""
    return f"""
        UPDATE schools_service s SET {_assignments(doc, "s", SERVICE_COLUMNS)},
            school_id = CASE WHEN c.{doc} ? 'school' THEN coalesce((c.{doc} ->> 'school')::bigint, h.id)
                ELSE s.school_id END
        FROM schools_padronchange c
        LEFT JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.national_key = c.{doc} ->> 'school_key'
        WHERE {OF_IMPORT} AND c.noun = 'service' AND c.object_id = s.id AND s.ugel_id = %(ugel)s
    """  # noqa: S608  names are this module's, values are parameters
