-- Every ESYA figure in one pass: one row a school of the ámbito, one boolean column a part of a figure.
-- Follows the parts of improvement.sql, whose frame and verdict it reads; `target` is the ámbito's own query.
, target AS MATERIALIZED (
    {target}
), latest AS (
    SELECT DISTINCT ON (ugel_id, school_id) ugel_id, school_id, id, water_rung, sanitation_rung, hygiene_rung,
        sdg_met, sdg_unknown
    FROM safety_check CROSS JOIN frame
    WHERE state = 'verified' AND verified_at <= cut_off AND visited_date BETWEEN period_start AND period_end
    ORDER BY ugel_id, school_id, visited_date DESC, id DESC
), risky AS (
    SELECT DISTINCT ugel_id, safety_check_id FROM safety_dimensionscore WHERE level = 'at_risk'
), known AS (
    SELECT ugel_id, school_id,
        bool_or(state = 'verified' AND verified_at <= cut_off) AS is_counted,
        bool_or(submitted_at <= cut_off AND (state = 'submitted' OR state = 'verified' AND verified_at > cut_off))
            AS is_waiting
    FROM safety_check CROSS JOIN frame
    WHERE visited_date <= period_end
    GROUP BY ugel_id, school_id
)
SELECT target.ugel_id, target.school_id AS id,
    is_up AND NOT is_down AS improved,
    is_down AS worse,
    NOT is_up AND NOT is_down AS unchanged,
    is_up IS NULL AND coalesce(is_waiting, false) AS not_verified,
    is_up IS NULL AND NOT coalesce(is_waiting, false) AND coalesce(is_counted, false) AS not_evaluated,
    is_up IS NULL AND NOT coalesce(is_waiting, false) AND NOT coalesce(is_counted, false) AS never_checked,
    latest.id IS NOT NULL AS checked,
    latest.id IS NULL AS unchecked,
    risky.safety_check_id IS NOT NULL AS at_risk,
    water_rung = 'basic' AS water_basic,
    water_rung = 'limited' AS water_limited,
    water_rung = 'none' AS water_none,
    water_rung = 'unknown' AS water_unknown,
    sanitation_rung = 'basic' AS sanitation_basic,
    sanitation_rung = 'limited' AS sanitation_limited,
    sanitation_rung = 'none' AS sanitation_none,
    sanitation_rung = 'unknown' AS sanitation_unknown,
    hygiene_rung = 'basic' AS hygiene_basic,
    hygiene_rung = 'limited' AS hygiene_limited,
    hygiene_rung = 'none' AS hygiene_none,
    hygiene_rung = 'unknown' AS hygiene_unknown,
    'a' = ANY(sdg_met) AS sdg_a, 'a' = ANY(sdg_unknown) AS sdg_a_unknown,
    'b' = ANY(sdg_met) AS sdg_b, 'b' = ANY(sdg_unknown) AS sdg_b_unknown,
    'c' = ANY(sdg_met) AS sdg_c, 'c' = ANY(sdg_unknown) AS sdg_c_unknown,
    'd' = ANY(sdg_met) AS sdg_d, 'd' = ANY(sdg_unknown) AS sdg_d_unknown,
    'e' = ANY(sdg_met) AS sdg_e, 'e' = ANY(sdg_unknown) AS sdg_e_unknown,
    'f' = ANY(sdg_met) AS sdg_f, 'f' = ANY(sdg_unknown) AS sdg_f_unknown,
    'g' = ANY(sdg_met) AS sdg_g, 'g' = ANY(sdg_unknown) AS sdg_g_unknown
FROM target
LEFT JOIN verdict ON verdict.ugel_id = target.ugel_id AND verdict.school_id = target.school_id
LEFT JOIN known ON known.ugel_id = target.ugel_id AND known.school_id = target.school_id
LEFT JOIN latest ON latest.ugel_id = target.ugel_id AND latest.school_id = target.school_id
LEFT JOIN risky ON risky.ugel_id = latest.ugel_id AND risky.safety_check_id = latest.id
