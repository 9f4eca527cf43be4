"""Which services a cut brings, changes or no longer has."""

from schools.services.padron_sql import DIFFERENT, Cut, json_object, merged

SERVICE_TEXTS = (
    "level", "form", "characteristic", "gender", "shift", "management", "dependency", "programme", "area",
)  # fmt: skip
SERVICE_NUMBERS = ("teachers", "sections")
CONTACTS = ("director", "phone", "email", "promoter")


def new_service(cut: Cut) -> str:
    """The JSON of a service nobody knew, for the new school it comes with."""
    pairs = {"key": "r.codigo_modular || '-' || r.anexo"}
    pairs |= {name: f"r.{name}" for name in (*SERVICE_TEXTS, *SERVICE_NUMBERS, "is_active")}
    if cut.is_older:
        pairs["not_in_cut_since"] = "%(gone)s::date"
    if cut.has_pupils:
        pairs["enrolment"] = PUPILS
    if cut.with_contacts:
        given = "coalesce(r.director, r.phone, r.email, r.promoter) IS NOT NULL"
        contact = json_object({name: f"coalesce(r.{name}, '')" for name in CONTACTS})
        pairs["contact"] = f"CASE WHEN {given} THEN {contact} END"
    return f"jsonb_strip_nulls({json_object(pairs)})"


def service_changes(cut: Cut) -> str:
    """Known services that change, and new ones of known schools; those of new schools come with their school."""
    fill = "true" if cut.is_older else "false"
    new = {name: merged(f"r.{name}", f"s.{name}", text=True, fill=fill) for name in SERVICE_TEXTS}
    new |= {name: merged(f"r.{name}", f"s.{name}", text=False, fill=fill) for name in SERVICE_NUMBERS}
    new["is_active"] = merged("r.is_active", "s.is_active", text=False, fill=fill)
    new["school"] = merged("r.school_id", "s.school_id", text=False, fill=fill) if cut.is_older else "r.school_id"
    new["not_in_cut_since"] = (
        "CASE WHEN s.id IS NULL THEN %(gone)s::date ELSE s.not_in_cut_since END" if cut.is_older else "NULL::date"
    )
    old = {name: f"s.{name}" for name in new} | {"school": "s.school_id"}
    joins = ""
    if cut.has_pupils:
        new["enrolment"], old["enrolment"] = f"coalesce({PUPILS}, known.pupils)", "known.pupils"
        joins += KNOWN_PUPILS
    if cut.with_contacts:
        given = "coalesce(c.id::text, r.director, r.phone, r.email, r.promoter) IS NOT NULL"
        contact = json_object({n: merged(f"r.{n}", f"c.{n}", text=True, fill=fill) for n in CONTACTS})
        known = json_object({n: f"c.{n}" for n in CONTACTS})
        new["contact"] = f"CASE WHEN {given} THEN {contact} END"
        old["contact"] = f"CASE WHEN c.id IS NOT NULL THEN {known} END"
        joins += " LEFT JOIN schools_servicecontact c ON c.ugel_id = %(ugel)s AND c.service_id = s.id"
    return f"""
        SELECT %(ugel)s, %(padron_import)s, 'service', CASE WHEN s.id IS NULL THEN 'new' ELSE 'changed' END,
            r.codigo_modular || '-' || r.anexo, r.number, s.id,
            CASE WHEN s.id IS NULL THEN '{{}}' ELSE {DIFFERENT.format(this="j.old", that="j.new")} END,
            CASE WHEN s.id IS NULL THEN jsonb_strip_nulls(j.new) ELSE {DIFFERENT.format(this="j.new", that="j.old")} END
                || CASE WHEN r.school_id IS NULL THEN jsonb_build_object('school_key', r.school_key) ELSE '{{}}' END
        FROM padron_row r
        LEFT JOIN schools_service s ON s.ugel_id = %(ugel)s AND s.id = r.service_id
        {joins}
        CROSS JOIN LATERAL (SELECT {json_object(new)} AS new, {json_object(old)} AS old) j
        WHERE r.ugel_code = %(code)s AND (s.id IS NOT NULL OR r.school_id IS NOT NULL) AND (
            s.id IS NULL
            OR ({", ".join(new[n] for n in new)}) IS DISTINCT FROM ({", ".join(old[n] for n in new)})
        )
    """  # noqa: S608  names are this module's, values are parameters


PUPILS = """CASE
    WHEN r.boys IS NOT NULL OR r.girls IS NOT NULL THEN jsonb_build_object(
        'counts', jsonb_strip_nulls(jsonb_build_object('boy', r.boys, 'girl', r.girls)), 'imputed', r.is_imputed
    )
    WHEN r.pupils IS NOT NULL THEN
        jsonb_build_object('counts', jsonb_build_object('unknown', r.pupils), 'imputed', r.is_imputed)
END"""
# The latest padrón count of the year up to this cut, so that a later cut with equal figures changes nothing.
KNOWN_PUPILS = """
    LEFT JOIN LATERAL (
        SELECT CASE WHEN count(*) > 0 THEN jsonb_build_object(
            'counts', jsonb_object_agg(e.sex, e.count), 'imputed', bool_or(e.source = 'imputed')
        ) END AS pupils
        FROM schools_enrolment e
        WHERE e.ugel_id = %(ugel)s AND e.service_id = s.id AND e.year = %(year)s AND e.grade = ''
            AND e.source IN ('padron', 'imputed') AND e.cut_date = (
                SELECT max(l.cut_date) FROM schools_enrolment l
                WHERE l.ugel_id = %(ugel)s AND l.service_id = s.id AND l.year = %(year)s AND l.grade = ''
                    AND l.source IN ('padron', 'imputed') AND l.cut_date <= %(cut)s
            )
    ) known ON true
"""
# NOT IN: looked up in one hashed list, however few rows the planner believes there are right after a first import.
MISSING_SERVICES = """
    SELECT %(ugel)s, %(padron_import)s, 'service', 'missing', s.codigo_modular || '-' || s.anexo, NULL::int, s.id,
        '{"not_in_cut_since": null}'::jsonb, jsonb_build_object('not_in_cut_since', %(cut)s::date)
    FROM schools_service s
    JOIN schools_school h ON h.ugel_id = %(ugel)s AND h.id = s.school_id AND h.source = %(padron)s
    WHERE s.ugel_id = %(ugel)s AND s.not_in_cut_since IS NULL AND s.id NOT IN (
        SELECT r.service_id FROM padron_row r WHERE r.ugel_code = %(code)s AND r.service_id IS NOT NULL
    )
"""
