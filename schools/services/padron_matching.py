"""Which school of the UGEL each staged row belongs to, settled in the temporary table.

What needs no thought is settled by one statement: a service that stays where it is, and a new local with one
institution. The rest, a few locals, is decided in Python (padron_places).
"""

from schools.enums import SchoolSource
from schools.services.padron_places import KnownSchool, Resolution, resolve_places
from schools.services.padron_sql import execute, scope_params


def resolve(answers: dict[str, str]) -> Resolution:
    """Give every staged row of this UGEL its school, known or new."""
    new, unsettled, known, present = execute(SETTLE_PLAIN, scope_params(padron=SchoolSource.PADRON))[0]
    resolution = Resolution()
    if unsettled:
        incoming, schools = _unsettled_locals()
        resolution = resolve_places(incoming, schools, shared=_shared_services, answers=answers)
        _settle(resolution.places)
    resolution.new_services, resolution.known_services, resolution.present_services = new, known, present
    return resolution


SETTLE_PLAIN = """
    WITH settled AS (
        UPDATE padron_row r
        SET service_id = x.service_id, school_id = x.school_id, school_key = x.school_key,
            school_codinst = x.school_codinst
        FROM (
            SELECT l.row, l.service_id, l.is_present,
                CASE WHEN l.stays THEN l.service_school WHEN l.codlocal = '' THEN alone.id END AS school_id,
                CASE
                    WHEN l.stays THEN l.national_key
                    WHEN l.codlocal = '' THEN
                        coalesce(alone.national_key, 'P' || l.codigo_modular || '-' || l.anexo)
                    WHEN l.is_new THEN concat_ws('-', l.codlocal, l.only_codinst)
                END AS school_key,
                CASE
                    WHEN l.stays THEN l.school_codinst
                    WHEN l.codlocal = '' THEN l.codinst
                    ELSE coalesce(l.only_codinst, '')
                END AS school_codinst
            FROM (
                SELECT r.ctid AS row,
                    h.source = %(padron)s AND s.not_in_cut_since IS NULL AS is_present,
                    r.codigo_modular, r.anexo, r.codlocal, r.codinst, h.national_key,
                    h.codinst AS school_codinst, s.id AS service_id, s.school_id AS service_school,
                    s.id IS NOT NULL AND (
                        r.codlocal = '' OR (
                            h.codlocal = r.codlocal
                            AND (r.codinst IN ('', h.codinst) OR r.codinst = ANY (h.joined_codinsts))
                        )
                    ) AS stays,
                    min(nullif(r.codinst, '')) OVER local AS only_codinst,
                    min(nullif(r.codinst, '')) OVER local IS NOT DISTINCT FROM max(nullif(r.codinst, '')) OVER local
                        AND NOT EXISTS (
                            SELECT FROM schools_school k WHERE k.ugel_id = %(ugel)s AND k.codlocal = r.codlocal
                        ) AS is_new
                FROM padron_row r
                LEFT JOIN schools_service s
                    ON s.ugel_id = %(ugel)s AND s.codigo_modular = r.codigo_modular AND s.anexo = r.anexo
                LEFT JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.id = s.school_id
                WHERE r.ugel_code = %(code)s
                WINDOW local AS (PARTITION BY r.codlocal)
            ) l
            LEFT JOIN schools_school alone
                ON l.codlocal = '' AND alone.ugel_id = %(ugel)s
                AND alone.national_key = 'P' || l.codigo_modular || '-' || l.anexo
        ) x
        WHERE r.ctid = x.row
        RETURNING r.service_id, r.school_key, x.is_present
    )
    SELECT count(*) FILTER (WHERE service_id IS NULL), count(*) FILTER (WHERE school_key IS NULL),
        (
            SELECT count(*) FROM schools_service s
            JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.id = s.school_id AND h.source = %(padron)s
            WHERE s.ugel_id = %(ugel)s AND s.not_in_cut_since IS NULL
        ),
        count(*) FILTER (WHERE is_present)
    FROM settled
"""


def _unsettled_locals():
    """Each local that needs thought: the CODINST of all its rows, and the schools known there."""
    incoming: dict[str, list[str]] = {}
    known: dict[str, list[KnownSchool]] = {}
    groups = """
        SELECT DISTINCT codlocal, codinst FROM padron_row
        WHERE ugel_code = %(code)s AND codlocal IN (
            SELECT codlocal FROM padron_row WHERE ugel_code = %(code)s AND school_key IS NULL
        )
    """
    for codlocal, codinst in execute(groups, scope_params()):
        incoming.setdefault(codlocal, []).append(codinst)
    schools = """
        SELECT id, codlocal, codinst, joined_codinsts, national_key FROM schools_school
        WHERE ugel_id = %(ugel)s AND codlocal = ANY(%(codlocals)s) ORDER BY is_active DESC, id
    """
    for pk, codlocal, codinst, joined, key in execute(schools, scope_params(codlocals=list(incoming))):
        known.setdefault(codlocal, []).append(KnownSchool(pk, codlocal, codinst, tuple(joined), key))
    return incoming, known


def _shared_services(codlocal):
    sql = """
        SELECT s.school_id, r.codinst, count(*)
        FROM padron_row r
        JOIN schools_service s ON s.ugel_id = %(ugel)s AND s.id = r.service_id
        WHERE r.ugel_code = %(code)s AND r.codlocal = %(codlocal)s
        GROUP BY s.school_id, r.codinst
    """
    return {(school, codinst): count for school, codinst, count in execute(sql, scope_params(codlocal=codlocal))}


def _settle(places):
    """Write what was decided into the rows of those locals, and one key into all rows of a known school."""
    params = scope_params(
        codlocals=[p.codlocal for p in places],
        codinsts=[p.codinst for p in places],
        schools=[p.school_id for p in places],
        keys=[p.key for p in places],
        own=[p.school_codinst for p in places],
        by_service=[p.by_service for p in places],
    )
    execute(
        """
        UPDATE padron_row r SET school_id = p.school_id, school_key = p.key, school_codinst = p.own
        FROM unnest(
            %(codlocals)s::text[], %(codinsts)s::text[], %(schools)s::bigint[], %(keys)s::text[], %(own)s::text[],
            %(by_service)s::boolean[]
        ) AS p(codlocal, codinst, school_id, key, own, by_service)
        WHERE r.ugel_code = %(code)s AND r.codlocal = p.codlocal AND r.codinst = p.codinst
            AND (r.school_key IS NULL OR (p.codinst = '' AND NOT p.by_service))
        """,
        params,
    )
    execute(
        """
        UPDATE padron_row r SET school_key = p.key, school_codinst = p.own
        FROM unnest(%(schools)s::bigint[], %(keys)s::text[], %(own)s::text[]) AS p(school_id, key, own)
        WHERE r.ugel_code = %(code)s AND r.school_id = p.school_id AND r.school_key <> p.key
        """,
        params,
    )
