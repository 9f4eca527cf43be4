"""Put back exactly what an import changed, unless something was built on it since."""

from django.db import IntegrityError, transaction

from schools.models import PadronImport
from schools.services.padron_merge import (
    INSERT_ENROLMENT,
    OF_IMPORT,
    REFRESH_SEARCH,
    SAME_SERVICE,
    SCHOOL_COLUMNS,
    SERVICE_COLUMNS,
    SERVICES,
    UNLESS_STILL_KNOWN,
    UPSERT_CONTACTS,
    merge_params,
    update_schools,
    update_services,
)
from schools.services.padron_sql import execute, json_object


def changed_since(padron_import: PadronImport, doc: str) -> bool:
    """Whether a row no longer holds what the import says it held (`before`) or left (`after`)."""
    params = merge_params(padron_import)
    checks = [_differing(doc, new=False)] + ([_differing(doc, new=True)] if doc == "after" else [])
    return any(any(execute(sql, params)[0]) for sql in checks)


def _differing(doc, *, new):
    school = json_object({name: f"h.{name}" for name in SCHOOL_COLUMNS} | {"district_code": "d.code"})
    service = json_object({name: f"s.{name}" for name in SERVICE_COLUMNS})
    action = "= 'new'" if new else "<> 'new'"
    return f"""
        SELECT EXISTS (
            SELECT FROM schools_padronchange c
            LEFT JOIN schools_school h
                ON h.ugel_id = %(ugel)s AND {"h.national_key = c.key" if new else "h.id = c.object_id"}
            LEFT JOIN schools_territory d ON d.id = h.district_id
            WHERE {OF_IMPORT} AND c.noun = 'school' AND c.action {action}
                AND (h.id IS NULL {"OR h.is_point_by_hand" if new else ""} OR {_other(school, doc, new=new)})
        ), EXISTS (
            SELECT FROM {SERVICES}
            LEFT JOIN schools_service s ON {SAME_SERVICE if new else "s.ugel_id = %(ugel)s AND s.id = c.object_id"}
            WHERE c.action {action} AND (s.id IS NULL OR {_other(service, doc, new=new)})
        )
    """  # noqa: S608  names are this module's, values are parameters


def _other(current: str, doc: str, *, new: bool) -> str:
    """Whether a row is not as the import says; of a new one, what the import left blank must still be blank."""
    if new:
        return f"""EXISTS (
            SELECT FROM jsonb_each_text({current}) f
            WHERE coalesce(f.value, '') <> coalesce(c.{doc} ->> f.key, '')
        )"""
    # What names a school made by the same import, or lives in another table, is left out.
    return f"NOT {current} @> (c.{doc} - '{{joined,school,school_key,enrolment,contact}}'::text[])"


def restore(padron_import: PadronImport) -> bool:
    """Undo the writing of an import; false, with nothing done, when later rows refer to what it brought."""
    params = merge_params(padron_import)
    try:
        with transaction.atomic():
            for sql in (
                DELETE_ENROLMENT,
                update_services("before"),
                DELETE_CONTACTS,
                DELETE_SERVICES,
                DELETE_SCHOOLS,
                update_schools("before"),
                REFRESH_SEARCH,
                REOPEN_FACTS,
            ):
                execute(sql, params)
            execute(
                INSERT_ENROLMENT.format(
                    doc="before", services=SERVICES, same_service=SAME_SERVICE, unless=UNLESS_STILL_KNOWN
                ),
                params,
            )
            execute(UPSERT_CONTACTS.format(doc="before", services=SERVICES, same_service=SAME_SERVICE), params)
            # The references are deferred; asked now, they name what was built on the import.
            execute("SET CONSTRAINTS ALL IMMEDIATE", {})
            execute("SET CONSTRAINTS ALL DEFERRED", {})
    except IntegrityError:
        return False
    return True


DELETE_ENROLMENT = f"""
    DELETE FROM schools_enrolment e USING {SERVICES}, schools_service s
    WHERE c.after ? 'enrolment' AND {SAME_SERVICE}
        AND e.ugel_id = %(ugel)s AND e.service_id = s.id AND e.year = %(year)s AND e.cut_date = %(cut)s
        AND e.grade = '' AND e.source IN ('padron', 'imputed')
"""  # noqa: S608  names are this module's, values are parameters
DELETE_CONTACTS = f"""
    DELETE FROM schools_servicecontact k USING {SERVICES}, schools_service s
    WHERE c.after ? 'contact' AND {SAME_SERVICE}
        AND k.ugel_id = %(ugel)s AND k.service_id = s.id
"""  # noqa: S608  names are this module's, values are parameters
DELETE_SERVICES = f"""
    DELETE FROM schools_service s USING {SERVICES}
    WHERE c.action = 'new' AND {SAME_SERVICE}
"""  # noqa: S608  names are this module's, values are parameters
DELETE_SCHOOLS = f"""
    DELETE FROM schools_school h USING schools_padronchange c
    WHERE {OF_IMPORT} AND c.noun = 'school' AND c.action = 'new'
        AND h.ugel_id = %(ugel)s AND h.national_key = c.key
"""  # noqa: S608  names are this module's, values are parameters
REOPEN_FACTS = """
    WITH reopened AS (
        DELETE FROM schools_schoolfact f
        WHERE f.ugel_id = %(ugel)s AND f.padron_import_id = %(padron_import)s
        RETURNING f.school_id, f.valid_from
    )
    UPDATE schools_school h SET facts_since = reopened.valid_from FROM reopened
    WHERE h.ugel_id = %(ugel)s AND h.id = reopened.school_id
"""
