"""The one way the padrón's set-based SQL reaches the database, and the phrases it is made of."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg import Cursor

from core.tenancy.scope import current_ugel

# The leading service speaks for its school: an active one first, primary before secondary before the rest.
RANK = """
    (CASE WHEN {row}.is_active THEN 0 ELSE 10 END)
    + (CASE {row}.level WHEN 'B0' THEN 0 WHEN 'F0' THEN 1 ELSE 2 + (left({row}.level, 1) <> 'A')::int END)
"""
NEVER_UNASKED = 1_000_000_000
DIFFERENT = """(
    SELECT coalesce(jsonb_object_agg(f.key, f.value), '{{}}') FROM jsonb_each({this}) f
    WHERE f.value IS DISTINCT FROM {that} -> f.key
)"""


@dataclass(frozen=True)
class Cut:
    """What decides how a file is compared: its date, whether it is whole, and whether a newer one is known."""

    cut_date: date
    is_full: bool
    is_older: bool
    has_pupils: bool
    with_contacts: bool
    latest_cut: date | None = None


def execute(sql: str, params: dict) -> list[tuple]:
    """Run one statement of the import; every one names its tenant, for the owner's commands see all rows.

    Its values go beside it, not into it: a national cut has it planned a few times, not once for each UGEL.
    """
    connection.ensure_connection()
    server = connection.connection
    server.prepare_threshold = server.prepare_threshold or NEVER_UNASKED
    with connection.wrap_database_errors, Cursor(server) as cursor:
        cursor.execute(sql, params, prepare=True)
        return cursor.fetchall() if cursor.description else []


def commit_later(is_later: bool) -> None:
    """Let this transaction's commit wait for the disk, or not; whole either way after a power cut."""
    execute(f"SET LOCAL synchronous_commit = {'off' if is_later else 'on'}", {})


def scope_params(**more) -> dict:
    """The open scope as parameters `ugel` and `code`, with whatever else a statement needs."""
    ugel = current_ugel()
    return {"ugel": ugel.pk, "code": ugel.code, **more}


def json_object(pairs: dict[str, str]) -> str:
    return "jsonb_build_object(" + ", ".join(f"'{name}', {sql}" for name, sql in pairs.items()) + ")"


def merged(incoming: str, known: str, *, text: bool, fill: str) -> str:
    """The value after the import: what the file says, else what was known; `fill` is SQL for "only fill blanks"."""
    if text:
        keeps, takes = f"coalesce(nullif({known}, ''), {incoming}, '')", f"coalesce({incoming}, {known}, '')"
    else:
        keeps, takes = f"coalesce({known}, {incoming})", f"coalesce({incoming}, {known})"
    if fill == "false":
        return takes
    return keeps if fill == "true" else f"CASE WHEN {fill} THEN {keeps} ELSE {takes} END"
