"""What a staged file would change at one UGEL, kept as PadronChange rows."""

from schools.enums import SchoolSource
from schools.models import PadronImport
from schools.services.padron_places import Resolution
from schools.services.padron_school_sql import EMPTIED_SCHOOLS, MISSING_SCHOOLS, school_changes
from schools.services.padron_service_sql import MISSING_SERVICES, service_changes
from schools.services.padron_sql import Cut, execute, scope_params

RECORD = """
    WITH recorded AS (
        INSERT INTO schools_padronchange
            (ugel_id, padron_import_id, noun, action, key, row_number, object_id, before, after)
        {select}
        RETURNING noun, action
    )
    SELECT noun, action, count(*) FROM recorded GROUP BY noun, action
"""


def stage_changes(padron_import: PadronImport, cut: Cut, resolution: Resolution) -> dict[tuple[str, str], int]:
    """Write the PadronChange rows of an import; returns how many of each noun and action.

    An older cut, or one whose leading service is not in the file, only fills what is blank.
    """
    joined = {place.key: ",".join(place.joined) for place in resolution.places if place.joined}
    params = scope_params(
        padron_import=padron_import.pk,
        cut=cut.cut_date,
        year=cut.cut_date.year,
        padron=SchoolSource.PADRON,
        gone=cut.latest_cut if cut.is_older else None,
        joined_keys=list(joined),
        joined=list(joined.values()),
    )
    counts: dict[tuple[str, str], int] = {}

    def record(select):
        for noun, action, count in execute(RECORD.format(select=select), params):
            counts[noun, action] = counts.get((noun, action), 0) + count

    record(service_changes(cut))
    record(school_changes(cut))
    if cut.is_full:
        record(MISSING_SERVICES)
    if counts.get(("service", "missing")):
        record(MISSING_SCHOOLS)
    if counts.get(("service", "changed")):
        record(EMPTIED_SCHOOLS)
    return counts


def changed_services(padron_import: PadronImport) -> int:
    """Known services of the file that change themselves or through their school."""
    return execute(
        """
        SELECT count(*) FROM padron_row r
        WHERE r.ugel_code = %(code)s AND r.service_id IS NOT NULL AND EXISTS (
            SELECT FROM schools_padronchange c
            WHERE c.ugel_id = %(ugel)s AND c.padron_import_id = %(padron_import)s AND c.action = 'changed' AND (
                (c.noun = 'service' AND c.object_id = r.service_id)
                OR (c.noun = 'school' AND c.object_id = r.school_id)
            )
        )
        """,
        scope_params(padron_import=padron_import.pk),
    )[0][0]
