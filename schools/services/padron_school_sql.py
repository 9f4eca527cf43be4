"""Which schools a cut brings, changes, empties or no longer has; school facts are the leading service's."""

from schools.services.padron_service_sql import new_service
from schools.services.padron_sql import DIFFERENT, RANK, Cut, json_object, merged

SCHOOL_TEXTS = ("name", "centre_code", "centre", "address", "area", "management")


def _first(name: str) -> str:
    by_rank = "ORDER BY x.rank, x.codigo_modular, x.anexo"
    return f"(array_agg(x.{name} {by_rank}) FILTER (WHERE x.{name} IS NOT NULL))[1] AS {name}"


def school_changes(cut: Cut) -> str:
    fill = "true" if cut.is_older else ("false" if cut.is_full else "coalesce(o.rank < g.rank, false)")
    new = {name: merged(f"g.{name}", f"h.{name}", text=True, fill=fill) for name in SCHOOL_TEXTS}
    new["name"] = f"coalesce({merged('g.name', 'h.name', text=False, fill=fill)}, 'Sin nombre ' || g.codigo_modular)"
    new["district_code"] = merged("g.district_code", "d.code", text=False, fill=fill)
    for name in ("lat", "lon"):
        point = merged(f"g.{name}", f"h.{name}", text=False, fill=fill)
        new[name] = f"CASE WHEN h.is_point_by_hand THEN h.{name} ELSE {point} END"
    stays = "h.codinst <> ''" if cut.is_older else "false"
    new["codlocal"] = "coalesce(nullif(g.codlocal, ''), h.codlocal, '')"
    new["codinst"] = f"CASE WHEN {stays} THEN h.codinst ELSE coalesce(nullif(g.codinst, ''), h.codinst, '') END"
    new["national_key"] = f"CASE WHEN {stays} THEN h.national_key ELSE g.school_key END"
    new["joined"] = "to_jsonb(coalesce(string_to_array(j.joined, ','), h.joined_codinsts::text[], '{}'))"
    new["is_active"] = _activity(cut)
    new["not_in_cut_since"] = (
        "CASE WHEN h.id IS NULL THEN %(gone)s::date ELSE h.not_in_cut_since END" if cut.is_older else "NULL::date"
    )
    old = {name: f"h.{name}" for name in new}
    old |= {"district_code": "d.code", "joined": "to_jsonb(h.joined_codinsts)"}
    return f"""
        SELECT %(ugel)s, %(padron_import)s, 'school', CASE WHEN h.id IS NULL THEN 'new' ELSE 'changed' END,
            g.school_key, g.number, h.id,
            CASE WHEN h.id IS NULL THEN '{{}}' ELSE {DIFFERENT.format(this="v.old", that="v.new")} END,
            CASE WHEN h.id IS NULL THEN jsonb_strip_nulls(v.new) || jsonb_build_object('services', g.services)
                ELSE {DIFFERENT.format(this="v.new", that="v.old")} END
        FROM (
            SELECT x.school_id, x.school_key, min(x.number) AS number, max(x.school_codinst) AS codinst,
                max(x.codlocal) AS codlocal, min(x.rank) AS rank, bool_or(x.is_active) AS is_active,
                coalesce(jsonb_agg(x.service) FILTER (WHERE x.service IS NOT NULL), '[]') AS services,
                {", ".join(_first(n) for n in (*SCHOOL_TEXTS, "district_code", "lat", "lon", "codigo_modular"))}
            FROM (
                SELECT r.*, {RANK.format(row="r")} AS rank,
                    CASE WHEN r.service_id IS NULL AND r.school_id IS NULL THEN {new_service(cut)} END AS service
                FROM padron_row r WHERE r.ugel_code = %(code)s
            ) x
            GROUP BY x.school_id, x.school_key
        ) g
        LEFT JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.id = g.school_id
        LEFT JOIN schools_territory d ON d.id = h.district_id
        LEFT JOIN unnest(%(joined_keys)s::text[], %(joined)s::text[]) AS j(key, joined) ON j.key = g.school_key
        {"" if cut.is_full else OUTSIDE}
        CROSS JOIN LATERAL (SELECT {json_object(new)} AS new, {json_object(old)} AS old) v
        WHERE h.id IS NULL OR ({", ".join(new.values())}) IS DISTINCT FROM ({", ".join(old[n] for n in new)})
    """  # noqa: S608  names are this module's, values are parameters


def _activity(cut: Cut) -> str:
    if cut.is_older:
        return "coalesce(h.is_active, g.is_active)"
    return "g.is_active" if cut.is_full else "(g.is_active OR coalesce(o.is_active, false))"


OUTSIDE = f"""
    LEFT JOIN LATERAL (
        SELECT bool_or(s.is_active) AS is_active, min({RANK.format(row="s")}) AS rank
        FROM schools_service s
        WHERE s.ugel_id = %(ugel)s AND s.school_id = g.school_id AND s.not_in_cut_since IS NULL
            AND NOT EXISTS (
                SELECT FROM padron_row r WHERE r.ugel_code = %(code)s
                    AND r.codigo_modular = s.codigo_modular AND r.anexo = s.anexo
            )
    ) o ON true
"""  # noqa: S608  names are this module's, values are parameters
MISSING_SCHOOLS = """
    SELECT %(ugel)s, %(padron_import)s, 'school', 'missing', h.national_key, NULL::int, h.id,
        '{"not_in_cut_since": null}'::jsonb, jsonb_build_object('not_in_cut_since', %(cut)s::date)
    FROM schools_school h
    WHERE h.ugel_id = %(ugel)s AND h.source = %(padron)s AND h.not_in_cut_since IS NULL
        AND EXISTS (SELECT FROM schools_service s WHERE s.ugel_id = %(ugel)s AND s.school_id = h.id)
        AND h.id NOT IN (
            SELECT s.school_id FROM padron_row r
            JOIN schools_service s ON s.ugel_id = %(ugel)s AND s.id = r.service_id
            WHERE r.ugel_code = %(code)s
        )
        AND h.id NOT IN (SELECT r.school_id FROM padron_row r WHERE r.ugel_code = %(code)s AND r.school_id IS NOT NULL)
"""
# All its services are in the file, at other schools: nobody teaches there any more.
EMPTIED_SCHOOLS = """
    SELECT %(ugel)s, %(padron_import)s, 'school', 'changed', h.national_key, NULL::int, h.id,
        jsonb_build_object('is_active', true), jsonb_build_object('is_active', false)
    FROM schools_school h
    WHERE h.ugel_id = %(ugel)s AND h.is_active
        AND EXISTS (
            SELECT FROM schools_padronchange c
            WHERE c.ugel_id = %(ugel)s AND c.padron_import_id = %(padron_import)s AND c.noun = 'service'
                AND c.action = 'changed' AND c.before ->> 'school' = h.id::text
        )
        AND NOT EXISTS (SELECT FROM padron_row r WHERE r.ugel_code = %(code)s AND r.school_id = h.id)
        AND NOT EXISTS (
            SELECT FROM schools_service s
            WHERE s.ugel_id = %(ugel)s AND s.school_id = h.id AND NOT EXISTS (
                SELECT FROM padron_row r WHERE r.ugel_code = %(code)s AND r.service_id = s.id
            )
        )
"""
