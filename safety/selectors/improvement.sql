-- «Mejoró» v1 for every school the reader may see; the same rule in plain Python stands in scoring.py.
-- Row-level security keeps each table to the reader's tenants; every join also carries ugel_id.
-- side: both checks of a school's pair. scored: a dimension of one side, as stored, or recomputed over the items both
-- checklist versions ask. change: one row a dimension. verdict: one row a school.
-- No part is joined to another: the planner cannot know their sizes and would loop; both sides meet by grouping.
WITH frame AS (
    SELECT %s::date AS period_start, %s::date AS period_end, %s::timestamptz AS cut_off, %s::text[] AS basic,
        %s::numeric AS default_conforming, %s::numeric AS default_in_progress, %s::numeric AS default_points
), counted AS (
    SELECT ugel_id, school_id, id, version_id, visited_date, visited_date - period_start AS days_inside
    FROM safety_check CROSS JOIN frame
    WHERE state = 'verified' AND visited_date <= period_end AND verified_at <= cut_off
), paired AS (
    SELECT ugel_id, school_id, id, version_id,
        first_value(id) OVER baseline AS before_id, first_value(version_id) OVER baseline AS before_version,
        first_value(id) OVER newest AS after_id, first_value(version_id) OVER newest AS after_version
    FROM counted
    WINDOW newest AS (PARTITION BY ugel_id, school_id ORDER BY visited_date DESC, id DESC),
        baseline AS (
            PARTITION BY ugel_id, school_id
            ORDER BY days_inside > 0, abs(days_inside), CASE WHEN days_inside > 0 THEN id ELSE -id END
        )
), side AS (
    SELECT ugel_id, school_id, id, before_id, after_id, id = before_id AS is_before,
        before_version = after_version AS is_same_version,
        CASE WHEN id = before_id THEN after_version ELSE before_version END AS other_version
    FROM paired
    WHERE before_id <> after_id AND id IN (before_id, after_id)
), scored AS (
    SELECT side.ugel_id, school_id, before_id, after_id, is_before, dimension, score,
        has_critical_failure AS is_critical
    FROM side
    JOIN safety_dimensionscore AS stored ON stored.ugel_id = side.ugel_id AND stored.safety_check_id = side.id
    WHERE is_same_version AND score IS NOT NULL
    UNION ALL
    SELECT side.ugel_id, school_id, before_id, after_id, is_before, item.dimension,
        round(sum(answer.value * item.weight) * 50.0 / sum(item.weight), 2),
        bool_or(item.is_critical AND answer.value = 0)
    FROM side
    JOIN safety_answer AS answer ON answer.ugel_id = side.ugel_id AND answer.safety_check_id = side.id
    JOIN safety_checklistitem AS item ON item.id = answer.item_id
    JOIN safety_checklistitem AS twin ON twin.version_id = side.other_version AND twin.code = item.code
    WHERE NOT is_same_version AND answer.value IS NOT NULL
    GROUP BY side.ugel_id, school_id, before_id, after_id, is_before, item.dimension
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
