-- One page of the school list as somebody would write it who knows only this page; %(limit)s and %(offset)s cut it.
WITH found AS (
    SELECT s.id, s.name, s.codlocal, s.centre, s.area, s.is_active, s.not_in_cut_since, t.name AS district
    FROM schools_school AS s LEFT JOIN schools_territory AS t ON t.id = s.district_id
    WHERE s.search_name LIKE %(like)s AND s.area = %(area)s
), taught AS (
    SELECT school_id, string_agg(DISTINCT level, ',') AS codes FROM schools_service
    WHERE is_active AND not_in_cut_since IS NULL GROUP BY school_id
), counted AS (
    SELECT v.school_id, sum(e.count) AS pupils
    FROM schools_service AS v JOIN schools_enrolment AS e ON e.service_id = v.id
    WHERE v.is_active AND v.not_in_cut_since IS NULL AND NOT EXISTS (
        SELECT 1 FROM schools_enrolment AS later WHERE later.service_id = e.service_id AND later.cut_date > e.cut_date
    )
    GROUP BY v.school_id
)
SELECT found.*, taught.codes, counted.pupils
FROM found LEFT JOIN taught ON taught.school_id = found.id LEFT JOIN counted ON counted.school_id = found.id
ORDER BY counted.pupils DESC, found.id DESC LIMIT %(limit)s OFFSET %(offset)s
