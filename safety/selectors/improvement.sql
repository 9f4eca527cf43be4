-- «Mejoró» v1 for every school the reader may see; the same rule in plain Python stands in scoring.py.
-- Row-level security keeps each table to the reader's tenants; every join also carries ugel_id.
-- pair: a school's two checks, by grouping, whose size the planner guesses well. side: each of them. answered: kept
-- apart, or every answer would first be multiplied with every item. scored: a dimension of one side, as stored, or
-- recomputed over the items both checklist versions ask. change: one row a dimension. verdict: one row a school.
-- No part is joined to another: the planner cannot know their sizes and would loop; both sides meet by grouping.
WITH frame AS (
    SELECT %s::date AS period_start, %s::date AS period_end, %s::timestamptz AS cut_off, %s::text[] AS basic,
        %s::numeric AS default_conforming, %s::numeric AS default_in_progress, %s::numeric AS default_points
), counted AS (
    SELECT ugel_id, school_id, id, version_id, visited_date, visited_date - period_start AS days_inside
    FROM safety_check CROSS JOIN frame
    WHERE state = 'verified' AND visited_date <= period_end AND verified_at <= cut_off
), pair AS (
    SELECT ugel_id, school_id,
        (array_agg(id ORDER BY visited_date DESC, id DESC))[1] AS after_id,
        (array_agg(version_id ORDER BY visited_date DESC, id DESC))[1] AS after_version,
        (array_agg(id ORDER BY days_inside > 0, abs(days_inside), CASE WHEN days_inside > 0 THEN id ELSE -id END))[1]
            AS before_id,
        (array_agg(version_id ORDER BY days_inside > 0, abs(days_inside), CASE WHEN days_inside > 0 THEN id ELSE -id END))[1]
            AS before_version
    FROM counted
    GROUP BY ugel_id, school_id
    HAVING count(*) > 1
), side AS (
    SELECT ugel_id, school_id, sides.id, before_id, after_id, is_before, before_version = after_version AS is_same_version,
        other_version
    FROM pair
    CROSS JOIN LATERAL (VALUES (before_id, true, after_version), (after_id, false, before_version))
        AS sides (id, is_before, other_version)
    WHERE before_id <> after_id
), answered AS MATERIALIZED (
    SELECT side.ugel_id, school_id, before_id, after_id, is_before, other_version, item_id, value
    FROM side
    JOIN safety_answer AS answer ON answer.ugel_id = side.ugel_id AND answer.safety_check_id = side.id
    WHERE NOT is_same_version AND value IS NOT NULL
), scored AS (
    SELECT side.ugel_id, school_id, before_id, after_id, is_before, dimension, score,
        has_critical_failure AS is_critical
    FROM side
    JOIN safety_dimensionscore AS stored ON stored.ugel_id = side.ugel_id AND stored.safety_check_id = side.id
    WHERE is_same_version AND score IS NOT NULL
    UNION ALL
    SELECT ugel_id, school_id, before_id, after_id, is_before, item.dimension,
        round(sum(value * item.weight) * 50.0 / sum(item.weight), 2), bool_or(item.is_critical AND value = 0)
    FROM answered
    JOIN safety_checklistitem AS item ON item.id = item_id
    JOIN safety_checklistitem AS twin ON twin.version_id = other_version AND twin.code = item.code
    GROUP BY ugel_id, school_id, before_id, after_id, is_before, item.dimension
), compared AS (
    SELECT ugel_id, school_id, before_id, after_id, dimension,
        max(score) FILTER (WHERE is_before) AS before_score, max(score) FILTER (WHERE NOT is_before) AS after_score,
        bool_or(is_critical) FILTER (WHERE is_before) AS before_critical,
        bool_or(is_critical) FILTER (WHERE NOT is_before) AS after_critical
    FROM scored
    GROUP BY ugel_id, school_id, before_id, after_id, dimension
    HAVING bool_or(is_before) AND bool_or(NOT is_before)
), tenant AS (
    SELECT ugel_id,
        max(value::text::numeric) FILTER (WHERE name = 'safety.conforming_from') AS conforming_from,
        max(value::text::numeric) FILTER (WHERE name = 'safety.in_progress_from') AS in_progress_from,
        max(value::text::numeric) FILTER (WHERE name = 'safety.improved_points') AS improved_points
    FROM strategies_settingvalue
    WHERE name IN ('safety.conforming_from', 'safety.in_progress_from', 'safety.improved_points')
    GROUP BY ugel_id
), change AS (
    SELECT compared.*, coalesce(improved_points, default_points) AS improved_points,
        CASE WHEN before_critical OR before_score < coalesce(in_progress_from, default_in_progress) THEN 0
            WHEN before_score < coalesce(conforming_from, default_conforming) THEN 1
            ELSE 2 END AS before_rank,
        CASE WHEN after_critical OR after_score < coalesce(in_progress_from, default_in_progress) THEN 0
            WHEN after_score < coalesce(conforming_from, default_conforming) THEN 1
            ELSE 2 END AS after_rank
    FROM compared CROSS JOIN frame
    LEFT JOIN tenant ON tenant.ugel_id = compared.ugel_id
), verdict AS (
    SELECT ugel_id, school_id, before_id, after_id, coalesce(bool_or(is_up), false) AS is_up,
        coalesce(bool_or(is_down), false) AS is_down
    FROM (
        SELECT ugel_id, school_id, before_id, after_id, NULL::boolean AS is_up, NULL::boolean AS is_down
        FROM side WHERE NOT is_before
        UNION ALL
        SELECT ugel_id, school_id, before_id, after_id,
            after_rank > before_rank OR after_score - before_score >= improved_points, after_rank < before_rank
        FROM change CROSS JOIN frame WHERE dimension = ANY(basic)
    ) AS seen
    GROUP BY ugel_id, school_id, before_id, after_id
)
