"""Which school of the UGEL each staged row belongs to, settled in the temporary table."""

from schools.enums import SchoolSource
from schools.services.padron_places import KnownSchool, Resolution, resolve_places
from schools.services.padron_sql import execute, scope_params


def known_and_present() -> tuple[int, int]:
    """Services of the padrón still in the cut, and how many of them the staged file has."""
    return execute(
        """
        SELECT count(*), count(r.codigo_modular)
        FROM schools_service s
        JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.id = s.school_id AND h.source = %(padron)s
        LEFT JOIN padron_row r ON r.ugel_code = %(code)s AND r.codigo_modular = s.codigo_modular AND r.anexo = s.anexo
        WHERE s.ugel_id = %(ugel)s AND s.not_in_cut_since IS NULL
        """,
        scope_params(padron=SchoolSource.PADRON),
    )[0]


def resolve(answers: dict[str, str]) -> Resolution:
    """Give every staged row of this UGEL its school, known or new."""
    incoming: dict[str, list[str]] = {}
    known: dict[str, list[KnownSchool]] = {}
    groups = "SELECT DISTINCT codlocal, codinst FROM padron_row WHERE ugel_code = %(code)s AND codlocal <> ''"
    for codlocal, codinst in execute(groups, scope_params()):
        incoming.setdefault(codlocal, []).append(codinst)
    schools = """
        SELECT id, codlocal, codinst, joined_codinsts, national_key FROM schools_school
        WHERE ugel_id = %(ugel)s AND codlocal <> '' ORDER BY is_active DESC, id
    """
    for pk, codlocal, codinst, joined, key in execute(schools, scope_params()):
        known.setdefault(codlocal, []).append(KnownSchool(pk, codlocal, codinst, tuple(joined), key))
    resolution = resolve_places(incoming, known, shared=_shared_services, answers=answers)
    _settle(resolution.places)
    return resolution


def _shared_services(codlocal):
    sql = """
        SELECT s.school_id, r.codinst, count(*)
        FROM padron_row r
        JOIN schools_service s
            ON s.ugel_id = %(ugel)s AND s.codigo_modular = r.codigo_modular AND s.anexo = r.anexo
        WHERE r.ugel_code = %(code)s AND r.codlocal = %(codlocal)s
        GROUP BY s.school_id, r.codinst
    """
    return {(school, codinst): count for school, codinst, count in execute(sql, scope_params(codlocal=codlocal))}


def _settle(places):
    """Write the school of each row into the staged rows; rows without a local follow their service."""
    execute(
        """
        UPDATE padron_row r
        SET service_id = s.id,
            school_id = CASE
                WHEN r.codlocal = '' THEN coalesce(s.school_id, alone.id)
                WHEN p.by_service AND h.codlocal = r.codlocal THEN s.school_id
                ELSE p.school_id
            END,
            school_key = CASE
                WHEN r.codlocal = '' THEN
                    coalesce(h.national_key, alone.national_key, 'P' || r.codigo_modular || '-' || r.anexo)
                WHEN p.by_service AND h.codlocal = r.codlocal THEN h.national_key
                ELSE p.key
            END,
            school_codinst = CASE
                WHEN r.codlocal = '' THEN coalesce(h.codinst, r.codinst)
                WHEN p.by_service AND h.codlocal = r.codlocal THEN h.codinst
                ELSE p.school_codinst
            END
        FROM padron_row x
        LEFT JOIN schools_service s
            ON s.ugel_id = %(ugel)s AND s.codigo_modular = x.codigo_modular AND s.anexo = x.anexo
        LEFT JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.id = s.school_id
        LEFT JOIN unnest(
            %(codlocals)s::text[], %(codinsts)s::text[], %(schools)s::bigint[], %(keys)s::text[],
            %(own)s::text[], %(by_service)s::boolean[]
        ) AS p(codlocal, codinst, school_id, key, school_codinst, by_service)
            ON p.codlocal = x.codlocal AND p.codinst = x.codinst
        LEFT JOIN schools_school alone
            ON x.codlocal = '' AND alone.ugel_id = %(ugel)s
            AND alone.national_key = 'P' || x.codigo_modular || '-' || x.anexo
        WHERE r.ugel_code = %(code)s AND x.ctid = r.ctid
        """,
        scope_params(
            codlocals=[p.codlocal for p in places],
            codinsts=[p.codinst for p in places],
            schools=[p.school_id for p in places],
            keys=[p.key for p in places],
            own=[p.school_codinst for p in places],
            by_service=[p.by_service for p in places],
        ),
    )
