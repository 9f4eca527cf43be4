-- Every ESYA figure in one pass, as somebody would write it who knows only these tables; appended to the CTEs of
-- improvement.sql. One row a UGEL; `s` holds one row a school of the ámbito with all that a figure asks of it.
, listed AS (
    SELECT DISTINCT ON (ugel_id) ugel_id, id FROM schools_targetlist
    WHERE year = %(year)s AND frozen_at <= %(cut_off)s ORDER BY ugel_id, version DESC
), target AS MATERIALIZED (
    SELECT t.ugel_id, t.school_id FROM schools_targetschool AS t
    JOIN listed AS l ON l.ugel_id = t.ugel_id AND l.id = t.target_list_id WHERE t.is_included
), latest AS (
    SELECT DISTINCT ON (ugel_id, school_id) ugel_id, school_id, id, water_rung, sanitation_rung, hygiene_rung,
        sdg_met, sdg_unknown
    FROM safety_check
    WHERE state = 'verified' AND verified_at <= %(cut_off)s
        AND visited_date BETWEEN %(period_start)s AND %(period_end)s
    ORDER BY ugel_id, school_id, visited_date DESC, id DESC
), risky AS (
    SELECT DISTINCT ugel_id, safety_check_id FROM safety_dimensionscore WHERE level = 'at_risk'
), known AS (
    SELECT ugel_id, school_id,
        bool_or(state = 'verified' AND verified_at <= %(cut_off)s) AS is_counted,
        bool_or(submitted_at <= %(cut_off)s AND (state = 'submitted' OR state = 'verified' AND verified_at > %(cut_off)s))
            AS is_waiting
    FROM safety_check WHERE visited_date <= %(period_end)s GROUP BY ugel_id, school_id
), s AS (
    SELECT t.ugel_id, t.school_id AS id, v.school_id IS NOT NULL AS has_pair, v.is_up, v.is_down,
        coalesce(k.is_counted, false) AS is_counted, coalesce(k.is_waiting, false) AS is_waiting,
        l.id IS NOT NULL AS is_checked, r.safety_check_id IS NOT NULL AS is_risky,
        l.water_rung, l.sanitation_rung, l.hygiene_rung, l.sdg_met, l.sdg_unknown
    FROM target AS t
    LEFT JOIN verdict AS v ON v.ugel_id = t.ugel_id AND v.school_id = t.school_id
    LEFT JOIN known AS k ON k.ugel_id = t.ugel_id AND k.school_id = t.school_id
    LEFT JOIN latest AS l ON l.ugel_id = t.ugel_id AND l.school_id = t.school_id
    LEFT JOIN risky AS r ON r.ugel_id = l.ugel_id AND r.safety_check_id = l.id
)
