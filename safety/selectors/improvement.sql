-- «Mejoró» v1 for every school the reader may see; the same rule in plain Python stands in scoring.py.
-- Row-level security keeps each table to the reader's tenants; every join also carries ugel_id.
-- pair: baseline and follow-up of a school. scored: both scores of a dimension, as stored, or recomputed over the
-- items both checklist versions ask. change: one row a dimension. verdict: one row a school.
WITH frame AS (
    SELECT %s::date AS period_start, %s::date AS period_end, %s::timestamptz AS cut_off, %s::text[] AS basic,
        %s::numeric AS default_conforming, %s::numeric AS default_in_progress, %s::numeric AS default_points
), counted AS (
    SELECT ugel_id, school_id, id, version_id, visited_date, visited_date - period_start AS days_inside
    FROM safety_check CROSS JOIN frame
    WHERE state = 'verified' AND visited_date <= period_end AND verified_at <= cut_off
), ranked AS (
    SELECT *,
        row_number() OVER (PARTITION BY ugel_id, school_id ORDER BY visited_date DESC, id DESC) AS from_newest,
        first_value(id) OVER (
            PARTITION BY ugel_id, school_id
            ORDER BY days_inside > 0, abs(days_inside), CASE WHEN days_inside > 0 THEN id ELSE -id END
        ) AS baseline_id
    FROM counted
), pair AS (
    SELECT newer.ugel_id, newer.school_id, older.id AS before_id, newer.id AS after_id,
        older.version_id AS before_version, newer.version_id AS after_version
    FROM ranked AS newer
    JOIN counted AS older ON older.ugel_id = newer.ugel_id AND older.id = newer.baseline_id
    WHERE newer.from_newest = 1 AND newer.id <> newer.baseline_id
), side AS (
    SELECT ugel_id, school_id, before_id AS check_id, after_version AS other_version, true AS is_before
    FROM pair WHERE before_version <> after_version
    UNION ALL
    SELECT ugel_id, school_id, after_id, before_version, false
    FROM pair WHERE before_version <> after_version
), common AS (
    SELECT side.ugel_id, side.school_id, side.is_before, item.dimension,
        round(sum(answer.value * item.weight) * 50.0 / sum(item.weight), 2) AS score,
        bool_or(item.is_critical AND answer.value = 0) AS is_critical
    FROM side
    JOIN safety_answer AS answer ON answer.ugel_id = side.ugel_id AND answer.safety_check_id = side.check_id
    JOIN safety_checklistitem AS item ON item.id = answer.item_id
    JOIN safety_checklistitem AS twin ON twin.version_id = side.other_version AND twin.code = item.code
    WHERE answer.value IS NOT NULL
    GROUP BY side.ugel_id, side.school_id, side.is_before, item.dimension
), scored AS (
    SELECT pair.ugel_id, pair.school_id, older.dimension,
        older.score AS before_score, older.has_critical_failure AS before_critical,
        newer.score AS after_score, newer.has_critical_failure AS after_critical
    FROM pair
    JOIN safety_dimensionscore AS older ON older.ugel_id = pair.ugel_id AND older.safety_check_id = pair.before_id
    JOIN safety_dimensionscore AS newer ON newer.ugel_id = pair.ugel_id AND newer.safety_check_id = pair.after_id
        AND newer.dimension = older.dimension
    WHERE pair.before_version = pair.after_version AND older.score IS NOT NULL AND newer.score IS NOT NULL
    UNION ALL
    SELECT older.ugel_id, older.school_id, older.dimension,
        older.score, older.is_critical, newer.score, newer.is_critical
    FROM common AS older
    JOIN common AS newer ON newer.ugel_id = older.ugel_id AND newer.school_id = older.school_id
        AND newer.dimension = older.dimension AND older.is_before AND NOT newer.is_before
), tenant AS (
    SELECT present.ugel_id,
        coalesce(max(value::text::numeric) FILTER (WHERE name = 'safety.conforming_from'), default_conforming)
            AS conforming_from,
        coalesce(max(value::text::numeric) FILTER (WHERE name = 'safety.in_progress_from'), default_in_progress)
            AS in_progress_from,
        coalesce(max(value::text::numeric) FILTER (WHERE name = 'safety.improved_points'), default_points)
            AS improved_points
    FROM (SELECT DISTINCT ugel_id FROM pair) AS present
    CROSS JOIN frame
    LEFT JOIN strategies_settingvalue AS setting USING (ugel_id)
    GROUP BY present.ugel_id, default_conforming, default_in_progress, default_points
), change AS (
    SELECT scored.*, improved_points,
        CASE WHEN before_critical OR before_score < in_progress_from THEN 0
            WHEN before_score < conforming_from THEN 1
            ELSE 2 END AS before_rank,
        CASE WHEN after_critical OR after_score < in_progress_from THEN 0
            WHEN after_score < conforming_from THEN 1
            ELSE 2 END AS after_rank
    FROM scored JOIN tenant USING (ugel_id)
), verdict AS (
    SELECT pair.ugel_id, pair.school_id, pair.before_id, pair.after_id,
        coalesce(bool_or(after_rank > before_rank OR after_score - before_score >= improved_points), false) AS is_up,
        coalesce(bool_or(after_rank < before_rank), false) AS is_down
    FROM pair CROSS JOIN frame
    LEFT JOIN change ON change.ugel_id = pair.ugel_id AND change.school_id = pair.school_id
        AND change.dimension = ANY(basic)
    GROUP BY pair.ugel_id, pair.school_id, pair.before_id, pair.after_id
)
